import { codePage } from "../eas/index.js";
import { child, type Element } from "../wbxml/index.js";
import { bodyLooks } from "./looks/body.js";
import { conversationLooks, hasConversationIndex } from "./looks/conversation.js";
import { asSeen, type Look } from "./looks/look.js";
import { valueLooks, valueRows } from "./looks/values.js";
import type { Monitor } from "./monitor.js";
import { smsItems } from "./observe.js";

/** Values in every item tagged SMS, and what a server adds of its own ([MS-ASMS] 2.2, 2.2.2, 4.3; ruling Q24). */
export const valueTypes: Monitor = {
  id: "ORC-TYPE",
  section: "2.2",
  purpose: "Numbers, booleans and the conversation elements of an SMS have values of their types",
  requirements: [...valueRows, "ASMS-2.2-12", "ASMS-2.2-13", "ASMS-2.2.2-22", "ASMS-4.3-5", "ASMS-4.3-7"],
  judges: "server",
  *observe(session) {
    for (const item of smsItems(session)) {
      for (const look of valueLooks(item.data)) yield asSeen(item, look);
      for (const look of bodyLooks(item.data)) yield asSeen(item, look);
      for (const look of conversationLooks(item.data)) yield asSeen(item, look);
      if (item.kind === "Add") for (const look of additions(item.data)) yield asSeen(item, look);
    }
  },
};

/** What comes with an Add although no device supplied it. A Change carries only what changed. */
function* additions(data: Element): Iterable<Look> {
  const indexed = hasConversationIndex(data);
  yield {
    requirement: "ASMS-2.2.2-22",
    ruling: "Q24.added",
    holds: indexed,
    expected: "an SMS comes with a ConversationIndex",
    seen: indexed ? "it does" : "an SMS without a ConversationIndex of five bytes or more",
    tags: "",
  };
  const flagged = child(data, codePage.email, "Flag") !== undefined;
  yield {
    requirement: "ASMS-4.3-5",
    holds: flagged,
    expected: "an SMS comes with a Flag, empty when nobody flagged it",
    seen: flagged ? "it does" : "an SMS without Flag",
    tags: "",
  };
}
