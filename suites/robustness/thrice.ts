import type { Base, BaseName } from "./bases.js";
import { kindOf, othersRefused } from "./departure.js";
import type { Provocation, Provoked, Provoker } from "./provoker.js";

/** A wrong request, and what came of it. */
export interface Told {
  readonly provocation: Provocation;
  readonly provoked: Provoked;
}

/** How often others must be refused after the same wrong request. */
const proofs = 3;

/**
 * Provokes, and where another phone was refused for a while, does so again: what comes each time is no chance. In between that phone is
 * served as often as it was refused, or it is the hour, which nobody answers for. A refusal that does not come each time is put up with.
 */
export async function provokedThrice(
  provoker: Pick<Provoker, "base" | "provoke" | "serves">,
  name: BaseName,
  spoil: (base: Base) => Provocation,
): Promise<Told> {
  const once = async (): Promise<Told> => {
    const provocation = spoil(await provoker.base(name));
    return { provocation, provoked: await provoker.provoke(provocation) };
  };
  const first = await once();
  for (let last = first, times = 1; ; times += 1) {
    const kind = kindOf(last.provoked);
    if (kind !== othersRefused) return kind === undefined ? withoutChance(first) : withoutChance(last);
    if (times === proofs) return last;
    if (!(await provoker.serves(last.provoked.refused?.length ?? 1))) return withoutChance(first);
    last = await once();
  }
}

/** What failed beside it is worse, or it did not come again. */
function withoutChance({ provocation, provoked: { refused, ...provoked } }: Told): Told {
  return { provocation, provoked };
}
