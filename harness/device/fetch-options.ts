import { type Exchange, type HeaderLine, readOffer } from "../eas/index.js";
import { Channel } from "./channel.js";
import { given } from "./given.js";
import type { DeviceSetup } from "./types.js";

/** What the target says of itself before anything is asked of it. */
export interface TargetOffer {
  readonly exchange: Exchange;
  /** MS-ASProtocolVersions, in the target's order; empty when the header is missing. */
  readonly versions: readonly string[];
  /** MS-ASProtocolCommands; empty when the header is missing. */
  readonly commands: readonly string[];
  /** The Server and MS-Server-ActiveSync headers: "nginx, ActiveSync 14.1". */
  readonly server?: string;
}

/**
 * The OPTIONS request ([MS-ASHTTP] 2.2.3). Never throws for what the target did: an unreachable target is
 * `exchange.failure`, a refused login `exchange.response.status` 401.
 * @throws Error when the endpoint's URL is none
 */
export async function fetchOptions(setup: Omit<DeviceSetup, "protocolVersion" | "settleMs">): Promise<TargetOffer> {
  const channel = new Channel({ ...setup, protocolVersion: "14.1", settleMs: 0 });
  try {
    const { exchange } = await channel.send(channel.prepareOptions());
    const headers = exchange.response?.headers ?? [];
    return given({ exchange, ...readOffer(headers), server: serverName(headers) });
  } finally {
    channel.close();
  }
}

function serverName(headers: readonly HeaderLine[]): string | undefined {
  const headerValue = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const activeSync = headerValue("ms-server-activesync");
  const names = [headerValue("server"), activeSync && `ActiveSync ${activeSync}`].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.join(", ");
}
