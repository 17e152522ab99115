import type { TransportFailure } from "../eas/index.js";

/** What is known about the moment at which an exchange broke off. */
export interface Breakdown {
  /** Where the request went: "http://host:port". */
  readonly origin: string;
  /** The first bytes that came back, if any. */
  readonly received: Uint8Array;
}

/** Issuers that this machine does not know. */
const authorityWords: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its chain ends in a self-signed certificate that this machine does not trust",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the authority that issued it is not known here",
  UNABLE_TO_GET_ISSUER_CERT: "the authority that issued it is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the authority that issued it is not known here",
  CERT_UNTRUSTED: "it is marked as not trusted",
};

/** What no authority can help. */
const certificateWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  CERT_REVOKED: "it is revoked",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is made out for another host name",
};

const unreachableWords: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name cannot be looked up at the moment",
  EHOSTUNREACH: "there is no way to this host",
  ENETUNREACH: "there is no way to this network",
  EADDRNOTAVAIL: "the address cannot be used from this machine",
  EACCES: "this machine does not allow the connection",
  ETIMEDOUT: "the host does not answer the connection request",
  UND_ERR_CONNECT_TIMEOUT: "the host does not answer the connection request",
};

const closedCodes = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE", "ECONNABORTED"]);
/** The library's parser leaves its own code out of some of its errors. */
const parserError = "HTTPParserError";
const tlsAlert = 0x15;

/**
 * Says in one sentence why an exchange has no answer. Undefined when the error is none of the target's or the
 * network's, but a mistake of the caller.
 */
export function classifyFailure(error: unknown, breakdown: Breakdown): TransportFailure | undefined {
  for (const { code, message } of causes(error)) {
    const failure = byCode(code, message, breakdown);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function byCode(code: string, message: string, { origin, received }: Breakdown): TransportFailure | undefined {
  if (code === "ECONNREFUSED")
    return { kind: "refused", message: `${origin} refuses the connection: nothing listens there.` };
  // The library counts the TLS handshake as part of connecting: a server of plain HTTP waits for a line that never comes.
  if (code === "UND_ERR_CONNECT_TIMEOUT" && origin.startsWith("https:")) {
    return {
      kind: "unreachable",
      message: `${origin} made no secure connection in time: the host does not answer, or does not speak TLS on this port (should the URL begin with http: ?).`,
    };
  }
  const unreachable = unreachableWords[code];
  if (unreachable !== undefined)
    return { kind: "unreachable", message: `${origin} cannot be reached: ${unreachable}.` };
  const distrusted = authorityWords[code] ?? certificateWords[code];
  if (distrusted !== undefined) {
    const kind = code in authorityWords ? "authority" : "certificate";
    return { kind, message: `The certificate of ${origin} is not trusted: ${distrusted} (${code}).` };
  }
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    return {
      kind: "tls",
      message: `${origin} does not speak TLS on this port (${code}): should the URL begin with http: ?`,
    };
  }
  if (/^(ERR_SSL_|ERR_TLS_|EPROTO$|CERT_)/.test(code)) {
    return { kind: "tls", message: `No secure connection with ${origin}: ${firstLine(message)} (${code}).` };
  }
  if (code === "ECONNRESET" && message.includes("before secure TLS connection")) {
    return { kind: "closed", message: `${origin} closed the connection during the TLS handshake.` };
  }
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") return lengthMismatch(origin, received);
  if (closedCodes.has(code)) return { kind: "closed", message: closedMessage(origin, received) };
  if (code.startsWith("HPE_") || code === parserError || code === "UND_ERR_HEADERS_OVERFLOW") {
    return { kind: "malformed", message: malformedMessage(origin, received, firstLine(message)) };
  }
  return undefined;
}

function closedMessage(origin: string, received: Uint8Array): string {
  return received.length === 0
    ? `${origin} closed the connection without an answer.`
    : `${origin} closed the connection in the middle of its answer.`;
}

/** Fewer bytes than Content-Length says: the connection ended early, unless the body was framed in another way. */
function lengthMismatch(origin: string, received: Uint8Array): TransportFailure {
  const head = Buffer.from(received).toString("latin1").split("\r\n\r\n")[0] ?? "";
  if (!/^transfer-encoding:/im.test(head)) return { kind: "closed", message: closedMessage(origin, received) };
  return { kind: "malformed", message: malformedMessage(origin, received, "it has Content-Length and is chunked") };
}

function malformedMessage(origin: string, received: Uint8Array, reason: string): string {
  if (received[0] === tlsAlert && received[1] === 0x03) {
    return `${origin} answers in TLS: should the URL begin with https: ?`;
  }
  return `The answer of ${origin} is not valid HTTP: ${reason}. It begins with ${quote(received)}.`;
}

/** Printable ASCII stays, everything else becomes a dot: the sentence goes to terminals and reports. */
function quote(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 60)).toString("latin1");
  return `"${text.replace(/[^\x20-\x7e]/g, ".")}"`;
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/\.$/, "");
}

interface Cause {
  readonly code: string;
  readonly message: string;
}

/** The error, its causes, and the single attempts of a connection that was tried at several addresses. */
function* causes(error: unknown): Generator<Cause> {
  if (!(error instanceof Error)) return;
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  yield { code, message: error.message };
  if (error instanceof AggregateError) for (const attempt of error.errors) yield* causes(attempt);
  yield* causes(error.cause);
}
