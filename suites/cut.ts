import type { BodyFields, Observation } from "../harness/eas/index.js";
import type { SeededItem } from "../harness/run/index.js";

/** Data is the beginning of the text, as long as TruncationSize allows and no longer, and says that it was cut. */
export function cut(item: SeededItem, body: BodyFields | undefined, size: number): Observation {
  const data = body?.data ?? "";
  const marked = body?.truncated === "1" || body?.truncated === "";
  const begins = (item.item.body?.data ?? "").startsWith(data);
  return {
    holds: data.length > 50 && data.length <= size && begins && marked,
    expected: `the first ${size} characters of the text and Truncated, as the set of its class says`,
    seen: `${data.length} characters of type ${body?.type ?? "none"}, ${marked ? "" : "not "}marked as truncated`,
  };
}
