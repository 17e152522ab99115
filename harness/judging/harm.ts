import type { Exchange } from "../eas/index.js";
import { type SmsTrace, traceSms } from "./harm-trace.js";
import type { Capability, CaseResult, Finding, Harm, HarmKind } from "./results.js";

export interface HarmInput {
  readonly cases: readonly CaseResult[];
  readonly capabilities: readonly Capability[];
  readonly exchanges: readonly Exchange[];
}

/** What it means for the user of a phone. */
const sentences: Readonly<Record<HarmKind, string>> = {
  "acknowledged and lost": "An SMS that the server says it has stored is gone: no device is ever sent it.",
  "filed as mail": "SMS is accepted but filed as e-mail: it turns up among the mail of every device.",
  "filed as another class": "SMS is accepted but filed as an item of another kind.",
  "offered again and again": "An item that the phone has already is sent again and again, as if it were new.",
  "lost beside a refused SMS": "What stands in the same request as a refused SMS is lost with it.",
  "mail stopped": "A phone that asks for SMS as well is not sent its e-mail.",
  "mail lost its body": "A phone that asks for SMS as well is sent its e-mail without the text.",
  "connection dropped": "The connection is dropped when SMS is asked for or added.",
  "account unusable": "After SMS was asked for or added, the account answers nothing any more.",
};

/** Every kind of harm that the run shows, in the order of the table. Nothing is concluded from what was not seen. */
export function harmsIn({ cases, exchanges, capabilities }: HarmInput): readonly Harm[] {
  const trace = traceSms(exchanges);
  const caseOf = owners(cases);
  const evidence = (kind: HarmKind): readonly string[] => [
    ...new Set([...fromWire(kind, trace), ...fromFindings(kind, cases), ...fromProbe(kind, capabilities)]),
  ];
  return (Object.keys(sentences) as HarmKind[]).flatMap((kind) => {
    const ids = evidence(kind);
    if (ids.length === 0) return [];
    const shown = [...new Set(ids.flatMap((id) => caseOf.get(id) ?? []))];
    return [{ kind, sentence: sentences[kind], cases: shown, exchanges: ids.slice(0, evidenceLimit) }];
  });
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
    case "lost beside a refused SMS":
      return trace.lostBeside;
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

/** Scenarios and rulings whose failure is that harm. */
function fromFindings(kind: HarmKind, cases: readonly CaseResult[]): readonly string[] {
  const failed = cases.flatMap((one) =>
    one.findings.filter(({ outcome }) => outcome === "fail").map((finding) => ({ finding, one })),
  );
  const matching = failed.filter(({ finding, one }) => shows(kind, finding, one));
  return matching.flatMap(({ finding }) => finding.exchanges);
}

function shows(kind: HarmKind, { ruling, seen }: Finding, { scenario }: CaseResult): boolean {
  if (kind === "acknowledged and lost") return ruling === "Q42.stored" && /^(feigned|swallowed)/.test(seen);
  // The e-mail is there: another device was sent it, or the same one under the default set alone.
  if (kind === "mail stopped") return scenario === "OPT-01" && /never sent .*e-mail/.test(seen);
  return false;
}

function fromProbe(kind: HarmKind, capabilities: readonly Capability[]): readonly string[] {
  const { outcome = "", evidence = [] } = capabilities.find(({ name }) => name === "sms.seed") ?? {};
  return kind === "acknowledged and lost" && ["feigned", "swallowed"].includes(outcome) ? evidence : [];
}
