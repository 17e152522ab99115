import type { ProtocolVersion } from "../eas/index.js";
import type { Profile, ViolationLevel } from "./results.js";

/** One level for every protocol version, or one for each. */
export type LevelByVersion = ViolationLevel | Readonly<Partial<Record<ProtocolVersion, ViolationLevel>>>;

/** What a violation weighs, by profile: the same shape for rows of the catalogue and clauses of rulings. */
export type Levels = Readonly<Record<Profile, LevelByVersion>>;

/** The level at one version; "none" where a map by version does not speak of it. */
export function levelAt(levels: Levels, profile: Profile, version: ProtocolVersion): ViolationLevel {
  const entry = levels[profile];
  return typeof entry === "string" ? entry : (entry[version] ?? "none");
}
