import { bodyPresent } from "./body-present.js";
import { classTags } from "./class-tags.js";
import { dateForm } from "./date-form.js";
import { httpEnvelope } from "./http-envelope.js";
import { identifiers } from "./identifiers.js";
import { leafElements } from "./leaf-elements.js";
import type { Monitor } from "./monitor.js";
import { responseStructure } from "./response-structure.js";
import { senderForm } from "./sender-form.js";
import { smsUnrequested } from "./sms-unrequested.js";
import { syncKey } from "./sync-key.js";
import { valueTypes } from "./value-types.js";
import { wbxmlEncoding } from "./wbxml-encoding.js";

export type { Monitor, MonitorObservation, Session } from "./monitor.js";

/** Every rule over traffic, in the order of a report. */
export const monitors: readonly Monitor[] = [
  httpEnvelope,
  wbxmlEncoding,
  responseStructure,
  leafElements,
  senderForm,
  dateForm,
  valueTypes,
  bodyPresent,
  classTags,
  identifiers,
  syncKey,
  smsUnrequested,
];
