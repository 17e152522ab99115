import type { Device, SyncAnswer, SyncInput } from "../../device/index.js";
import type { OptionSet } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { post } from "./email.js";
import { capability, type ProbeStage } from "./stage.js";

const name = "hang";
const mostTries = 4;
/** Seconds that the suite waits for a Sync to run out at most. */
const longestInterval = 120;

interface Held {
  readonly said: SyncAnswer;
  /** Answered before we put anything in. */
  readonly before: boolean;
  /** Answered with something new. */
  readonly after: boolean;
  readonly tookMs: number;
}

function isDisturbed({ said, before, after }: Held): boolean {
  return said.status === "1" && before && after;
}

/**
 * hang: a Sync with HeartbeatInterval on an idle folder is held, and an e-mail ends it early. The e-mail is put in while the
 * request is held, so that a server which holds it need not be waited for to the end.
 */
export async function probeHang(
  stage: ProbeStage,
  waiter: Device,
  sender: Device,
  options: readonly OptionSet[],
): Promise<Capability> {
  const { seconds, waitMs } = stage.environment.heartbeat;
  const folder = await waiter.open("Inbox");
  await folder.drain({ options, repeatOptions: true });
  let answer = await held(seconds);
  // Status 14 names the nearest interval that the server allows ([MS-ASCMD] 2.2.3.97).
  const limit = Number(answer.said.response?.limit);
  const interval = answer.said.status === "14" && limit > 0 ? limit : seconds;
  if (interval > longestInterval) {
    const reason = `HeartbeatInterval ${seconds} is refused by Status 14 with Limit ${limit}, and this suite waits no longer than ${longestInterval} s`;
    return capability(name, "no", reason, [answer.said.exchange.id]);
  }
  if (interval !== seconds) answer = await held(interval);
  // Mail of others ends it as well, and rightly; it proves nothing. Nor does what is told because the sets were forgotten
  // ([MS-ASMS] 3.1.4.1.1.1): that is judged by the cases about waiting, which the lack of this would keep from it.
  for (let tries = 1; tries < mostTries && isDisturbed(answer); tries += 1) {
    await folder.drain({ options, repeatOptions: true });
    answer = await held(interval, { options });
  }
  const { said, before, after, tookMs } = answer;
  const evidence = [said.exchange.id];
  if (said.exchange.failure?.kind === "aborted") return capability(name, "unknown", "the run was cancelled", evidence);
  if (said.status !== "1")
    return capability(name, "no", `HeartbeatInterval is refused: ${said.succeeded().seen}`, evidence);
  if (isDisturbed(answer)) {
    return capability(
      name,
      "unknown",
      `something new arrived each of the ${mostTries} times that it was tried`,
      evidence,
    );
  }
  if (before) return capability(name, "no", `the answer comes at once (${tookMs} ms) though nothing is new`, evidence);
  // The cases ask for the interval that was found.
  const found = interval === seconds ? {} : { measured: interval };
  if (after) return capability(name, "yes", "a Sync is held and an e-mail ends it early", evidence, found);
  if (tookMs < waitMs / 2)
    return capability(name, "no", `the answer comes early (${tookMs} ms) with nothing new`, evidence);
  return capability(name, "yes", `a Sync is held to its end (${tookMs} ms)`, evidence, found);

  async function held(interval: number, sets: Pick<SyncInput, "options"> = {}): Promise<Held> {
    const started = performance.now();
    let answeredAt: number | undefined;
    const pending = folder.sync({ heartbeatInterval: interval, ...sets }).finally(() => {
      answeredAt = performance.now();
    });
    // Long enough for an answer at once to be there, short against the interval.
    await Promise.race([pending, stage.wait(Math.min(2_000, waitMs / 10))]);
    const before = answeredAt !== undefined;
    if (!before && stage.mailMs !== undefined) await post(stage, sender);
    const said = await pending;
    const tookMs = Math.round((answeredAt ?? performance.now()) - started);
    return { said, before, after: said.commands.length > 0, tookMs };
  }
}
