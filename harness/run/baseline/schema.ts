const text = { type: "string", minLength: 1 } as const;

/** JSON Schema (2020-12) of a baseline file. */
export const baselineSchema = {
  title: "Baseline: verdicts of a target that are known, and why they are put up with",
  type: "object",
  additionalProperties: false,
  required: ["entries"],
  properties: {
    $schema: { type: "string" },
    about: {
      ...text,
      description: "What it is a baseline of: target, version, profile, how it is brought up to date.",
    },
    entries: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["case", "verdict", "reason"],
        properties: {
          case: { ...text, description: "Full id of the case, axes included." },
          requirement: {
            type: "string",
            pattern: "^ASMS-[0-9]+(\\.[0-9]+)*-[0-9]+$",
            description: "Row that fails; only with the verdict fail.",
          },
          verdict: { enum: ["fail", "inconclusive", "not applicable"] },
          reason: { ...text, description: "Why it is put up with, given by a person." },
        },
        if: { properties: { verdict: { const: "fail" } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ["requirement"] },
        else: {
          if: { properties: { verdict: { enum: ["inconclusive", "not applicable"] } } },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { properties: { requirement: false } },
        },
      },
    },
  },
} as const;
