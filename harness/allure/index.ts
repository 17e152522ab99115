/** What Allure is told. Imported only by a run that was asked for it: nothing else may load Allure's packages. */
export { type AllureRun, allureMessages, incompleteMessages } from "./messages.js";
export { allureStatus, tidy } from "./tidy.js";
