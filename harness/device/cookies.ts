import type { HeaderLine, ProtocolVersion } from "../eas/index.js";

/** Gives received cookies back: clients must from 16.0 on, and do not before ([MS-ASHTTP] 2.2.1.1.2). */
export class Cookies {
  readonly #values = new Map<string, string>();
  readonly #wanted: boolean;

  constructor(version: ProtocolVersion) {
    this.#wanted = version.startsWith("16.");
  }

  /** Paths, domains and ages are left aside: a run has one target and is short. */
  receive(headers: readonly HeaderLine[]): void {
    for (const [name, value] of headers) {
      const pair = /^\s*([^=;\s]+)=([^;]*)/.exec(value);
      if (name.toLowerCase() === "set-cookie" && pair !== null) this.#values.set(pair[1] ?? "", pair[2] ?? "");
    }
  }

  headers(): HeaderLine[] {
    if (!this.#wanted || this.#values.size === 0) return [];
    return [["Cookie", [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ")]];
  }
}
