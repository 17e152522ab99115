/** What the rooms above use of a run. Suites need only `testCase` and the types of case.ts. */
export * from "./case.js";
export * from "./environment.js";
export * from "./expand.js";
export { suiteNames } from "./explore/property.js";
export * from "./gates.js";
export * from "./judge-monitors.js";
export { drawn, freshDeviceId } from "./random.js";
export { type CaseSink, listenForCases, type RegisteredCase } from "./registry.js";
export { type CaseRun, runCase } from "./run-case.js";
export { coreSmsFolders, everyFolderCase, smsFolders } from "./sms-folders.js";
