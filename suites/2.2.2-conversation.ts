import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { heldOf, type View } from "./observe.js";
import { bring, freshView, holder } from "./stage.js";

testCase(
  {
    id: "conversation-id-stable",
    scenario: "CHG-06",
    section: "2.2.2",
    purpose:
      "An SMS has one ConversationId for every device, which stays when it is read, and which no device can change",
    requirements: ["ASMS-2.2.2-21"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const requirement = "ASMS-2.2.2-21";
    const item = await mailbox.sms();
    const shown = await holder(context, "B", [item]);
    const first = conversationOf(shown, item);
    const fresh = await freshView(context, "C", item.folder);
    const { answers } = await bring(context, fresh, [item], sets.both, "OPT-01");
    const second = conversationOf(fresh, item);
    const holds = first !== undefined && first === second;
    const seen = holds ? "the same bytes on both devices" : `${first ?? "nothing"} and ${second ?? "nothing"}`;
    const expected = "ConversationId is there, and is the same for two devices";
    check(requirement, { holds, expected, seen }, answers, { ruling: "Q24.added" });
    if (!holds) return;

    await judgeOnceRead(context, fresh, shown, item);
    const serverId = heldOf(shown, item)?.serverId ?? "";
    const conversationId = Uint8Array.from({ length: 16 }, () => 0x5a);
    const answer = await shown.folder.sync({
      options: sets.both,
      commands: [{ kind: "Change", serverId, item: { conversationId } }],
      deliberate: "a Change of ConversationId, which is the server's own ([MS-ASEMAIL] 3.1.5.4)",
    });
    const later = await freshView(context, "D", item.folder);
    await bring(context, later, [item], sets.both, "OPT-01");
    const kept = conversationOf(later, item) === first;
    const word = answer.responses.find(({ kind }) => kind === "Change")?.status ?? answer.status ?? "none";
    const frozen = {
      holds: kept,
      expected: "a Change of ConversationId is refused or without effect",
      seen: `Status ${word}, and ${kept ? "without effect" : "ConversationId is another one now"}`,
    };
    check(requirement, frozen, answer, { ruling: "Q27.frozen" });
  },
);

/** One device marks it as read: neither the other nor a new one is told of another conversation. */
async function judgeOnceRead(context: CaseContext, reading: View, other: View, item: SeededItem): Promise<void> {
  const { check, inconclusive, sets } = context;
  const before = conversationOf(other, item);
  const serverId = heldOf(reading, item)?.serverId ?? "";
  await reading.folder.sync({ options: sets.both, commands: [{ kind: "Change", serverId, item: { read: "1" } }] });
  const isRead = () => heldOf(other, item)?.item.read === "1";
  await other.folder.drain({ options: sets.both, repeatOptions: true, until: isRead });
  if (!isRead()) inconclusive("no other device was told that the SMS was read", "client-change-read");
  const later = await freshView(context, "read", item.folder);
  const { answers } = await bring(context, later, [item], sets.both, "OPT-01");
  const after = [other, later].map((view) => conversationOf(view, item) ?? "nothing");
  const changed = after.filter((one) => one !== before);
  const observation = {
    holds: changed.length === 0,
    expected: "ConversationId is the same after the SMS was marked as read",
    seen: changed.length === 0 ? "the same bytes" : `${before} before, ${changed[0]} afterwards`,
  };
  check("ASMS-2.2.2-21", observation, answers);
}

/** In hexadecimal digits, or as the text that stands in its place. */
function conversationOf(shown: View, item: SeededItem): string | undefined {
  const { conversationId } = heldOf(shown, item)?.item ?? {};
  if (conversationId === undefined || typeof conversationId === "string") return conversationId;
  return Buffer.from(conversationId).toString("hex");
}
