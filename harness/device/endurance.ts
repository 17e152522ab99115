import { FolderTooFull, type SyncAnswer } from "./types.js";

const defaultVain = 20;
const mostAnswers = 2_000;

/**
 * How long a device goes on asking while the target says MoreAvailable: as long as the answers bring what was not there
 * before. A folder may hold thousands of items that are none of ours, and a server may hand them out two by two.
 */
export class Endurance {
  readonly #vainLimit: number;
  readonly #answersLimit: number;
  readonly #known = new Set<string>();
  #answers = 0;
  #vain = 0;

  /**
   * @param vainLimit answers in a row that promise more, or repeat themselves, and get the target nowhere
   * @param answersLimit answers in all
   */
  constructor(vainLimit = defaultVain, answersLimit = mostAnswers) {
    this.#vainLimit = vainLimit;
    this.#answersLimit = answersLimit;
  }

  /**
   * Whether it is worth asking again after this answer.
   * @throws FolderTooFull when each answer brought something new and promised more, to the very last that is waited for
   */
  goesOn(answer: SyncAnswer): boolean {
    const isNew = this.#learns(answer);
    this.#answers += 1;
    this.#vain = isNew && answer.moreAvailable ? 0 : this.#vain + 1;
    if (this.#vain >= this.#vainLimit) return false;
    if (this.#answers < this.#answersLimit) return true;
    throw new FolderTooFull(this.#known.size, this.#answers);
  }

  #learns({ commands }: SyncAnswer): boolean {
    const before = this.#known.size;
    for (const { kind, serverId } of commands) this.#known.add(`${kind} ${serverId}`);
    return this.#known.size > before;
  }
}
