import type { ProtocolVersion } from "../../eas/index.js";
import { catalogue } from "../../judging/catalogue.js";
import type { Profile, ViolationLevel } from "../../judging/results.js";
import { rulings } from "../../judging/rulings.js";

/** What a departure from a row, or from a clause of a ruling, amounts to; a name that does not exist counts as nothing. */
export function levelOf(
  requirement: string,
  ruling: string | undefined,
  profile: Profile,
  version: ProtocolVersion,
): ViolationLevel {
  if (ruling !== undefined) {
    const clause = rulings().clause(ruling);
    return clause === undefined ? "none" : rulings().level(clause, profile, version);
  }
  const row = catalogue().row(requirement);
  return row === undefined ? "none" : catalogue().level(row, profile, version);
}
