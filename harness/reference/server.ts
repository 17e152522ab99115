import { createServer, type Server } from "node:http";
import { isProtocolVersion, type ProtocolVersion } from "../eas/index.js";
import { deliverEmail, deliverSms, flagChange, itemsByToken } from "./hooks.js";
import { answerHttp } from "./http.js";
import { findVariants } from "./mutants/index.js";
import { conformantRules, type Rules } from "./rules/index.js";
import { ServerState } from "./state.js";
import type { ReferenceOptions, ReferenceServer } from "./types.js";
import { applyOverrides, type Entry } from "./variant.js";

/** Versions that the server speaks. SMS is not part of older ones ([MS-ASMS] 6). */
const spoken: readonly ProtocolVersion[] = ["14.0", "14.1", "16.0", "16.1"];

/**
 * Starts the reference server on loopback. Conformant in every rule, unless `mutants` names variants.
 *
 * @throws Error naming an unknown variant and its nearest neighbours, a version that it does not speak, or a port that
 * cannot be had.
 */
export async function startReferenceServer(options: ReferenceOptions = {}): Promise<ReferenceServer> {
  const entries = [...findVariants(options.mutants ?? []), ...(options.own ?? [])];
  const state = new ServerState(options, rulesWith(entries), versionsOf(options.protocolVersions));
  const closing = new AbortController();
  const server = createServer((request, response) => {
    answerHttp(state, request, response, closing.signal).catch((error: unknown) => {
      // Nothing that a client sends leads here; whoever finds a way has found a mistake of this server, or of a mutant.
      const fault = error instanceof Error ? error : new Error(String(error));
      if (options.onFault === undefined) process.emitWarning(fault);
      else options.onFault(fault);
      if (!response.headersSent) response.writeHead(500, { "Content-Length": "0" });
      response.end();
    });
  });
  server.keepAliveTimeout = state.rules.service.idleMs();
  const host = options.host ?? "127.0.0.1";
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/Microsoft-Server-ActiveSync`,
    minimumHeartbeat: state.clock.minimumHeartbeat,
    ...hooksOf(state),
    close: () => close(server, closing),
  };
}

function rulesWith(entries: readonly Pick<Entry, "overrides">[]): Rules {
  return entries.reduce((rules, { overrides }) => applyOverrides(rules, overrides(rules)), conformantRules);
}

function versionsOf(wanted: readonly string[] | undefined): readonly ProtocolVersion[] {
  if (wanted === undefined) return spoken;
  return wanted.map((version) => {
    if (isProtocolVersion(version) && spoken.includes(version)) return version;
    throw new Error(
      `The reference server does not speak protocol version "${version}"; it speaks ${spoken.join(", ")}.`,
    );
  });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new Error(`The reference server cannot listen on ${host}:${port} (${error.code ?? error.message}).`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server, closing: AbortController): Promise<void> {
  closing.abort();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function hooksOf(state: ServerState): Omit<ReferenceServer, "url" | "minimumHeartbeat" | "close"> {
  return {
    addUser: (user, password) => state.addUser(user, password),
    reset: (user) => state.addUser(user, state.account(user).password),
    deliverEmail: (input) => {
      if (state.rules.service.deliversMail()) deliverEmail(state.account(input.user).mailbox, input, state.clock.now());
    },
    deliverSms: (input) => deliverSms(state.account(input.user).mailbox, input, state.clock.now()),
    edit: ({ user, token, read, flagStatus }) => {
      const { mailbox } = state.account(user);
      const change = flagChange(read, flagStatus, state.clock.now());
      for (const item of itemsByToken(mailbox, token)) mailbox.edit(item.id, change);
    },
    remove: ({ user, token }) => {
      const { mailbox } = state.account(user);
      for (const item of itemsByToken(mailbox, token)) mailbox.remove(item.id);
    },
    outbound: (user) => state.account(user).outbound.relays(),
    advance: (days) => state.advance(days),
  };
}
