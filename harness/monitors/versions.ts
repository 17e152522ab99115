import type { Exchange } from "../eas/index.js";

/** Versions that have SMS: rows of the catalogue hold in these alone. */
const versions: readonly string[] = ["14.0", "14.1", "16.0", "16.1"];

/** Is this exchange one that the rules of the document apply to? */
export function isJudged({ protocolVersion }: Exchange): boolean {
  return protocolVersion !== undefined && versions.includes(protocolVersion);
}
