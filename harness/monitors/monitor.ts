import type { Exchange, Observation } from "../eas/index.js";

/** All exchanges of one partnership, or of one mailbox where the monitor says so, in order. What a client could know at each point is derived from them alone. */
export interface Session {
  readonly partnership: { readonly user: string; readonly deviceId: string; readonly deviceType: string };
  readonly exchanges: readonly Exchange[];
}

/** One thing that a monitor looked at. Also what held is yielded: a monitor that saw nothing has judged nothing. */
export interface MonitorObservation {
  readonly requirement: string;
  readonly observation: Observation;
  readonly exchange: Exchange;
  readonly ruling?: string;
}

/** What a target was found to need. */
export interface Patience {
  /** Milliseconds until a change shows for other devices. */
  readonly settleMs: number;
  /** SMS are something else in every folder but the Inbox, as a case tells: no monitor tells it again of each of them. */
  readonly inboxOnly?: boolean;
}

export interface Monitor {
  /** Scenario id of vectors/mutants.json, e.g. "ORC-CLASS". */
  readonly id: string;
  readonly section: string;
  readonly purpose: string;
  /** Rows that it may emit. */
  readonly requirements: readonly string[];
  /** Whose behaviour it judges. Client rules never see a request that is marked deliberately wrong. */
  readonly judges: "server" | "client";
  /**
   * It says what does not happen to SMS. Where the run saw no SMS as such at all, that means nothing: without a positive
   * control its passes are inconclusive (ruling G4).
   */
  readonly needsControl?: boolean;
  /** Capabilities without which there is nothing that it could judge, beside those that SMS need. */
  readonly needs?: readonly string[];
  /** Sees all partnerships of a mailbox at once; each session's `partnership` is then that of its first exchange. */
  readonly across?: "mailbox";
  /** Never throws; yields in the order of the exchanges. */
  observe(session: Session, patience?: Patience): Iterable<MonitorObservation>;
}
