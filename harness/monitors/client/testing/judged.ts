import { catalogue, rulings } from "../../../judging/index.js";
import type { Monitor, Session } from "../../monitor.js";

/** What a monitor says of a session: "ok" or "broken" with row and clause, and what was seen where it was broken. */
export function judged(monitor: Monitor, session: Session): string[] {
  return [...monitor.observe(session)].map(({ exchange, observation, requirement, ruling }) => {
    if (!monitor.requirements.includes(requirement)) throw new Error(`${monitor.id} does not declare ${requirement}`);
    if (catalogue().row(requirement) === undefined) throw new Error(`${requirement} is no row`);
    if (ruling !== undefined && !rulings().covers(ruling, requirement)) {
      throw new Error(`${ruling} may not judge ${requirement}`);
    }
    const number = exchange.id.slice(exchange.id.lastIndexOf("/") + 1);
    const where = `${requirement.slice("ASMS-".length)}${ruling === undefined ? "" : ` (${ruling})`} at ${number}`;
    return observation.holds ? `ok ${where}` : `broken ${where}: ${observation.seen}`;
  });
}
