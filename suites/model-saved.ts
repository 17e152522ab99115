import type { Draw } from "../harness/model/index.js";
import { having, listOf, natural, oneOf, savedAs } from "./saved-input.js";

const seat = having({ device: natural, folder: natural });
const filter = oneOf(0, 1, 2, 3, 4, 5);
const sets = having({
  classes: oneOf("none", "both", "email", "sms"),
  filters: { type: "array", minItems: 2, maxItems: 2, items: filter },
});
const values = oneOf("read", "flag", "both");
const bit = oneOf(0, 1);
const op = having({ kind: oneOf("Add", "Change", "Delete"), pick: natural, age: natural, values, text: natural });
const collection = { sets, ops: listOf(op), windowSize: { type: "integer", minimum: 1 }, style: natural };
const part = having(collection);
const kinds = oneOf("three sets", "Tasks alone", "default and Calendar", "unknown class alone");

const draw = {
  anyOf: [
    having({ do: oneOf("init", "reset", "retry", "resend", "quiesce"), seat }),
    having({ do: oneOf("sync", "lost"), seat, ...collection }),
    having({
      do: oneOf("sync-both", "lost-both"),
      device: natural,
      parts: { type: "array", minItems: 2, maxItems: 2, items: part },
    }),
    having({ do: oneOf("estimate"), seat, sets, style: natural }),
    having({ do: oneOf("bad-options"), seat, kind: kinds, add: { type: "boolean" }, text: natural }),
    // A number is left out where there is none.
    {
      ...having({ do: oneOf("settings"), device: natural, on: bit }),
      properties: { do: oneOf("settings"), device: natural, on: bit, number: natural },
    },
    having({
      do: oneOf("deliver"),
      folder: natural,
      class: oneOf("Email", "SMS"),
      age: natural,
      text: natural,
      read: bit,
    }),
    having({ do: oneOf("edit"), folder: natural, pick: natural, values }),
    having({ do: oneOf("remove"), folder: natural, pick: natural }),
  ],
};

export interface SavedHistory {
  readonly conflicts: boolean;
  readonly draws: readonly Draw[];
}

/** A history as it was drawn, with every field that its commands need. */
export const isSavedHistory = savedAs<SavedHistory>(having({ conflicts: { type: "boolean" }, draws: listOf(draw) }));
