import type { IncomingMessage, ServerResponse } from "node:http";
import { isProtocolVersion, type ProtocolVersion, parseQuery, type Query } from "../eas/index.js";
import {
  childElements,
  decode,
  type Element,
  element,
  fromXml,
  textOf,
  WbxmlError,
  WbxmlXmlError,
} from "../wbxml/index.js";
import { type CommandEntry, commands } from "./commands/index.js";
import { judgePolicyKey } from "./commands/provision.js";
import { type Account, partnershipName, type Reply } from "./context.js";
import type { ServerState } from "./state.js";

const path = "/microsoft-server-activesync";
const mostBytes = 16 * 1024 * 1024;
const bodyTypes = ["application/vnd.ms-sync.wbxml", "application/vnd.ms-sync"];

/** Common statuses ([MS-ASCMD] 2.2.2). */
const status = { badWbxml: "102", badDeviceId: "108", badDeviceType: "109" };

/** A request as far as HTTP goes. */
interface Received {
  readonly query: Query;
  readonly account: Account;
  readonly version: ProtocolVersion;
  readonly policyKey: string;
  readonly entry: CommandEntry;
  readonly body: Uint8Array;
  readonly isXml: boolean;
}

/** A refusal by HTTP, with a sentence for the person who reads it. */
interface Rejection {
  readonly http: number;
  readonly reason: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one HTTP request ([MS-ASHTTP] 2.2). `closing` aborts what waits. */
export async function answerHttp(
  state: ServerState,
  request: IncomingMessage,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  const gone = goneSignal(response, closing);
  const body = await readBody(request);
  if (gone.aborted) return;
  const outcome = body === undefined ? tooLarge : receive(state, request, body);
  if ("http" in outcome) {
    reject(response, outcome);
    return;
  }
  if ("offer" in outcome) {
    send(response, 200, offerHeaders(state));
    return;
  }
  const reply = await run(state, outcome, gone);
  if (!gone.aborted) sendReply(state, response, reply);
}

const tooLarge: Rejection = { http: 413, reason: `A body may have at most ${mostBytes} bytes.` };

function goneSignal(response: ServerResponse, closing: AbortSignal): AbortSignal {
  const left = new AbortController();
  const leave = () => left.abort();
  if (closing.aborted) leave();
  // Not AbortSignal.any, which on Node 20 keeps every derived signal alive as long as its source.
  closing.addEventListener("abort", leave, { once: true });
  response.once("close", () => {
    closing.removeEventListener("abort", leave);
    if (!response.writableFinished) leave();
  });
  return left.signal;
}

/** Undefined when it is too large. A request that breaks off ends as an empty one, which nobody waits for. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes: Buffer = Buffer.from(chunk);
      size += bytes.length;
      if (size > mostBytes) return undefined;
      chunks.push(bytes);
    }
  } catch (error) {
    if (!request.destroyed) throw error;
  }
  return Buffer.concat(chunks);
}

function receive(
  state: ServerState,
  request: IncomingMessage,
  body: Uint8Array,
): Received | Rejection | { readonly offer: true } {
  const [address = "", search = ""] = splitOnce(request.url ?? "", "?");
  if (address.toLowerCase().replace(/\/$/, "") !== path)
    return { http: 404, reason: "Nothing is served at this path." };
  const account = authenticate(state, request.headers.authorization);
  if (account === undefined) return unauthorized;
  if (request.method === "OPTIONS") return { offer: true };
  if (request.method !== "POST") return { http: 501, reason: "ActiveSync knows OPTIONS and POST." };
  const query = parseQuery(search);
  if (query === undefined || query.command === "")
    return { http: 400, reason: "The query is neither of the plain nor of the base64 form." };
  const version = query.protocolVersion ?? headerOf(request, "ms-asprotocolversion");
  if (!isSpoken(state, version)) return wrongVersion(state, version);
  const entry = commands.get(query.command);
  const offered = state.rules.service.commands([...commands.keys()]);
  if (entry === undefined || !offered.includes(query.command)) {
    return { http: 501, reason: `The command ${JSON.stringify(query.command)} is not implemented.` };
  }
  const bodyType = headerOf(request, "content-type").split(";")[0]?.trim().toLowerCase() ?? "";
  const isXml = bodyType === "text/xml" && state.rules.wire.takesXml();
  if (body.length > 0 && !bodyTypes.includes(bodyType) && !isXml) {
    return { http: 400, reason: `A body has the Content-Type ${bodyTypes[0]}.` };
  }
  const policyKey = query.policyKey ?? headerOf(request, "x-ms-policykey");
  return { query, account, version, policyKey, entry, body, isXml };
}

const unauthorized: Rejection = {
  http: 401,
  reason: "User name or password is wrong, or missing.",
  headers: { "WWW-Authenticate": 'Basic realm="asms reference server", charset="UTF-8"' },
};

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

function authenticate(state: ServerState, authorization = ""): Account | undefined {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const [user, password] = splitOnce(Buffer.from(encoded, "base64").toString("utf8"), ":");
  const account = state.findAccount(user);
  return account?.password === password ? account : undefined;
}

function isSpoken(state: ServerState, version: string): version is ProtocolVersion {
  return isProtocolVersion(version) && state.versions.includes(version);
}

function wrongVersion(state: ServerState, version: string): Rejection {
  const named = version === "" ? "MS-ASProtocolVersion is missing" : `Version ${JSON.stringify(version)} is not spoken`;
  return { http: 400, reason: `${named}; this server speaks ${state.versions.join(", ")}.` };
}

function offerHeaders(state: ServerState): Record<string, string> {
  const { service } = state.rules;
  return {
    "MS-ASProtocolVersions": service.versions(state.versions).join(","),
    "MS-ASProtocolCommands": service.commands([...commands.keys()]).join(","),
  };
}

async function run(state: ServerState, received: Received, gone: AbortSignal): Promise<Reply> {
  const { query, account, version, policyKey, entry, body, isXml } = received;
  const { command, deviceId, deviceType } = query;
  if (!/^[A-Za-z0-9]{1,64}$/.test(deviceId)) return statusOnly(entry, command, status.badDeviceId);
  if (!/^[\x21-\x7e]{1,64}$/.test(deviceType)) return statusOnly(entry, command, status.badDeviceType);
  const id = { user: account.user, deviceId, deviceType };
  const isNew = !account.partnerships.has(partnershipName(id));
  if (isNew && !state.rules.service.admitsDevice(account.partnerships.size)) return { http: 403 };
  const partnership = state.partnership(account, id);
  const document = decodeBody(body, isXml);
  if (document === "malformed") return statusOnly(entry, command, status.badWbxml);
  const refused = entry.needsPolicy && judgePolicyKey(state.demandPolicy, partnership.policyKey, policyKey);
  const { service } = state.rules;
  if (typeof refused === "string") {
    const http = service.policyHttp();
    return http === undefined ? statusOnly(entry, command, refused) : { http };
  }
  if (service.hangsUp({ ordinal: state.nextRequest(), aboutSms: isAboutSms(document) })) return { hangUp: true };
  return entry.run({
    rules: state.rules.service.forDevice(state.rules, partnership.ordinal),
    account,
    partnership,
    version,
    document,
    clock: state.clock,
    newKey: () => state.newKey(),
    demandPolicy: state.demandPolicy,
    mailboxOf: (address) => state.mailboxOf(address),
    gone,
  });
}

/** An SMS is asked for, or brought: a Class with this name somewhere. */
function isAboutSms(document: Element | undefined): boolean {
  if (document === undefined) return false;
  if (document.tag === "Class" && textOf(document) === "SMS") return true;
  return childElements(document).some(isAboutSms);
}

/** Undefined for an empty body. */
function decodeBody(body: Uint8Array, isXml: boolean): Element | "malformed" | undefined {
  if (body.length === 0) return undefined;
  try {
    return isXml ? fromXml(new TextDecoder().decode(body)) : decode(body);
  } catch (error) {
    if (error instanceof WbxmlError || error instanceof WbxmlXmlError) return "malformed";
    throw error;
  }
}

/** From 14.0 on an error before the command is told as a Status under its root ([MS-ASCMD] 2.2.2). */
function statusOnly({ page }: CommandEntry, command: string, code: string): Reply {
  return { document: element(page, command, element(page, "Status", code)) };
}

function sendReply(state: ServerState, response: ServerResponse, reply: Reply): void {
  if ("hangUp" in reply) {
    response.destroy();
  } else if ("http" in reply) {
    send(response, reply.http, {});
  } else if ("empty" in reply) {
    send(response, 200, {});
  } else {
    const { wire } = state.rules;
    send(response, 200, { "Content-Type": wire.contentType() }, wire.encode(wire.document(reply.document)));
  }
}

function reject(response: ServerResponse, { http, reason, headers = {} }: Rejection): void {
  const text = Buffer.from(`${reason}\n`);
  send(response, http, { ...headers, "Content-Type": "text/plain; charset=utf-8" }, text);
}

function send(
  response: ServerResponse,
  code: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(),
): void {
  response.writeHead(code, {
    ...headers,
    "Cache-Control": "private",
    Server: "asms-reference",
    "MS-Server-ActiveSync": "14.1",
    "Content-Length": String(body.length),
  });
  response.end(body);
}
