import type { BadOptionsKind, FilterType, ItemClass } from "./types.js";

// What a generator draws: small numbers and words that are resolved against the model when their turn comes (an index
// counts modulo the candidates), so that a history stays meaningful while it is shrunk.

/** Which sets a request carries; `filters` are for the default set and for the SMS set. */
export interface SetsDraw {
  readonly classes: "none" | "both" | "email" | "sms";
  readonly filters: readonly [FilterType, FilterType];
}

export interface OpDraw {
  readonly kind: "Add" | "Change" | "Delete";
  /** Which of the items that the command may name. */
  readonly pick: number;
  readonly age: number;
  readonly values: ValuesDraw;
  readonly text: number;
}

/** What an edit does to Read and Flag of the item. */
export type ValuesDraw = "read" | "flag" | "both";

export interface SeatDraw {
  readonly device: number;
  readonly folder: number;
}

/** A Collection of a Sync. */
export interface PartDraw {
  readonly sets: SetsDraw;
  readonly ops: readonly OpDraw[];
  readonly windowSize: number;
  /** Bits of the style. */
  readonly style: number;
}

export interface SyncDraw extends PartDraw {
  readonly seat: SeatDraw;
}

export type Draw =
  | { readonly do: "init" | "reset" | "retry" | "resend" | "quiesce"; readonly seat: SeatDraw }
  | ({ readonly do: "sync" | "lost" } & SyncDraw)
  /** One request for two folders. */
  | { readonly do: "sync-both" | "lost-both"; readonly device: number; readonly parts: readonly [PartDraw, PartDraw] }
  | { readonly do: "estimate"; readonly seat: SeatDraw; readonly sets: SetsDraw; readonly style: number }
  | {
      readonly do: "bad-options";
      readonly seat: SeatDraw;
      readonly kind: BadOptionsKind;
      readonly add: boolean;
      readonly text: number;
    }
  | { readonly do: "settings"; readonly device: number; readonly on: 0 | 1; readonly number: number | undefined }
  | {
      readonly do: "deliver";
      readonly folder: number;
      readonly class: ItemClass;
      readonly age: number;
      readonly text: number;
      readonly read: 0 | 1;
    }
  | { readonly do: "edit"; readonly folder: number; readonly pick: number; readonly values: ValuesDraw }
  | { readonly do: "remove"; readonly folder: number; readonly pick: number };
