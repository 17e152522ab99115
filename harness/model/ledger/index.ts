export { type Booked, bookAnswer, openVerdicts } from "./answer.js";
export {
  emptyLedger,
  estimateOn,
  type Ledger,
  type LedgerRequest,
  noteCreation,
  noteEdit,
  noteFreshKey,
  noteRemoval,
  noteSent,
  requestAgain,
  requestOn,
  setsOn,
  verdictsOn,
} from "./ledger.js";
export type { Verdict } from "./verdict.js";
