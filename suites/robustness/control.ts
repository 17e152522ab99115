import type { DeviceFolder, SyncAnswer } from "../../harness/device/types.js";
import type { OptionSet } from "../../harness/eas/index.js";
import type { Attempt, CaseContext } from "../../harness/run/index.js";

/** Puts an e-mail into the Inbox that is played in; its Subject. Undefined: there is no way to. */
export type Plant = () => Promise<string | undefined>;

/** On the embedded server each attempt has a mailbox of its own; elsewhere the case cleans up what it put in. */
export function plantIn(
  { can, hooks, mailbox, tolerance }: Pick<CaseContext, "can" | "hooks" | "mailbox" | "tolerance">,
  { user, token }: Pick<Attempt, "user" | "token">,
): Plant {
  let count = 0;
  if (tolerance === "field") return async () => (can("email.seed") ? (await mailbox.email()).token : undefined);
  return async () => {
    if (hooks.deliverEmail === undefined) return undefined;
    count += 1;
    const subject = `control${count}of${token}`;
    await hooks.deliverEmail({ user, token: subject, folder: "Inbox" });
    return subject;
  };
}

/** What a phone of the mailbox lacks that nobody took away. */
export interface Lost {
  readonly words: string;
  /** The answers in which it should have come, or that took it away. */
  readonly answers: readonly SyncAnswer[];
}

/**
 * E-mails that nobody but the case knows of, on a phone that does nothing wrong: those that it holds stay, and those that
 * arrive come. A server that answers every Sync with success and sends nothing any more is no mailbox.
 */
export class Control {
  readonly #planted: string[] = [];

  constructor(
    readonly folder: DeviceFolder,
    readonly plant: Plant,
    readonly options: readonly OptionSet[],
  ) {}

  /** One that lies there from the start. False: it was put in, and does not come. */
  async begin(): Promise<boolean> {
    await this.#add();
    await this.#drain();
    return this.#lacking().length === 0;
  }

  /** Of what the phone held, after an ordinary Sync. */
  taken(answer: SyncAnswer): Lost | undefined {
    const lacking = this.#lacking();
    return lacking.length === 0
      ? undefined
      : { words: `another phone is told to remove ${named(lacking)}, which nobody deleted`, answers: [answer] };
  }

  /** Of what lies in the mailbox: an e-mail that arrives now, then everything on a phone that starts again. */
  async missing(): Promise<Lost | undefined> {
    await this.#add();
    if (this.#planted.length === 0) return undefined;
    const arrived = await this.#drain();
    const late = this.#lacking();
    if (late.length > 0)
      return { words: `another phone is not sent ${named(late)}, which arrived later`, answers: arrived };
    const restarted = await this.folder.restart();
    const anew = [restarted, ...(await this.#drain())];
    const gone = this.#lacking();
    return gone.length === 0
      ? undefined
      : { words: `a phone that starts again is not sent ${named(gone)}`, answers: anew };
  }

  async #add(): Promise<void> {
    const subject = await this.plant();
    if (subject !== undefined) this.#planted.push(subject);
  }

  async #drain(): Promise<readonly SyncAnswer[]> {
    const until = () => this.#lacking().length === 0;
    return (await this.folder.drain({ options: this.options, repeatOptions: true, until })).answers;
  }

  #lacking(): readonly string[] {
    const held = new Set([...this.folder.held.values()].map(({ item }) => item.subject));
    return this.#planted.filter((subject) => !held.has(subject));
  }
}

function named(subjects: readonly string[]): string {
  return `the e-mail ${subjects.map((one) => `“${one}”`).join(" and ")}`;
}
