import { recipientLooks, senderLooks } from "./looks/addresses.js";
import { asSeen } from "./looks/look.js";
import type { Monitor } from "./monitor.js";
import { smsItems } from "./observe.js";

/** From and To of every item tagged SMS ([MS-ASMS] 2.2, 2.2.2.1.1, 4.3). */
export const senderForm: Monitor = {
  id: "ORC-FROM",
  section: "2.2.2.1.1",
  purpose:
    "From of an SMS names one sender and To its recipients: an optional name in quotation marks, [MOBILE:number]",
  requirements: ["ASMS-2.2-4", "ASMS-2.2-5", "ASMS-2.2.2.1.1-2", "ASMS-2.2.2.1.1-3", "ASMS-4.3-2"],
  judges: "server",
  *observe(session) {
    for (const item of smsItems(session)) {
      for (const look of senderLooks(item.data)) yield asSeen(item, look);
      for (const look of recipientLooks(item.data)) yield asSeen(item, look);
    }
  },
};
