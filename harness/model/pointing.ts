import type { Failure, FailureCode } from "./failure.js";
import type { SeenElement } from "./types.js";

// Where in an answer it shows that a failure is one: for marks, never for judging.

/** What may be wrong about an answer as a whole, and the part of it that shows that. */
const ofAnswer: Partial<Record<FailureCode, readonly string[]>> = {
  status: ["Status"],
  "sync-key": ["SyncKey"],
  "init-commands": ["Commands"],
  "window-exceeded": ["Commands"],
  "more-without-commands": ["MoreAvailable"],
  "options-accepted": ["Status"],
  "refusal-commands": ["Commands"],
  "not-quiet": ["Commands"],
  "estimate-status": ["Status"],
  "estimate-number": [],
  "settings-status": ["DeviceInformation", "Status"],
};

/** The part of a command, or of the word on one of the device's own. */
const ofCommand: Partial<Record<FailureCode, readonly string[]>> = {
  "server-id-reused": ["ServerId"],
  "server-id-not-held": ["ServerId"],
  "class-tag": ["Class"],
  "class-disguised": ["ApplicationData", "From"],
  "response-status": ["Status"],
  "response-server-id": ["ServerId"],
  "response-stray": ["ClientId"],
};

/**
 * The failure with what it points at: the command or response that is being judged, else the answer where its code is about that.
 * What did not come has no place.
 */
export function pointing(
  failure: Failure,
  { answer, command }: { readonly answer?: SeenElement; readonly command?: SeenElement },
): Failure {
  const { code, within } = failure;
  const about = failure.about ?? command?.element;
  const part = within ?? ofCommand[code];
  if (about !== undefined) return { ...failure, about, ...(part === undefined ? {} : { within: part }) };
  const whole = ofAnswer[code];
  if (whole === undefined || answer?.element === undefined) return failure;
  return { ...failure, about: answer.element, within: whole };
}
