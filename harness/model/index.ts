/** The model's public surface. Everything outside this folder imports from here. */
export { FormulationsDiffer } from "./agreement.js";
export type { Draw } from "./draw.js";
export type { Addressed, ModelDriver, NewItem, Style, WireCommand, WireSync } from "./driver.js";
export { type Failure, type FailureCode, observationOf } from "./failure.js";
export {
  type Budget,
  commandsArbitrary,
  DrawnCommand,
  fieldBudget,
  fieldWeights,
  playHistory,
  type Run,
  strictBudget,
  strictWeights,
  type Weights,
} from "./generate.js";
export { History, witness } from "./history.js";
export { defaultNaming, type Naming, numbersInAll, numbersOfAnArea, recipientOf, tokenOf } from "./naming.js";
export { allReadings, type Reading } from "./reading.js";
export { fieldRules, type Rules, strictRules } from "./rules.js";
export type { Stage } from "./stage.js";
export { describeStep, type Step } from "./step.js";
export type * from "./types.js";
export { Unanswered, type UnansweredKind } from "./unanswered.js";
export { ModelViolation, type Told } from "./violation.js";
export { newWorld, type World } from "./world.js";
