import type { HeaderLine } from "./exchange.js";

/** What an OPTIONS answer offers ([MS-ASHTTP] 2.2.4). */
export interface Offer {
  /** In the server's order, e.g. "14.1"; not only those that the harness speaks. */
  readonly versions: readonly string[];
  readonly commands: readonly string[];
}

/** Reads MS-ASProtocolVersions and MS-ASProtocolCommands; a missing header gives an empty list. */
export function readOffer(headers: readonly HeaderLine[]): Offer {
  return {
    versions: listOf(headers, "ms-asprotocolversions"),
    commands: listOf(headers, "ms-asprotocolcommands"),
  };
}

/** The two headers of an OPTIONS answer. */
export function buildOffer(offer: Offer): HeaderLine[] {
  return [
    ["MS-ASProtocolVersions", offer.versions.join(",")],
    ["MS-ASProtocolCommands", offer.commands.join(",")],
  ];
}

/** A header that is repeated is one list in several lines (RFC 9110, 5.3). */
function listOf(headers: readonly HeaderLine[], name: string): string[] {
  return headers
    .filter(([spelt]) => spelt.toLowerCase() === name)
    .flatMap(([, value]) => value.split(","))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
