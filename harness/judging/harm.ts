import type { Exchange } from "../eas/index.js";
import { lacksMail, missesMail } from "./harm-mail.js";
import { type SmsTrace, traceSms } from "./harm-trace.js";
import type { Capability, CaseResult, Finding, Harm, HarmKind } from "./results.js";

export interface HarmInput {
  readonly cases: readonly CaseResult[];
  readonly capabilities: readonly Capability[];
  readonly exchanges: readonly Exchange[];
}

/** What each kind means for the user of a phone: no more than holds of everything that is counted under it. */
export const harmSentences: Readonly<Record<HarmKind, string>> = {
  "acknowledged and lost":
    "An SMS that the server takes, with Status 1 or without a word, is sent to no device as an SMS.",
  "filed as mail": "An SMS comes back as e-mail: it turns up among the mail of a device.",
  "filed as another class": "An SMS comes back as an item of another kind.",
  "offered again and again": "An item that the phone has already is sent again and again, as if it were new.",
  "lost beside an SMS": "What stands in the same request as an SMS is lost without a word.",
  "mail stopped": "A phone that asks for SMS as well is not sent its e-mail, or not all of it.",
  "mail lost its body": "A phone that asks for SMS as well is sent its e-mail without the text.",
  "connection dropped": "The connection is dropped when SMS is asked for, counted or added, or its sending switched.",
  "account unusable":
    "After SMS was asked for or added, the account, or the phone that did so, is served no more: whatever it asks for fails.",
};

/**
 * Every kind of harm that the run shows, in the order of the table. Nothing is concluded from what was not seen, and nothing
 * but what a failed finding stands behind is called a harm: a run in which nothing failed has none.
 */
export function harmsIn({ cases, exchanges, capabilities }: HarmInput): readonly Harm[] {
  const failed = failuresIn(cases);
  if (failed.length === 0) return [];
  const trace = traceSms(exchanges);
  const accused = accusedBy(failed, { capabilities, exchanges });
  const caseOf = owners(cases);
  const evidence = (kind: HarmKind): readonly string[] => {
    const seen = fromWire(kind, trace).filter((id) => accused.has(id));
    // A dead account is told by all that follows it, of which no case may be left to fail.
    const dead = kind === "account unusable" ? trace.unusable : [];
    return [
      ...new Set([...seen, ...dead, ...fromFindings(kind, failed, exchanges, trace), ...fromProbe(kind, capabilities)]),
    ];
  };
  return (Object.keys(harmSentences) as HarmKind[]).flatMap((kind) => {
    const ids = evidence(kind);
    if (ids.length === 0) return [];
    const shown = [...new Set(ids.flatMap((id) => caseOf.get(id) ?? []))];
    return [{ kind, sentence: harmSentences[kind], cases: shown, exchanges: ids.slice(0, evidenceLimit) }];
  });
}

interface Failure {
  readonly finding: Finding;
  readonly of: CaseResult;
}

function failuresIn(cases: readonly CaseResult[]): readonly Failure[] {
  return cases.flatMap((of) =>
    of.findings.filter(({ outcome }) => outcome === "fail").map((finding) => ({ finding, of })),
  );
}

/**
 * Exchanges in which a harm may show: those of failed cases, those that a monitor's failure names, and what the probe saw broken. Of a
 * case that draws its inputs those that its failure names: an outage may have met the others; and none that was wrong on purpose.
 */
function accusedBy(
  failed: readonly Failure[],
  { capabilities, exchanges }: Pick<HarmInput, "capabilities" | "exchanges">,
): ReadonlySet<string> {
  const broken = capabilities.filter(({ value }) => value === "broken").flatMap(({ evidence }) => evidence);
  const wrong = new Set(exchanges.filter(({ deliberate }) => deliberate !== undefined).map(({ id }) => id));
  const judged = failed.flatMap(({ finding, of }) => {
    if (of.exploration !== undefined) return finding.exchanges.filter((id) => !wrong.has(id));
    return of.kind === "case" ? [...of.exchanges, ...finding.exchanges] : finding.exchanges;
  });
  return new Set([...broken, ...judged]);
}

const evidenceLimit = 25;

function owners(cases: readonly CaseResult[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, kind, exchanges } of cases) {
    if (kind !== "case") continue;
    for (const exchange of exchanges) found.set(exchange, [...(found.get(exchange) ?? []), id]);
  }
  return found;
}

function fromWire(kind: HarmKind, trace: SmsTrace): readonly string[] {
  switch (kind) {
    case "filed as mail":
      return trace.asMail;
    case "filed as another class":
      return trace.asAnother;
    case "offered again and again":
      return trace.offeredAgain;
    case "mail lost its body":
      return trace.bodiless;
    case "connection dropped":
      return trace.dropped;
    case "account unusable":
      return trace.unusable;
    default:
      return [];
  }
}

/** Clauses and rows whose failure is that harm, where the wire agrees: the wording of a finding plays no part. */
function fromFindings(
  kind: HarmKind,
  failed: readonly Failure[],
  exchanges: readonly Exchange[],
  trace: SmsTrace,
): readonly string[] {
  const matching = failed.filter(({ finding, of }) => {
    const among = (ids: readonly string[]): boolean => finding.exchanges.some((id) => ids.includes(id));
    const isStored = finding.ruling === "Q42.stored";
    if (kind === "acknowledged and lost") return isStored && among(trace.acknowledged);
    if (kind === "account unusable") return finding.ruling === "Q64.account";
    if (kind === "lost beside an SMS")
      return finding.ruling === "Q63.beside" || (isStored && among(trace.besideRefused));
    if (kind !== "mail stopped") return false;
    if (finding.ruling === "Q64.mail") return true;
    const isMixed = of.scenario === "OPT-01" && finding.requirement === "ASMS-4.1-1";
    return (isMixed && lacksMail(exchanges, finding.exchanges)) || missesMailIn(of, finding, exchanges);
  });
  return matching.flatMap(({ finding }) => finding.exchanges);
}

/** A monitor judges the traffic of many cases, each with mail of its own: what is sent in one is not missed in another. */
function missesMailIn(of: CaseResult, { exchanges: shown }: Finding, exchanges: readonly Exchange[]): boolean {
  const within = exchanges.filter(({ id }) => of.exchanges.includes(id));
  if (of.kind === "case") return missesMail(within, shown);
  const places = new Set(shown.map(placeOf));
  return [...places].some((place) =>
    missesMail(
      within.filter(({ id }) => placeOf(id) === place),
      shown,
    ),
  );
}

/** "drop-default-set" of "drop-default-set/A/5": the case, or the part of the set-up, in which it was said. */
function placeOf(exchange: string): string {
  return exchange.slice(0, exchange.indexOf("/"));
}

function fromProbe(kind: HarmKind, capabilities: readonly Capability[]): readonly string[] {
  const { outcome = "", evidence = [] } = capabilities.find(({ name }) => name === "sms.seed") ?? {};
  return kind === "acknowledged and lost" && ["feigned", "swallowed"].includes(outcome) ? evidence : [];
}
