import { parseDateTime } from "../eas/index.js";
import type { Monitor } from "./monitor.js";
import { broken, commandsPath, held, markAt } from "./observe.js";
import { asksForDefault, asksForSms, filterFor } from "./sets-in-force.js";
import { type HeldNote, type SyncStep, syncSteps } from "./sync-steps.js";

const requirement = "ASMS-3.1.4.1-2";
const expected = "a SoftDelete is about an item that the sets in force no longer ask for";
/** Shortest length of each window in days ([MS-ASCMD] 2.2.3.68.2). */
const windows: Readonly<Record<string, number>> = { "1": 1, "2": 3, "3": 7, "4": 14, "5": 28 };
const day = 86_400_000;

/** SoftDeletes against the sets in force ([MS-ASMS] 3.1.4.1.1.1). Where nobody can say what is in force, nothing is judged. */
export const softDeletes: Monitor = {
  id: "ORC-SOFT",
  section: "3.1.4.1.1.1",
  purpose: "An item is soft-deleted only when its class or its date is no longer asked for",
  requirements: [requirement],
  judges: "server",
  *observe(session) {
    for (const step of syncSteps(session)) {
      for (const { kind, serverId, element } of step.response.commands) {
        const note = step.held?.get(serverId);
        if (kind !== "SoftDelete" || note === undefined) continue;
        const inView = isInView(step, note);
        if (inView === undefined) continue;
        const what = note.sms ? "an SMS" : "an e-mail";
        const seen = `SoftDelete of ${what} that is still asked for`;
        const mark = markAt(element, `${commandsPath}/SoftDelete`);
        const observation = inView ? broken(expected, seen, mark) : held(expected, "it is");
        yield { requirement, exchange: step.exchange, observation };
      }
    }
  },
};

/** Does the client still ask for it? A day on either side of a window's end is left open. */
function isInView({ exchange, sets }: SyncStep, note: HeldNote): boolean | undefined {
  const asked = note.sms ? asksForSms(sets) : asksForDefault(sets);
  if (asked !== true) return asked;
  const filter = filterFor(sets, note.sms) ?? "0";
  if (filter === "0") return true;
  const days = windows[filter];
  const date = parseDateTime(note.dateReceived ?? "")?.time;
  if (days === undefined || date === undefined) return undefined;
  const age = (Date.parse(exchange.startedAt) - date) / day;
  if (age < days - 1) return true;
  return age > days + 4 ? false : undefined;
}
