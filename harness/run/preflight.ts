import { createDevice, fetchOptions, StageError, type TargetOffer } from "../device/index.js";
import {
  type Exchange,
  type HeaderLine,
  isProtocolVersion,
  type ProtocolVersion,
  type TransportFailure,
} from "../eas/index.js";
import type { Account } from "./environment.js";
import { commandsNotServed, notActiveSync, notServed } from "./not-activesync.js";
import { firstDeviceId } from "./random.js";
import type { RunPlan } from "./settings.js";
import type { OpenTarget } from "./target.js";
import { TargetError, UsageError } from "./usage-error.js";

export interface Preflight {
  readonly offer: TargetOffer;
  /** Versions that the run will speak. */
  readonly versions: readonly ProtocolVersion[];
  readonly exchanges: readonly Exchange[];
}

/**
 * Asks the target what it is, and whether it lets us in, before any case runs.
 *
 * @param exchanges takes what was said, so that it is not lost when the target cannot be judged
 * @throws TargetError when it cannot be judged at all: unreachable, no login, no ActiveSync
 * @throws UsageError when a protocol version was asked for that it does not offer
 */
export async function preflight(
  plan: RunPlan,
  target: OpenTarget,
  signal?: AbortSignal,
  exchanges: Exchange[] = [],
): Promise<Preflight> {
  const [account = target.account(), ...others] = target.given;
  const visit = new Visit(plan, target, (exchange) => exchanges.push(exchange), signal);
  const offer = await fetchOptions(visit.setup(account, "P"));
  demandAccess(offer.exchange, account, target.url);
  demandActiveSync(offer, target.url);
  const versions = spokenVersions(plan, offer, target.url);
  const [version = "14.1"] = versions;
  for (const [index, one] of [account, ...others].entries()) await visit.login(one, `P${index + 1}`, version);
  return { offer, versions, exchanges };
}

class Visit {
  constructor(
    readonly plan: RunPlan,
    readonly target: OpenTarget,
    readonly record: (exchange: Exchange) => void,
    readonly signal: AbortSignal | undefined,
  ) {}

  setup({ user, authorization }: Account, label: string) {
    return {
      endpoint: { ...this.target.endpoint, ...(authorization === undefined ? {} : { authorization }) },
      label,
      partnership: {
        user,
        // Not a device of its own: the target may count them.
        deviceId: firstDeviceId(this.plan.runToken),
        deviceType: "AsmsConformance",
      },
      idPrefix: "preflight",
      record: this.record,
      ...(this.signal === undefined ? {} : { signal: this.signal }),
    };
  }

  /**
   * Only the login is looked at, and whether it is ActiveSync that answers. What else keeps a device from connecting is for the
   * probe to find and a case to judge.
   * @throws TargetError
   */
  async login(account: Account, label: string, protocolVersion: ProtocolVersion): Promise<void> {
    const commands: Exchange[] = [];
    const setup = this.setup(account, label);
    const record = (exchange: Exchange) => {
      commands.push(exchange);
      setup.record(exchange);
    };
    const device = createDevice({ ...setup, record, protocolVersion, settleMs: 0 });
    try {
      await device.connect();
    } catch (error) {
      if (!(error instanceof StageError)) throw error;
      if (error.exchange !== undefined) demandAccess(error.exchange, account, this.target.url);
      const asked = commands.filter(({ request }) => request.method === "POST");
      const nowhere = commandsNotServed(
        this.target.url,
        asked.map(({ response }) => response),
      );
      if (nowhere !== undefined) throw new TargetError(nowhere);
    } finally {
      await device.close();
    }
  }
}

function demandAccess({ failure, response }: Exchange, { user, authorization }: Account, url: string): void {
  if (failure !== undefined) throw new TargetError(withHint(failure));
  if (response?.status === 401 && authorization === undefined) {
    throw new TargetError(
      `${url} asks for a login (HTTP 401), and no password was given: put it in the environment variable ASMS_PASSWORD or give --password-file FILE; the name is given by --user NAME`,
    );
  }
  if (response?.status === 401) throw new TargetError(loginRefused(url, user, response.headers));
  if (response?.status === 403) {
    const why = authorization === undefined ? "without a login" : `to ${user}`;
    throw new TargetError(`${url} refuses access ${why} (HTTP 403): is ActiveSync enabled for this mailbox?`);
  }
  const elsewhere = notServed(url, user, response);
  if (elsewhere !== undefined) throw new TargetError(elsewhere);
}

/** Schemes other than Basic are not spoken here, but their header can be given ready-made. */
function loginRefused(url: string, user: string, headers: readonly HeaderLine[]): string {
  const offers = headers.filter(([name]) => name.toLowerCase() === "www-authenticate").map(([, value]) => value);
  const schemes = [...new Set(offers.flatMap((value) => /^\s*([A-Za-z][\w-]{0,30})/.exec(value)?.[1] ?? []))];
  if (schemes.length === 0 || schemes.some((scheme) => /^basic$/i.test(scheme))) {
    return `${url} refuses the login of ${user} (HTTP 401): check name and password`;
  }
  return `${url} takes no login by name and password (HTTP 401; it offers ${schemes.join(", ")}): give the value of the Authorization header by --authorization-file, or enable Basic there`;
}

function withHint({ kind, message }: TransportFailure): string {
  const hints: Partial<Record<TransportFailure["kind"], string>> = {
    authority: " Name its authority by --ca FILE, or accept any certificate with --insecure.",
    certificate: " Have it renewed, or accept any certificate with --insecure.",
    unreachable: " Check the host name in the URL.",
    refused: " Is the server running, and is the port right?",
  };
  return `${message}${hints[kind] ?? ""}`;
}

function demandActiveSync({ exchange, versions }: TargetOffer, url: string): void {
  if (versions.length === 0) throw new TargetError(notActiveSync(url, exchange.response));
}

function spokenVersions(plan: RunPlan, { versions: offered }: TargetOffer, url: string): readonly ProtocolVersion[] {
  const spoken = offered.filter(isProtocolVersion).filter((version) => version !== "12.1");
  // That none is offered which knows SMS is for a case to judge ([MS-ASMS] 6); it has to be told in some version.
  if (spoken.length === 0) return plan.protocol ?? ["14.1"];
  if (plan.protocol !== undefined) {
    const missing = plan.protocol.find((version) => !offered.includes(version));
    if (missing === undefined) return plan.protocol;
    throw new UsageError(`${url} does not offer protocol ${missing}; it offers ${offered.join(", ")}`);
  }
  const usual = (["14.1", "14.0"] as const).find((version) => spoken.includes(version));
  const newest = spoken.at(-1);
  return usual !== undefined ? [usual] : newest === undefined ? [] : [newest];
}
