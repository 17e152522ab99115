import { bodyPresent } from "./body-present.js";
import { classTags } from "./class-tags.js";
import { codePages } from "./code-pages.js";
import { dateForm } from "./date-form.js";
import { estimates } from "./estimates.js";
import { httpEnvelope } from "./http-envelope.js";
import { identifiers } from "./identifiers.js";
import { leafElements } from "./leaf-elements.js";
import type { Monitor } from "./monitor.js";
import { sentOnce } from "./once.js";
import { responseStructure } from "./response-structure.js";
import { senderForm } from "./sender-form.js";
import { smsUnrequested } from "./sms-unrequested.js";
import { softDeletes } from "./soft-deletes.js";
import { storedSms } from "./stored.js";
import { syncKey } from "./sync-key.js";
import { valueTypes } from "./value-types.js";
import { wbxmlEncoding } from "./wbxml-encoding.js";

export type { Monitor, MonitorObservation, Patience, Session } from "./monitor.js";

/** Every rule over traffic, in the order of a report. */
export const monitors: readonly Monitor[] = [
  httpEnvelope,
  wbxmlEncoding,
  responseStructure,
  codePages,
  leafElements,
  senderForm,
  dateForm,
  valueTypes,
  bodyPresent,
  classTags,
  identifiers,
  syncKey,
  sentOnce,
  storedSms,
  softDeletes,
  smsUnrequested,
  estimates,
];
