import type { Sets } from "./types.js";

/** How exact the target must be, and what of the model is switched on. */
export interface Rules {
  /** strict: the embedded server. field: any other (docs/model.md lists what is tolerated there). */
  readonly tolerance: "strict" | "field";
  readonly profile: "seed" | "current";
  /** "14.0", "14.1" … */
  readonly protocolVersion: string;
  /** Milliseconds that something done may take to show; 0 in strict. */
  readonly settleMs: number;
  /** Client changes of items that were changed behind the device's back. Default false. */
  readonly conflicts: boolean;
  /** False when the target stores an Add twice if the request is repeated: then repeated requests hold no Add. */
  readonly retryDedupe: boolean;
  /** False when the target refuses every set for SMS: then no request has one, but those that are to be refused. */
  readonly smsSets: boolean;
  /** Without them only fresh items of that class are made. */
  readonly smsBackdate: boolean;
  /** False when the target sets the date of an SMS that a device adds, though one from outside keeps its own. */
  readonly addBackdate: boolean;
  readonly emailBackdate: boolean;
}

export const strictRules: Rules = {
  tolerance: "strict",
  profile: "seed",
  protocolVersion: "14.1",
  settleMs: 0,
  conflicts: false,
  retryDedupe: true,
  smsSets: true,
  smsBackdate: true,
  addBackdate: true,
  emailBackdate: true,
};

/** Sets for everything that the target synchronises. */
export function allSets({ smsSets }: Rules): Sets {
  return smsSets ? { email: 0, sms: 0 } : { email: 0 };
}

export const fieldRules: Rules = { ...strictRules, tolerance: "field", settleMs: 1000 };
