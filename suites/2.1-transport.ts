import { StageError } from "../harness/device/types.js";
import { type Evidence, isEnvironmental, isProtocolVersion, type Observation } from "../harness/eas/index.js";
import { type CaseContext, testCase } from "../harness/run/index.js";

testCase(
  {
    id: "baseline",
    scenario: "CAP-02",
    section: "2.1",
    purpose: "A device is provisioned, sees its folders and synchronises the Inbox at a protocol version that has SMS",
    requirements: ["ASMS-2.1-1"],
    needs: ["base"],
    connects: true,
  },
  async (context) => {
    const { capability, check, device } = context;
    const { exchange, versions } = await context.fetchOptions();
    const offered = {
      holds: versions.some((version) => isProtocolVersion(version) && version !== "12.1"),
      expected: "a protocol version with SMS, 14.0 or later, is offered",
      seen: `OPTIONS offers ${versions.length === 0 ? "no version" : versions.join(", ")}`,
    };
    check("ASMS-2.1-1", offered, exchange, { ruling: "Q41.offered" });
    if (capability("base").outcome === "version") return;
    const refusal = await refusedAt(async () => {
      await device.connect();
      const inbox = await device.open("Inbox");
      const answer = await inbox.sync();
      check("ASMS-2.1-1", answer.succeeded(), answer);
    });
    if (refusal !== undefined) judgeRefusal(context, refusal);
  },
);

/** What stopped the device, if anything did. */
async function refusedAt(connect: () => Promise<void>): Promise<StageError | undefined> {
  try {
    await connect();
    return undefined;
  } catch (error) {
    if (error instanceof StageError) return error;
    throw error;
  }
}

/** Nobody was there to refuse anything. */
const unreachable: readonly string[] = ["refused", "unreachable", "authority", "certificate", "tls", "aborted"];

/** A refusal of the account is the environment's matter; any other is the target's. */
function judgeRefusal(context: CaseContext, refusal: StageError): void {
  const { exchange, message } = refusal;
  const unreached = exchange?.failure !== undefined && unreachable.includes(exchange.failure.kind);
  if (exchange === undefined || unreached || isEnvironmental(exchange)) context.inconclusive(message);
  const observation: Observation = {
    holds: false,
    expected: "Provision, FolderSync and Sync of the Inbox succeed",
    seen: message,
  };
  const evidence: Evidence = exchange;
  context.check("ASMS-2.1-1", observation, evidence);
}
