import { concernsSms, type Exchange, environmentalReason, turnedAwayBy } from "../eas/index.js";

// Accounts that were served, and from some request about SMS on are served no more.

/** Cases that run at once meet embedded servers of their own, whose users have the same names. */
export function accountOf({ partnership, request }: Exchange): string {
  return JSON.stringify([URL.canParse(request.url) ? new URL(request.url).host : request.url, partnership.user]);
}

/**
 * Of each account that worked once: what was said after its last success, if SMS had been spoken of by then.
 * @param works was the account served?
 */
export function silencedBySms(
  exchanges: readonly Exchange[],
  works: (exchange: Exchange) => boolean,
): readonly (readonly Exchange[])[] {
  return [...byAccount(exchanges).values()].flatMap((all) => {
    const alive = all.findLastIndex(works);
    const dead = all.slice(alive + 1);
    const caused = all.slice(0, alive + 2).some(concernsSms);
    return alive >= 0 && caused && dead.length > 0 ? [dead] : [];
  });
}

/** Exchanges by which an account that was served before turned away whoever asked, to the end, SMS having been spoken of. */
export function turnedAwayForGood(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const dead = silencedBySms(exchanges, isServed);
  return new Set(dead.flat().map(({ id }) => id));
}

function isServed(exchange: Exchange): boolean {
  return exchange.response !== undefined && turnedAwayBy(exchange) === undefined;
}

function byAccount(exchanges: readonly Exchange[]): ReadonlyMap<string, readonly Exchange[]> {
  const found = new Map<string, Exchange[]>();
  for (const one of exchanges) {
    // OPTIONS says what the server speaks, and touches no account; what speaks of the hour, of no account either.
    if (one.failure?.kind === "aborted" || one.command === "OPTIONS" || environmentalReason(one) !== undefined)
      continue;
    const name = accountOf(one);
    const known = found.get(name);
    if (known === undefined) found.set(name, [one]);
    else known.push(one);
  }
  return found;
}
