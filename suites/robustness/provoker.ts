import { pause } from "../../harness/device/pause.js";
import type { Device, DeviceFolder, SyncAnswer } from "../../harness/device/types.js";
import type { Exchange } from "../../harness/eas/index.js";
import type { CaseContext } from "../../harness/run/index.js";
import type { Element } from "../../harness/wbxml/index.js";
import { type Base, type BaseName, baseRequest } from "./bases.js";
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
}

/** The target does not answer any more: nothing that follows can be judged. */
export class Outage extends Error {
  constructor(what: string) {
    super(what);
    this.name = "Outage";
  }
}

/** Tries of an ordinary Sync until an account counts as unusable: servers replace a worker that died within seconds. */
const tries = 6;

/** One phone that provokes and one that lives on beside it, in the same mailbox. */
export class Provoker {
  readonly #context: CaseContext;
  readonly #provoking: DeviceFolder;
  readonly #living: DeviceFolder;
  #stale = true;

  private constructor(context: CaseContext, provoking: DeviceFolder, living: DeviceFolder) {
    this.#context = context;
    this.#provoking = provoking;
    this.#living = living;
  }

  /** @throws Inconclusive, StageError when the phones cannot be brought that far */
  static async open(context: CaseContext, living: Device): Promise<Provoker> {
    const folder = await living.open("Inbox");
    await folder.drain({ options: [{ ...context.sets.email, filterType: "1" }] });
    return new Provoker(context, await context.device.open("Inbox"), folder);
  }

  /** A request that the target takes as it is, with the SyncKey of this moment. */
  async base(name: BaseName): Promise<Base> {
    const { sets, mailbox, protocolVersion } = this.#context;
    if (this.#stale) await this.#refresh();
    return baseRequest(name, {
      collectionId: this.#provoking.folder.serverId,
      syncKey: this.#provoking.syncKey,
      sets: sets.both,
      version: protocolVersion,
      draft: () => mailbox.draft({ folder: "Inbox" }).item,
    });
  }

  /**
   * Sends it, then lets the other phone go on with its day.
   * @throws Outage when the target is gone, which is no proof of anything
   */
  async provoke({ command, body, headers, words }: Provocation): Promise<Provoked> {
    this.#stale = true;
    const exchange = await this.#send(command, body, headers, words);
    const grade = gradeOf(exchange);
    if (grade === undefined) throw new Outage(`the target could not be asked: ${reasonOf(exchange)}`);
    const damage = await this.#damage();
    return { exchange, grade, ...(damage === undefined ? {} : { damage }) };
  }

  /** The untouched request: a positive control. */
  async control(name: BaseName): Promise<{ readonly exchange: Exchange; readonly grade: Grade | undefined }> {
    const { command, document } = await this.base(name);
    this.#stale = true;
    const exchange = await this.#send(command, document, undefined, "an untouched request, before it is spoilt");
    return { exchange, grade: gradeOf(exchange) };
  }

  #send(
    command: string,
    body: Element | Uint8Array,
    headers: Readonly<Record<string, string | undefined>> | undefined,
    deliberate: string,
  ): Promise<Exchange> {
    const options = { deliberate, ...(headers === undefined ? {} : { headers }) };
    return this.#context.device.send(command, body, options);
  }

  /** What a provocation did to the SyncKey is unknown, so each one starts from a key of its own. */
  async #refresh(): Promise<void> {
    await this.#provoking.restart();
    const drained = await this.#provoking.drain({ options: [{ ...this.#context.sets.email, filterType: "1" }] });
    const last = drained.answers.at(-1);
    if (last !== undefined && !last.succeeded().holds) {
      this.#context.inconclusive(`the provoking device cannot start again: ${last.succeeded().seen}`);
    }
    this.#stale = false;
  }

  /** @throws Outage when nobody answers at all */
  async #damage(): Promise<SyncAnswer | undefined> {
    let answer = await this.#living.sync();
    for (let tried = 1; tried < tries && !answer.succeeded().holds; tried += 1) {
      await pause(tried * 500, this.#context.signal);
      // A key that is no longer known is an ordinary thing, and an ordinary phone starts again ([MS-ASCMD] 2.2.3.177.17).
      answer = answer.status === "3" ? await this.#living.restart() : await this.#living.sync();
    }
    if (answer.succeeded().holds) return undefined;
    if (answer.exchange.response === undefined) throw new Outage(`the target is gone: ${reasonOf(answer.exchange)}`);
    return answer;
  }
}

function reasonOf({ failure, response }: Exchange): string {
  return failure?.message ?? `HTTP ${response?.status ?? "?"}`;
}
