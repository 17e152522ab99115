/** Validation of documents against the schemas of the commands. */
export { type ExtraElement, extraItemElements } from "./extra-elements.js";
export type { SchemaFault, SchemaFaultCode } from "./fault.js";
export { smsElementNames } from "./item.js";
export { documentToJson, type JsonForm } from "./json-form.js";
export {
  hasSchema,
  inspectRequest,
  inspectResponse,
  type SchemaReport,
  validateRequest,
  validateResponse,
} from "./validate.js";
