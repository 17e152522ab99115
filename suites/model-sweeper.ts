import type { DeviceFolder } from "../harness/device/index.js";
import type { ClientCommand } from "../harness/eas/index.js";
import { numbersInAll, numbersOfAnArea, recipientOf, type Token, tokenOf } from "../harness/model/index.js";
import type { Attempt, CaseContext } from "../harness/run/index.js";
import { groundOf } from "./model-narrowing.js";
import { tokenIn } from "./model-wire.js";

/**
 * A mailbox that outlives the histories: one phone beside them knows what lies there before each of them, and removes what
 * each of them leaves.
 */
export class Sweeper {
  readonly #context: CaseContext;
  #folder: DeviceFolder | undefined;

  constructor(context: CaseContext) {
    this.#context = context;
  }

  /** Tokens of everything in the folder at this moment. @throws StageError when the phone does not get that far */
  async there(): Promise<ReadonlySet<Token>> {
    const folder = await this.#synced();
    return new Set([...folder.held.values()].flatMap(({ item }) => tokenIn(item) ?? []));
  }

  /** Removes items of a history, and says what is left of them. Never throws: what a history showed is not lost over it. */
  async sweep(tokens: readonly Token[], attempt: Attempt): Promise<void> {
    const { hooks } = this.#context;
    const { user } = attempt;
    try {
      if (hooks.reset !== undefined) await hooks.reset(user);
      else if (hooks.remove === undefined) await this.#deleted(tokens, attempt);
      else for (const token of marksOf(tokens)) await hooks.remove({ user, token });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      attempt.leave(
        `${groundOf(this.#context)} of ${user}: items of random histories, for the clean-up stopped: ${why}`,
      );
    }
  }

  async #deleted(tokens: readonly Token[], attempt: Attempt): Promise<void> {
    const own = new Set(tokens);
    const folder = await this.#synced();
    const found = [...folder.held.values()].flatMap(({ serverId, item }) => {
      const token = tokenIn(item);
      return token !== undefined && own.has(token) ? [{ serverId, token }] : [];
    });
    if (found.length === 0) return;
    const commands = found.map(({ serverId }): ClientCommand => ({ kind: "Delete", serverId }));
    const { responses, ...answer } = await folder.sync({ commands, deletesAsMoves: "0" });
    const done = answer.succeeded().holds;
    for (const { serverId, token } of found) {
      const status = responses.find((one) => one.serverId === serverId)?.status ?? "1";
      // Status 8: it is gone already ([MS-ASCMD] 2.2.3.177.17).
      if (done && ["1", "8"].includes(status)) continue;
      const said = done ? `Status ${status}` : answer.succeeded().seen;
      attempt.leave(`item ${token} in ${groundOf(this.#context)} of ${attempt.user}: ${said}`);
    }
  }

  async #synced(): Promise<DeviceFolder> {
    const { device, sets, can } = this.#context;
    const options = can("sms.options") ? sets.both : [sets.email];
    if (this.#folder === undefined) {
      await device.connect();
      this.#folder = await device.open(groundOf(this.#context));
      await this.#folder.drain({ options });
      return this.#folder;
    }
    const { answers } = await this.#folder.drain();
    if (answers.every((answer) => answer.succeeded().holds)) return this.#folder;
    // The state of the partnership was forgotten: once more from the beginning ([MS-ASCMD] 2.2.3.177.17).
    await this.#folder.restart();
    await this.#folder.drain({ options });
    return this.#folder;
  }
}

/** What an item can be found by, also where a server put its owner in the place of the sender. */
function marksOf(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => (/^\d+$/.test(token) ? [token, recipientOf(token)] : [token]));
}

/** The first of the numbers of an area of which none is there: from `wish` on, the next that is free. */
export function freeNumbers(there: ReadonlySet<Token>, wish: number): number {
  const naming = { label: "", first: 0 };
  const areas = numbersInAll / numbersOfAnArea;
  for (let tried = 0; tried < areas; tried += 1) {
    const first = ((wish + tried) % areas) * numbersOfAnArea;
    const taken = Array.from({ length: numbersOfAnArea }, (_, index) => tokenOf("SMS", first + index, naming));
    if (!taken.some((token) => there.has(token))) return first;
  }
  return (wish % areas) * numbersOfAnArea;
}

/** The area that a history would like to have: another for each run, and the next for the next history. */
export function areaFor(token: string, number: number): number {
  const run = token.slice(0, token.length - String(number).length);
  return [...run].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7) + number;
}
