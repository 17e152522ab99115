import { deflateRawSync } from "node:zlib";
import type { Exchange, Message } from "../../harness/eas/index.js";
import type { RunRecord } from "../../harness/judging/results.js";
import { toXml } from "../../harness/wbxml/index.js";
import { urlWithoutSecrets } from "../secrets.js";
import { shortened } from "../shortened.js";

// Transcripts of cases, compressed: a browser unpacks the one that is asked for. Without script, and for what the page has
// no room for, there is exchanges.ndjson.

/** Characters of base64 that all transcripts of a page may take. */
const mostOfPage = 8_000_000;
const mostOfBody = 20_000;
const textOnly = /(?![\t\n])[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Transcripts by id of the case: raw deflate in base64. */
export type Transcripts = ReadonlyMap<string, string>;

function bodyText({ body, document }: Message): string {
  if (body.length === 0) return "(empty body)";
  const text =
    document === undefined ? new TextDecoder().decode(body) : toXml(document, { indent: 2, opaque: "base64" });
  const { text: kept, rest } = shortened(text.trim(), mostOfBody);
  return rest > 0 ? `${kept}\n… ${rest} more characters, see exchanges.ndjson` : kept;
}

function exchangeText(exchange: Exchange): string {
  const { id, device, command, request, response, failure, deliberate, lost } = exchange;
  const lines = [
    `──── ${id} · device ${device} · ${command}`,
    ...(deliberate === undefined ? [] : [`breaks a rule on purpose: ${deliberate}`]),
    `${request.method} ${urlWithoutSecrets(request.url)}`,
    bodyText(request),
    response === undefined
      ? `no response: ${failure?.message ?? "none was recorded"}`
      : `HTTP ${response.status} ${response.reason} (${response.body.length} bytes)`,
    ...(response === undefined ? [] : [bodyText(response)]),
    ...(lost === true ? ["(read and thrown away, as if lost on the way)"] : []),
  ];
  return lines.join("\n");
}

/** Transcripts of the cases, in their order, as long as there is room. */
export function packTranscripts({ results, exchanges }: RunRecord): Transcripts {
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const packed = new Map<string, string>();
  let room = mostOfPage;
  for (const judged of results.cases) {
    if (judged.kind !== "case" || room <= 0) continue;
    const found = judged.exchanges.flatMap((id) => byId.get(id) ?? []);
    if (found.length === 0) continue;
    const text = found.map(exchangeText).join("\n\n").replace(textOnly, "\ufffd");
    const block = deflateRawSync(text, { level: 6 }).toString("base64");
    room -= block.length;
    if (room > 0) packed.set(judged.id, block);
  }
  return packed;
}
