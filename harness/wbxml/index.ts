/** The codec's public surface. Everything outside this folder imports from here. */
export * from "./code-pages.js";
export { type Diagnosis, decode, diagnose } from "./decode.js";
export { encode } from "./encode.js";
export * from "./faults.js";
export { fromXml } from "./from-xml.js";
export * from "./limits.js";
export { elementAt, hexDump, type Mark, pathTo, walk } from "./locate.js";
export * from "./to-xml.js";
export * from "./tree.js";
export { type VectorFile, VectorFileError } from "./vector-file.js";
export * from "./vectors.js";
export { WbxmlXmlError, type XmlErrorCode } from "./xml-scanner.js";
