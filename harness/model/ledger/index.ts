export { type Booked, bookAnswer, openVerdicts } from "./answer.js";
export {
  currentBase,
  emptyLedger,
  estimateOn,
  type Ledger,
  type LedgerRequest,
  noteCreation,
  noteEdit,
  noteFreshKey,
  noteOwn,
  noteRemoval,
  previousBase,
  verdictsOn,
} from "./ledger.js";
export type { Verdict } from "./verdict.js";
