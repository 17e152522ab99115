import type { SmsInput } from "../case.js";
import type { SmsDraft } from "./draughtsman.js";
import { type Fed, type Feeder, flagOf, wasStored } from "./feeder.js";

// Where several items are put in at once they are not all alike: a server that treats read, important or flagged ones in
// another way shows it in every case that asks for more than one.

/** What an item is like, beside its text. The first of a row is plain. */
export interface ItemState {
  readonly read?: "1";
  readonly flagStatus?: "2";
  readonly importance?: "0" | "2";
}

const states: readonly ItemState[] = [
  {},
  { read: "1", importance: "2" },
  { flagStatus: "2" },
  { read: "1", importance: "0", flagStatus: "2" },
];

/** The state of the item at this place of a row. */
export function stateAt(place: number): ItemState {
  return states[place % states.length] ?? {};
}

/** What an SMS of this state has written into its Add. */
export function smsOf({ read, flagStatus, importance }: ItemState): SmsInput {
  return {
    ...(read === undefined ? {} : { read }),
    ...(importance === undefined ? {} : { importance }),
    ...(flagStatus === undefined ? {} : { flag: flagOf(flagStatus) }),
  };
}

/** What a hook is told of an e-mail of this state. */
export function mailOf({ read, flagStatus }: ItemState): Pick<ItemState, "read" | "flagStatus"> {
  return { ...(read === undefined ? {} : { read }), ...(flagStatus === undefined ? {} : { flagStatus }) };
}

/** The same SMS without its state. */
function plainly(draft: SmsDraft): SmsDraft {
  const { flag, ...item } = draft.item;
  const normal = item.importance === undefined ? {} : { importance: "1" };
  // A ClientId stands for one Add ([MS-ASCMD] 2.2.3.28.2): this is another one.
  return { ...draft, clientId: `${draft.clientId}p`, item: { ...item, ...normal, read: "0" } };
}

export interface Stored {
  readonly fed: Fed | undefined;
  readonly draft: SmsDraft;
}

/**
 * Adds SMS. One that a server does not take in its state is added plain: whether it has to take the state is judged by cases
 * of its own.
 */
export async function addVaried(
  feeder: Pick<Feeder, "addSms">,
  folder: Parameters<Feeder["addSms"]>[0],
  drafts: readonly SmsDraft[],
  isVaried: (place: number) => boolean,
): Promise<readonly Stored[]> {
  const fed = await feeder.addSms(folder, drafts);
  const refused = fed.map((one) => one.answer.exchange.failure === undefined && !wasStored(one));
  if (!refused.some((isRefused, index) => isRefused && isVaried(index))) {
    return drafts.map((draft, index) => ({ draft, fed: fed[index] }));
  }
  // A plain one may have been refused for its neighbours' sake, with the whole request.
  const again = drafts.flatMap((draft, index) => (refused[index] === true ? [plainly(draft)] : []));
  const fedAgain = await feeder.addSms(folder, again);
  let next = 0;
  return drafts.map((draft, index) => {
    if (refused[index] !== true) return { draft, fed: fed[index] };
    const second = { draft: again[next] ?? draft, fed: fedAgain[next] };
    next += 1;
    return second;
  });
}
