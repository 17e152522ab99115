import { type Element, encode } from "../../wbxml/index.js";

/** How an answer becomes bytes ([MS-ASWBXML] 2.1.3; [MS-ASHTTP] 2.2.2.1.2). */
export interface WireRules {
  /** The document as it is sent. */
  readonly document: (root: Element) => Element;
  readonly encode: (root: Element) => Uint8Array;
  readonly contentType: () => string;
  /** Are requests taken that are XML as text? The protocol knows none ([MS-ASMS] 1.4). */
  readonly takesXml: () => boolean;
}

export const wire: WireRules = {
  document: (root) => root,
  encode,
  contentType: () => "application/vnd.ms-sync.wbxml",
  takesXml: () => false,
};
