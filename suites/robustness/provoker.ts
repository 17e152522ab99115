import { pause } from "../../harness/device/pause.js";
import { type Device, type DeviceFolder, StageError, type SyncAnswer } from "../../harness/device/types.js";
import {
  type ClientCommand,
  type Exchange,
  environmentalReason,
  isEnvironmental,
  readSyncResponse,
} from "../../harness/eas/index.js";
import { type CaseContext, TargetGone } from "../../harness/run/index.js";
import { type Base, type BaseName, baseRequest, sameLength } from "./bases.js";
import { Control, isOfTheCase, type Lost, type Plant, plantsSms } from "./control.js";
import { type Grade, gradeOf } from "./grade.js";

/** A request that is wrong on purpose, ready to go. */
export interface Provocation {
  readonly command: string;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** What is wrong with it. */
  readonly words: string;
}

/** What came of one. */
export interface Provoked {
  readonly exchange: Exchange;
  readonly grade: Grade;
  /** The ordinary Sync of another phone afterwards, when it failed for good. */
  readonly damage?: SyncAnswer;
  /** What that phone lost. */
  readonly lost?: Lost;
  /** Its Syncs before the one that was served, where there were such: a matter of chance, until the same comes again. */
  readonly refused?: readonly SyncAnswer[];
  /** The ordinary Sync of the phone that sent it, when it can start no more while the other goes on. */
  readonly lockedOut?: SyncAnswer;
}

type Harm = Pick<Provoked, "damage" | "lost" | "lockedOut" | "refused">;

/** Tries of an ordinary Sync until an account counts as unusable: servers replace a worker that died within seconds. */
const tries = 6;

type ProvokerContext = Pick<
  CaseContext,
  "can" | "device" | "hooks" | "sets" | "mailbox" | "protocolVersion" | "tolerance" | "signal" | "inconclusive"
>;

/** One phone that provokes and one that lives on beside it, in the same mailbox. */
export class Provoker {
  readonly #context: ProvokerContext;
  readonly #device: Device;
  readonly #provoking: DeviceFolder;
  readonly #living: DeviceFolder;
  readonly #control: Control;
  #stale = true;
  #fresh = true;
  #leftovers = false;

  private constructor(context: ProvokerContext, device: Device, provoking: DeviceFolder, control: Control) {
    this.#context = context;
    this.#device = device;
    this.#provoking = provoking;
    this.#living = control.folder;
    this.#control = control;
  }

  /** @throws StageError when the phones cannot be brought that far, Inconclusive when an e-mail that is put in does not come */
  static async open(context: ProvokerContext, provoking: Device, living: Device, plant: Plant): Promise<Provoker> {
    const { mailbox, sets } = context;
    const options = [
      oneDay(context),
      ...(plantsSms(context, living.partnership.user) ? [{ ...sets.sms, filterType: "1" }] : []),
    ];
    const tokenOf = mailbox.tokenOf.bind(mailbox);
    const control = new Control({ folder: await living.open("Inbox"), plant, options, tokenOf });
    if (!(await control.begin())) {
      if (control.unanswered !== undefined) throw notPrepared(control.unanswered);
      context.inconclusive("an e-mail that was put in is sent to no device", "OPT-03");
    }
    return new Provoker(context, provoking, await provoking.open("Inbox"), control);
  }

  /** What the other phone lacks in the end, an e-mail and an SMS that arrive now counted: for once in a while, since it takes its time. */
  async missing(): Promise<Lost | undefined> {
    const lost = await this.#control.missing();
    const { unanswered } = this.#control;
    return lost === undefined || unanswered === undefined ? lost : { ...lost, unanswered };
  }

  /** Is the other phone served so many times in a row, with no wrong request between them? */
  async serves(times: number): Promise<boolean> {
    for (let count = 0; count < times; count += 1) {
      if (!(await this.#living.sync()).succeeded().holds) return false;
    }
    return true;
  }

  /** May the target have kept what nobody can find again: stored without a word, or moved where deleted items go? */
  get leftovers(): boolean {
    return this.#leftovers;
  }

  /** A request that the target takes as it is, with the SyncKey of this moment. */
  async base(name: BaseName): Promise<Base> {
    const { sets, mailbox, protocolVersion } = this.#context;
    const refusal = this.#stale ? await this.#startAgain() : undefined;
    if (refusal !== undefined) this.#cannotGoOn(refusal);
    return baseRequest(name, {
      collectionId: this.#provoking.folder.serverId,
      syncKey: this.#provoking.syncKey,
      sets: sets.both,
      version: protocolVersion,
      draft: () => mailbox.draft(sameLength).item,
    });
  }

  /**
   * Sends it, then lets the other phone go on with its day, and the one that sent it start again. An ordinary Sync tells what
   * an HTTP 503 or 403 speaks of: of the request, when the other phone is served.
   * @throws TargetGone when nobody is there any more, or nobody is served, which is no proof of anything
   */
  async provoke({ command, body, headers, words }: Provocation): Promise<Provoked> {
    this.#stale = true;
    const options = { deliberate: words, ...(headers === undefined ? {} : { headers }) };
    const exchange = await this.#device.send(command, body, options);
    const grade = gradeOf(exchange);
    if (grade === undefined) throw new TargetGone(`the target could not be asked any more: ${reasonOf(exchange)}`);
    const harm = await this.#damage();
    if (harm.damage !== undefined && isEnvironmental(exchange) && isEnvironmental(harm.damage.exchange)) {
      throw new TargetGone(`the target serves nobody any more: ${reasonOf(harm.damage.exchange)}`);
    }
    // Another mailbox is forgotten with the attempt.
    const remains = isOfTheCase(this.#context, this.#device.partnership.user);
    if (remains && command === "Sync") await this.#takeBack(exchange, grade);
    return { exchange, grade, ...harm, ...(harm.damage === undefined ? await this.#exclusion() : {}) };
  }

  /** The embedded server has no workers that would have to be replaced. */
  get #patienceMs(): number {
    return this.#context.tolerance === "strict" ? 0 : 500;
  }

  /**
   * What a provocation did to the SyncKey is unknown, unless an ordinary request followed: so the next one starts from a key of
   * its own, one that a first answer gave, for some servers carry out nothing under the key before it. The window is small,
   * since nobody looks at the items. Resolves to the refusal, if there is one.
   */
  async #startAgain(): Promise<SyncAnswer | undefined> {
    const begun = this.#fresh ? undefined : await this.#provoking.restart();
    this.#fresh = false;
    // What begins anew needs a key: an empty answer, well with any other Sync, gives none.
    if (begun !== undefined && (!begun.succeeded().holds || begun.collection?.syncKey === undefined)) return begun;
    const answer = await this.#provoking.sync({ options: [oneDay(this.#context)], windowSize: 1 });
    if (!answer.succeeded().holds) return answer;
    this.#stale = false;
    return undefined;
  }

  /** Whether the phone that sent it is shut out for good, while the other is not. */
  async #exclusion(): Promise<Harm> {
    if (!this.#stale) return {};
    let refusal = await this.#startAgain();
    for (let tried = 1; tried < tries && refusal !== undefined; tried += 1) {
      if (!(await pause(tried * this.#patienceMs, this.#context.signal))) return {};
      // Policy and folders may have to be asked for anew: an ordinary phone does so.
      if (tried === 1) await this.#connectAgain();
      refusal = await this.#startAgain();
    }
    if (refusal === undefined) return {};
    const harm = await this.#damage();
    if (harm.damage !== undefined) return harm;
    if (environmentalReason(refusal.exchange) !== undefined) this.#cannotGoOn(refusal);
    return { ...harm, lockedOut: refusal };
  }

  async #connectAgain(): Promise<void> {
    await this.#device.connect().catch((error: unknown) => {
      if (!(error instanceof StageError)) throw error;
    });
  }

  #cannotGoOn(refusal: SyncAnswer): never {
    if (refusal.exchange.failure !== undefined) throw notPrepared(refusal.exchange);
    return this.#context.inconclusive(`the provoking device cannot start again: ${refusal.succeeded().seen}`, "CAP-02");
  }

  /** Deletes what the target says that it stored: by sender, recipient or text nothing of it may be known again. */
  async #takeBack({ response }: Exchange, grade: Grade): Promise<void> {
    const told = response?.document === undefined ? undefined : readSyncResponse(response.document);
    const stored = (told?.collections ?? []).flatMap(({ responses, syncKey }) =>
      responses.flatMap(({ kind, serverId, status }) =>
        kind === "Add" && (status ?? "1") === "1" && serverId !== undefined && syncKey !== undefined
          ? [{ serverId, syncKey }]
          : [],
      ),
    );
    const [first] = stored;
    if (first === undefined) {
      this.#leftovers ||= grade !== "refused by HTTP status" && grade !== "refused by Status";
      return;
    }
    const commands = stored.map(({ serverId }): ClientCommand => ({ kind: "Delete", serverId }));
    const { syncKey } = first;
    // Ids and key are what the answer to a wrong request gave: what is wrong with this one is no error of ours, either.
    const deliberate = "takes back what a wrong request stored";
    const answer = await this.#provoking.sync({ syncKey, commands, deletesAsMoves: "0", getChanges: "0", deliberate });
    this.#leftovers = true;
    // The key of this answer is as good as any.
    this.#stale = !answer.succeeded().holds;
  }

  /** @throws TargetGone when nobody answers at all */
  async #damage(): Promise<Harm> {
    let answer = await this.#living.sync();
    let restarted = false;
    const refused: SyncAnswer[] = [];
    for (let tried = 1; tried < tries && !answer.succeeded().holds; tried += 1) {
      if (!(await pause(tried * this.#patienceMs, this.#context.signal))) return {};
      restarted ||= answer.status === "3";
      if (answer.status !== "3") refused.push(answer);
      // A key that is no longer known is an ordinary thing, and an ordinary phone starts again ([MS-ASCMD] 2.2.3.177.17).
      answer = answer.status === "3" ? await this.#living.restart() : await this.#living.sync();
    }
    // A phone that started again holds nothing yet.
    const lost = restarted ? undefined : this.#control.taken(answer);
    if (answer.succeeded().holds) {
      return { ...(lost === undefined ? {} : { lost }), ...(refused.length === 0 ? {} : { refused }) };
    }
    if (answer.exchange.response === undefined) {
      throw new TargetGone(`the target could not be reached any more: ${reasonOf(answer.exchange)}`);
    }
    return { damage: answer };
  }
}

/** The search begins anew on new phones, as with every preparation that has no answer. */
function notPrepared(exchange: Exchange): StageError {
  return new StageError(`An ordinary Sync is not answered: ${reasonOf(exchange)}.`, exchange);
}

/** E-mail of the last day: an account in use may hold years of it. */
function oneDay({ sets }: Pick<CaseContext, "sets">) {
  return { ...sets.email, filterType: "1" };
}

function reasonOf({ failure, response }: Exchange): string {
  return failure?.message ?? `HTTP ${response?.status ?? "?"}`;
}
