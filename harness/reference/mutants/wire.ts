import { type Entry, mutant } from "../variant.js";
import { encodeRaw } from "./raw-encoder.js";

export const wire: readonly Entry[] = [
  mutant("M-wbxml-strtbl", {
    wire: { encode: (root) => encodeRaw(root, { header: [0x03, 0x01, 0x6a, 0x00], stringTable: true }) },
  }),
  // 0x0fd1 is what libwbxml writes for a document type of its own list.
  mutant("M-wbxml-pubid", { wire: { encode: (root) => encodeRaw(root, { header: [0x03, 0x9f, 0x51, 0x6a, 0x00] }) } }),
  mutant("M-wbxml-charset", { wire: { encode: (root) => encodeRaw(root, { header: [0x03, 0x01, 0x03, 0x00] }) } }),
  mutant("M-ctype", { wire: { contentType: () => "text/xml" } }),
];
