import type { Exchange, Mark } from "../../harness/eas/index.js";
import type { CaseResult, RunRecord } from "../../harness/judging/results.js";
import { type CurlLine, curlLine, type Trust, trustOf } from "../curl.js";
import type { FindingGroup, JudgedFinding } from "../findings.js";

// What a page can carry. Everything that is left out is in exchanges.ndjson, and the page says so where it happens.

/** Cards that show their exchanges; a target that fails in more ways than this needs no longer page. */
const mostCards = 100;
/** Exchanges that one check rests on and that are shown in full; a monitor says the same of each of its own. */
const mostJudged: Readonly<Record<CaseResult["kind"], number>> = { case: 3, monitor: 1 };
const mostEarlierOfCard = 12;
const mostEarlierOfPage = 250;

export interface ShownExchange {
  readonly exchange: Exchange;
  /** Bytes and element that the finding points at, when it is in this exchange. */
  readonly mark?: Mark;
  /** The request as a line for a shell, when it makes one. */
  readonly curl?: CurlLine;
}

/** The exchanges of a card. */
export interface CardEvidence {
  readonly judged: readonly ShownExchange[];
  /** Ids of exchanges that the finding names beyond the ones shown. */
  readonly judgedElsewhere: readonly string[];
  /** Exchanges before the first judged one, in order. */
  readonly earlier: readonly Exchange[];
  /** How many came before these. */
  readonly earlierLeftOut: number;
  /** Ids of those that stand on no card before this one: links to an exchange lead here. */
  readonly firstHere: ReadonlySet<string>;
}

export interface Evidence {
  /** By anchor of the card; a card without an entry shows no exchanges. */
  readonly cards: ReadonlyMap<string, CardEvidence>;
  /** Ids of all exchanges that stand on a card. */
  readonly shown: ReadonlySet<string>;
  /** Cards that show none because the page would grow too long. */
  readonly bareCards: number;
}

/** Chooses which exchanges stand in which card. */
export function chooseEvidence(record: RunRecord, groups: readonly FindingGroup[]): Evidence {
  const byId = new Map(record.exchanges.map((exchange) => [exchange.id, exchange]));
  const cards = new Map<string, CardEvidence>();
  const shown = new Set<string>();
  const trust = trustOf(record.results);
  let room = mostEarlierOfPage;
  for (const { anchor, first } of groups.slice(0, mostCards)) {
    const found = present(first.finding.exchanges, byId);
    const marked = found.find(({ id }) => id === first.finding.mark?.exchange);
    const judged = aroundMark(found, marked, mostJudged[first.case.kind]);
    const before = earlierOf(first, judged[0], record.exchanges, byId);
    const earlier = before.slice(before.length - Math.min(mostEarlierOfCard, room, before.length));
    room -= earlier.length;
    const firstHere = new Set([...judged, ...earlier].map(({ id }) => id).filter((id) => !shown.has(id)));
    for (const id of firstHere) shown.add(id);
    cards.set(anchor, {
      firstHere,
      judged: judged.map((exchange) => ({
        exchange,
        ...curlOf(exchange, trust),
        ...(exchange === marked && first.finding.mark !== undefined ? { mark: first.finding.mark } : {}),
      })),
      judgedElsewhere: first.finding.exchanges.filter((id) => !judged.some((exchange) => exchange.id === id)),
      earlier,
      earlierLeftOut: before.length - earlier.length,
    });
  }
  return { cards, shown, bareCards: Math.max(0, groups.length - mostCards) };
}

function curlOf(exchange: Exchange, trust: Trust): Pick<ShownExchange, "curl"> {
  const curl = curlLine(exchange, trust);
  return curl === undefined ? {} : { curl };
}

function present(ids: readonly string[], byId: ReadonlyMap<string, Exchange>): Exchange[] {
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The last ones, among them the marked one. */
function aroundMark(found: readonly Exchange[], marked: Exchange | undefined, most: number): readonly Exchange[] {
  const last = found.slice(-most);
  if (marked === undefined || last.includes(marked)) return last;
  return [marked, ...found.slice(found.length - most + 1)].slice(0, most);
}

/** A search plays each input with devices of its own: of "random-histories/673/A/12" those of "random-histories/673". */
function sameAttempt(ids: readonly string[], judged: string): string[] {
  const attemptOf = (id: string) => id.split("/").slice(0, -2).join("/");
  return ids.filter((id) => attemptOf(id) === attemptOf(judged));
}

/** For a case its own exchanges, of a drawn input alone where it draws them; for a monitor those of the same partnership. */
function earlierOf(
  { case: judge }: JudgedFinding,
  firstJudged: Exchange | undefined,
  all: readonly Exchange[],
  byId: ReadonlyMap<string, Exchange>,
): Exchange[] {
  if (firstJudged === undefined) return [];
  if (judge.kind === "case") {
    const position = judge.exchanges.indexOf(firstJudged.id);
    const before = judge.exchanges.slice(0, Math.max(0, position));
    return present(judge.exploration === undefined ? before : sameAttempt(before, firstJudged.id), byId);
  }
  const { user, deviceId } = firstJudged.partnership;
  return all
    .slice(0, all.indexOf(firstJudged))
    .filter(({ partnership }) => partnership.user === user && partnership.deviceId === deviceId);
}
