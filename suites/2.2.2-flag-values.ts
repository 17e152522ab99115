import type { FlagFields } from "../harness/eas/index.js";
import { type AxisValue, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { activeFlag, flagRows, sameValue, unusualFlag } from "./flags.js";
import { failedIn, heldOf } from "./observe.js";
import { holder } from "./stage.js";
import { shownText } from "./words.js";

/** Members of a Flag that are there or not, with other values, and at the limits of [MS-ASEMAIL] 2.2.2.34. */
interface Written {
  readonly flag: () => FlagFields;
  /** [MS-ASEMAIL] obliges nobody to store it: the Change may be refused with Status 6. */
  readonly refusable?: true;
}

const flags: readonly AxisValue<Written>[] = [
  { name: "unusual", value: { flag: unusualFlag } },
  { name: "least", value: { flag: () => ({ Status: "2" }), refusable: true } },
  { name: "own-type", value: { flag: () => ({ Status: "2", FlagType: "Nachfassen – до завтра" }), refusable: true } },
  { name: "due-at-start", value: { flag: dueAtStart } },
  { name: "no-subject", value: { flag: () => without(activeFlag(), "Subject") } },
  { name: "no-reminder", value: { flag: () => without(activeFlag(), "ReminderSet", "ReminderTime") } },
  { name: "no-order", value: { flag: () => without(activeFlag(), "OrdinalDate", "SubOrdinalDate") } },
  // No limit is stated; a server may have one.
  { name: "long-subject", value: { flag: () => ({ ...unusualFlag(), Subject: "A".repeat(4096) }), refusable: true } },
];

function without(flag: FlagFields, ...members: readonly string[]): FlagFields {
  return Object.fromEntries(Object.entries(flag).filter(([name]) => !members.includes(name)));
}

/** Start not after due: both at once is allowed. */
function dueAtStart(): FlagFields {
  const { StartDate: start = "", ...flag } = activeFlag();
  return { ...flag, StartDate: start, UtcStartDate: start, DueDate: start, UtcDueDate: start };
}

/** Status is what is waited for: it is judged as the Flag's own. */
const { Status: _, ...members } = flagRows;

testCase(
  {
    id: "flag-values",
    scenario: "CHG-03",
    section: "2.2.2",
    purpose:
      "Members of a flag that one device sets on an SMS come to other devices with their values, whatever they are",
    requirements: ["ASMS-2.2.1-2", ...Object.values(members)],
    needs: ["sms.change"],
    axes: { flag: flags },
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const { flag: written, refusable } = axis(context, "flag", flags);
    const flag = written();
    const item = await mailbox.sms();
    const mine = await holder(context, "B", [item]);
    const theirs = await holder(context, "C", [item]);
    const serverId = heldOf(mine, item)?.serverId ?? "";
    const answer = await mine.folder.sync({
      options: sets.both,
      commands: [{ kind: "Change", serverId, item: { flag } }],
    });
    const refused = failedIn(answer, "Change");
    const came = () => heldOf(theirs, item)?.item.flag ?? {};
    const until = () => came().Status === flag.Status;
    const { answers } = refused
      ? { answers: [] }
      : await theirs.folder.drain({ options: sets.both, repeatOptions: true, until });
    const state = until() ? `Flag with Status ${flag.Status}` : `Status ${came().Status ?? "missing"}`;
    const seen = refused === undefined ? state : `the Change was refused with Status ${refused.status}`;
    const holds = refused === undefined ? until() : refusable === true && refused.status === "6";
    const expected = `another device is sent a Flag with Status ${flag.Status}${refusable ? ", or the Change is refused with Status 6" : ""}`;
    check("ASMS-2.2.1-2", { holds, expected, seen }, [answer, ...answers]);
    if (!until()) return;
    for (const [member, requirement] of Object.entries(members)) {
      const wanted = flag[member];
      if (wanted === undefined) continue;
      const value = came()[member];
      const same = sameValue(wanted, value);
      const words = (one: string | undefined) => (one === undefined ? "missing" : shownText(one));
      const observation = { holds: same, expected: `${member} ${words(wanted)}`, seen: `${member} ${words(value)}` };
      check(requirement, observation, answers);
    }
  },
);
