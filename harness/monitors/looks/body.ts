import { codePage } from "../../eas/index.js";
import { child, childElements, type Element } from "../../wbxml/index.js";
import type { Look } from "./look.js";

/** Rows that these looks may name. */
export const bodyRow = "ASMS-2.2-9";

const page = codePage.airSyncBase;

/** Body: the type that AirSyncBase gives it, elements of which Type is one and none stands twice ([MS-ASMS] 2.2). Their order is left open. */
export function* bodyLooks(data: Element): Iterable<Look> {
  const element = child(data, page, "Body");
  if (element === undefined) return;
  const fault = faultOf(element);
  yield {
    requirement: bodyRow,
    holds: fault === undefined,
    expected: "Body holds a Type and other elements, each of them once",
    seen: fault ?? "it does",
    element,
    tags: "Body",
  };
}

function faultOf(body: Element): string | undefined {
  const inside = childElements(body);
  if (inside.length === 0) return (body.content ?? []).length === 0 ? "a Body without Type" : "a Body of bare text";
  const twice = inside.find(
    (one, index) => inside.findIndex(({ page, tag }) => page === one.page && tag === one.tag) < index,
  );
  if (twice !== undefined) return `${twice.tag} more than once in a Body`;
  return child(body, page, "Type") === undefined ? "a Body without Type" : undefined;
}
