import { onTestFinished } from "vitest";
import { type Carried, Transport, type TransportSetup, type WireRequest } from "../transport.js";
import { serveRaw } from "./local-server.js";

// One request over a Transport to a server of the test's own; all of it is closed when the test has ended, the last opened first.

export function kept<T extends { close(): unknown }>(thing: T): T {
  onTestFinished(async () => {
    await thing.close();
  });
  return thing;
}

export function transport(setup: TransportSetup = {}): Transport {
  return kept(new Transport(setup));
}

export function post(
  url: string,
  body: Uint8Array = new Uint8Array([3, 1, 0x6a, 0]),
  headers: WireRequest["headers"] = [],
) {
  return { method: "POST", url: new URL(url), headers, body } as const;
}

export function carry(url: string, setup?: TransportSetup, timeoutMs = 20_000): Promise<Carried> {
  return transport(setup).carry(post(url), timeoutMs);
}

/** A server that answers every request with these bytes and closes. */
export async function answering(...parts: (string | Uint8Array)[]): Promise<string> {
  const server = kept(
    await serveRaw((socket) => {
      for (const part of parts) socket.write(part);
      socket.end();
    }),
  );
  return server.url;
}
