import type { Exchange, HeaderLine, TransportFailure } from "../../eas/index.js";
import { decode, type Element, encode } from "../../wbxml/index.js";
import { given } from "../given.js";
import type { Recorded } from "../recorder.js";

const request = { method: "POST", url: "http://target/", headers: [], body: new Uint8Array(), faults: [] } as const;
const common = {
  id: "case/A/1",
  device: "A",
  partnership: { user: "alice", deviceId: "DEV1", deviceType: "Phone" },
  command: "Sync",
  startedAt: "2026-01-01T00:00:00.000Z",
  durationMs: 1,
  request,
};

/** An exchange whose answer holds this document, offsets and all. */
export function recordedDocument(root: Element, status = 200): Recorded {
  const body = encode(root);
  const document = decode(body);
  const response = { status, reason: "", headers: [], body, document, faults: [] };
  return { exchange: { ...common, response }, document };
}

/** An exchange whose answer holds no document. */
export function recordedHttp(status: number, reason = "", text = "", headers: readonly HeaderLine[] = []): Recorded {
  const body = new Uint8Array(Buffer.from(text));
  return { exchange: { ...common, response: { status, reason, headers, body, faults: [] } } };
}

export function recordedFailure(failure: TransportFailure): { readonly exchange: Exchange } {
  return given({ exchange: { ...common, failure } });
}
