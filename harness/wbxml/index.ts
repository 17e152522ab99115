/** The codec's public surface. Everything outside this folder imports from here. */

export * from "./code-pages.js";
export { type Diagnosis, decode, diagnose } from "./decode.js";
export { encode } from "./encode.js";
export * from "./faults.js";
export * from "./from-xml.js";
export * from "./limits.js";
export * from "./to-xml.js";
export * from "./tree.js";
export { WbxmlXmlError, type XmlErrorCode } from "./xml-scanner.js";
