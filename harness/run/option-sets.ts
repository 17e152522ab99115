import type { OptionSet } from "../eas/index.js";

const sms: OptionSet = {
  class: "SMS",
  filterType: "0",
  bodyPreferences: [{ type: 1, truncationSize: 102_400 }],
};

const email: OptionSet = {
  filterType: "0",
  bodyPreferences: [{ type: 1 }, { type: 2 }, { type: 4, truncationSize: 102_400 }],
  mimeSupport: "0",
  conflict: "1",
};

/**
 * The two sets of the document's example ([MS-ASMS] 4.1), the SMS set first as there. Only the e-mail FilterType differs: 0
 * instead of 2, so that the age of an item never decides a case that is not about filters.
 */
export const optionSets: {
  readonly sms: OptionSet;
  readonly email: OptionSet;
  readonly both: readonly [OptionSet, OptionSet];
} = { sms, email, both: [sms, email] };
