import type { Monitor } from "../monitor.js";
import { commandClass } from "./command-class.js";
import { deviceInformation } from "./device-information.js";
import { itemForm } from "./item-form.js";
import { optionSets } from "./option-sets.js";
import { outboxRelay } from "./outbox-relay.js";
import { outboxWatch } from "./outbox-watch.js";
import { requestForm } from "./request-form.js";
import { smsAdds, smsChanges } from "./sms-commands.js";
import { smsPlace } from "./sms-place.js";
import { stickySets } from "./sticky-sets.js";

export { outboxRelay, type RelayLimits } from "./outbox-relay.js";
export { outboxWatch, type WatchLimits } from "./outbox-watch.js";
export { type StickyDeclaration, stickySets } from "./sticky-sets.js";

/** Every rule for clients, in the order of the document. They judge the session of a client under test, not of our own device. */
export const clientMonitors: readonly Monitor[] = [
  commandClass,
  requestForm,
  optionSets,
  stickySets(),
  itemForm,
  smsPlace,
  smsAdds,
  smsChanges,
  deviceInformation,
  outboxWatch(),
  outboxRelay(),
];
