import { having, listOf, natural, oneOf } from "../saved-input.js";
import { headerNames } from "./envelope-edits.js";

// JSON Schemas of edits that were kept in a file: every field that an edit needs, so that none is played half.

const text = { type: "string" };
const byte = { type: "integer", minimum: 0, maximum: 255 };
const bytes = listOf(byte);
const at = natural;

export const savedDocumentEdit = {
  anyOf: [
    having({ kind: oneOf("text"), at, text }),
    having({ kind: oneOf("empty", "remove", "reverse"), at }),
    having({ kind: oneOf("repeat"), at, times: natural }),
    having({ kind: oneOf("rename"), at, to: natural }),
    having({ kind: oneOf("nest"), at, levels: natural }),
    having({ kind: oneOf("fill"), at, with: natural }),
  ],
};

export const savedByteEdit = {
  anyOf: [
    having({ kind: oneOf("truncate"), at }),
    having({ kind: oneOf("overwrite"), at, byte }),
    having({ kind: oneOf("insert"), at, bytes }),
    having({ kind: oneOf("remove"), at, count: natural }),
    having({ kind: oneOf("oversize"), at, length: natural }),
    having({ kind: oneOf("page"), at, page: byte, token: byte }),
    having({ kind: oneOf("deep"), at, levels: natural }),
    having({ kind: oneOf("append", "replace"), bytes }),
    having({ kind: oneOf("header"), field: natural, byte }),
  ],
};

export const savedEnvelopeEdit = {
  anyOf: [
    // A header that is left out has no value.
    {
      type: "object",
      required: ["kind", "name"],
      properties: { kind: oneOf("header"), name: oneOf(...headerNames), value: text },
    },
    having({ kind: oneOf("command"), command: text }),
  ],
};
