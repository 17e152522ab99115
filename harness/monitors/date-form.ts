import { dateLooks } from "./looks/dates.js";
import { asSeen } from "./looks/look.js";
import type { Monitor } from "./monitor.js";
import { smsItems } from "./observe.js";

/** DateReceived of every item tagged SMS ([MS-ASMS] 2.2 and 2.2.2.1.2, [MS-ASDTYPE] 2.3). */
export const dateForm: Monitor = {
  id: "ORC-DATE",
  section: "2.2.2.1.2",
  purpose: "DateReceived of an SMS is a dateTime in the dashed form, in UTC",
  requirements: ["ASMS-2.2-6", "ASMS-2.2.2.1.2-3"],
  judges: "server",
  *observe(session) {
    for (const item of smsItems(session)) {
      for (const look of dateLooks(item.data)) yield asSeen(item, look);
    }
  },
};
