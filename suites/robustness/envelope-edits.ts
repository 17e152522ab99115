/** One thing done to the HTTP envelope of a request ([MS-ASHTTP] 2.2.1). */
export type EnvelopeEdit =
  /** A header line gets another value, or is left out. */
  | { readonly kind: "header"; readonly name: HeaderName; readonly value: string | undefined }
  /** The query names another command than the body holds. */
  | { readonly kind: "command"; readonly command: string };

export const headerNames = [
  "Content-Type",
  "MS-ASProtocolVersion",
  "X-MS-PolicyKey",
  "User-Agent",
  "Accept-Encoding",
  "MS-ASAcceptMultiPart",
] as const;

export type HeaderName = (typeof headerNames)[number];

/** Header lines to replace, and the command that the query names. */
export interface Envelope {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly command: string;
}

export function withEnvelopeEdits(command: string, edits: readonly EnvelopeEdit[]): Envelope {
  let named = command;
  const headers: Record<string, string | undefined> = {};
  for (const edit of edits) {
    if (edit.kind === "command") named = edit.command;
    else headers[edit.name] = edit.value;
  }
  return { headers, command: named };
}

/** What an edit does, in words for a report. */
export function envelopeWords(edit: EnvelopeEdit): string {
  if (edit.kind === "command") return `the query names the command ${JSON.stringify(edit.command)}`;
  if (edit.value === undefined) return `the header ${edit.name} is missing`;
  const shown = edit.value.length <= 40 ? JSON.stringify(edit.value) : `${edit.value.length} characters`;
  return `the header ${edit.name} is ${shown}`;
}
