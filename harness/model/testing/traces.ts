import { readFileSync } from "node:fs";
import type { FilterType } from "../types.js";

type TraceOptions = "none" | { readonly D?: FilterType; readonly S?: FilterType };

interface TraceCommand {
  readonly op: "Add" | "Change" | "Delete";
  readonly item: string;
  readonly ageDays?: number;
  readonly read?: 0 | 1;
}

/** By kind of command, tokens; `Delete|SoftDelete` means either. */
type ByKind = Readonly<Record<string, readonly string[]>>;

export interface TraceExpectation {
  readonly inForce: { readonly D?: FilterType; readonly S?: FilterType };
  readonly heldBefore: readonly string[];
  readonly mailbox: readonly string[];
  readonly due: ByKind;
  readonly sent: ByKind;
  readonly moreAvailable: boolean;
  readonly heldAfter: readonly string[];
  readonly ledger: Readonly<Record<string, string>>;
}

interface TraceRequest {
  readonly device: string;
  readonly options: TraceOptions;
  readonly commands?: readonly TraceCommand[];
  readonly windowSize?: number;
}

export type TraceStep =
  | { readonly do: "deliver"; readonly item: string; readonly cls: "E" | "S"; readonly ageDays: number }
  | { readonly do: "serverChange"; readonly item: string; readonly read?: 0 | 1; readonly flag?: 0 | 2 }
  | { readonly do: "serverDelete"; readonly item: string }
  | { readonly do: "key0"; readonly device: string }
  | ({ readonly do: "sync"; readonly expect: TraceExpectation } & TraceRequest)
  | ({ readonly do: "lost" } & TraceRequest)
  | { readonly do: "retry"; readonly device: string; readonly expect: TraceExpectation }
  | {
      readonly do: "estimate";
      readonly device: string;
      readonly options: TraceOptions;
      readonly expect: { readonly min: number; readonly max: number };
    }
  | { readonly do: "threeOptions"; readonly device: string; readonly expect: { readonly status: number } };

export interface Trace {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly TraceStep[];
}

/** The worked traces of docs/model.md. */
export function readTraces(): readonly Trace[] {
  const file = new URL("../../../vectors/model-traces.json", import.meta.url);
  const data: { readonly traces: readonly Trace[] } = JSON.parse(readFileSync(file, "utf8"));
  return data.traces;
}
