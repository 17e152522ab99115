/** The fields of an SMS or e-mail item as they stand in ApplicationData. Text exactly as on the wire, never normalised. */
export interface ItemFields {
  /** Class of the enclosing Add/Change, when the reader knows it. */
  readonly to?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly dateReceived?: string;
  readonly importance?: string;
  readonly read?: string;
  readonly internetCpid?: string;
  readonly body?: BodyFields;
  /** `{}` is the empty Flag element (no flag). */
  readonly flag?: FlagFields;
  readonly conversationId?: Uint8Array | string;
  readonly conversationIndex?: Uint8Array | string;
  readonly messageClass?: string;
}

export interface BodyFields {
  /** 1 plain text, 2 HTML, 3 RTF, 4 MIME ([MS-ASAIRS] 2.2.2.41). */
  readonly type?: string;
  readonly estimatedDataSize?: string;
  readonly truncated?: string;
  readonly data?: string;
}

/** Members by their wire names without page: "Status", "FlagType", "StartDate" …; see code pages 2 and 9. */
export type FlagFields = Readonly<Record<string, string>>;
