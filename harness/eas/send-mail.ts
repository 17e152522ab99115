import { child, type Element, element, isOpaque } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childText, container, defined, emptyTag, hasChild, isTag, leaf, readText } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.composeMail;

export interface SendMailRequest {
  readonly clientId: string;
  readonly saveInSentItems?: boolean;
  /** RFC 5322 message, bytes. */
  readonly mime: Uint8Array;
  readonly element?: Element;
}

/** An empty 200 is the success of SendMail; a body carries a Status. */
export interface SendMailResponse {
  readonly status?: string;
  readonly element?: Element;
}

/** SendMail { ClientId SaveInSentItems? Mime } from 14.0 on; before, the message itself is the body ([MS-ASCMD] 2.2.1.17.1). */
export function buildSendMailRequest(request: SendMailRequest, _version: ProtocolVersion): Element {
  return container(
    page,
    "SendMail",
    leaf(page, "ClientId", request.clientId),
    emptyTag(page, "SaveInSentItems", request.saveInSentItems),
    [element(page, "Mime", { opaque: request.mime })],
  );
}

/** Undefined when the root is not SendMail. */
export function readSendMailRequest(root: Element): SendMailRequest | undefined {
  if (!isTag(root, page, "SendMail")) return undefined;
  const mime = child(root, page, "Mime");
  return defined({
    clientId: childText(root, page, "ClientId") ?? "",
    saveInSentItems: hasChild(root, page, "SaveInSentItems") || undefined,
    mime: mime === undefined ? new Uint8Array() : readBytes(mime),
    element: root,
  });
}

export function buildSendMailResponse(response: SendMailResponse, _version: ProtocolVersion): Element {
  return container(page, "SendMail", leaf(page, "Status", response.status));
}

/** Undefined when the root is not SendMail. */
export function readSendMailResponse(root: Element): SendMailResponse | undefined {
  if (!isTag(root, page, "SendMail")) return undefined;
  return defined({ status: childText(root, page, "Status"), element: root });
}

/** Mime is opaque data; a peer that writes it inline is read as UTF-8. */
function readBytes(mime: Element): Uint8Array {
  const opaque = (mime.content ?? []).find(isOpaque);
  return opaque === undefined ? new TextEncoder().encode(readText(mime)) : opaque.opaque;
}
