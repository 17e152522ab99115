import { expect, test } from "vitest";
import type { ProtocolVersion } from "../harness/eas/index.js";
import { readDataFile } from "../harness/judging/data-file.js";
import type { CaseResult } from "../harness/judging/results.js";
import { monitors } from "../harness/monitors/index.js";
import { variants } from "../harness/reference/index.js";
import { mutantCatalogue } from "../harness/run/mutation/catalogue.js";
import { type EmbeddedRun, runEmbedded } from "./testing/embedded.js";

/** Results that are not "pass", in words. */
function amiss(results: readonly CaseResult[]): string[] {
  return results
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ id, verdict, reason, findings }) => {
      const failed = findings
        .filter(({ outcome }) => outcome === "fail")
        .map(({ requirement, seen }) => `${requirement} ${seen}`);
      return `${id}: ${verdict} ${[reason, ...failed].join("; ")}`;
    });
}

test.concurrent.each<[string, EmbeddedRun]>([
  ["at 14.1", {}],
  ["at 14.0", { version: "14.0" }],
  ["in profile current", { profile: "current" }],
  ["with the tolerances for foreign servers", { tolerance: "field" }],
  // Every value of every axis is played by the matrix of mutants.
])("the conformant server passes everything %s", async (_name, run) => {
  expect(amiss(await runEmbedded({ ...run, monitors }))).toEqual([]);
});

test.concurrent("without SMS the e-mail halves are judged, and nothing fails", async () => {
  const results = await runEmbedded({ without: ["sms.seed", "sms.read", "sms.backdate"] });
  expect(results.filter(({ verdict }) => verdict === "fail" || verdict === "error")).toEqual([]);
  const judged = results.filter(({ findings }) => findings.length > 0).map(({ scenario }) => scenario);
  const halves = ["OPT-02", "OPT-03", "OPT-04", "STK-01", "STK-02", "STK-03", "SD-02", "EST-01", "EST-02", "FLT-03"];
  expect(halves.filter((scenario) => !judged.includes(scenario))).toEqual([]);
});

test.concurrent("without e-mail the SMS halves are judged, and nothing fails", async () => {
  const results = await runEmbedded({ without: ["email.seed", "email.backdate"] });
  expect(results.filter(({ verdict }) => verdict === "fail" || verdict === "error")).toEqual([]);
});

const { mutants: rowsOf } = readDataFile<{ readonly mutants: Readonly<Record<string, readonly string[]>> }>(
  "scenarios.json",
  "scenarios.schema.json",
);

/** Monitors judge what cases say to the server: these have all that a mutant of theirs needs to show itself. */
function trafficFor(scenario: string): readonly string[] {
  if (scenario === "ORC-STORED") return ["CHG-06"];
  return scenario.startsWith("ORC-") ? ["OPT-01", "OPT-02", "CHG-01", "CHG-02"] : [scenario];
}

test.concurrent.each(mutantCatalogue().mutants)(
  "$id is detected by $detected_by, under the rows that say so",
  async (mutant) => {
    const { id, detected_by: scenario, severity, protocol } = mutant;
    const results = await runEmbedded({
      variants: [id],
      version: protocol as ProtocolVersion,
      scenarios: trafficFor(scenario),
      monitors,
    });
    const seen = results
      .filter((result) => result.scenario === scenario)
      .flatMap(({ findings }) => findings)
      .filter(({ outcome }) => outcome === "fail" || (outcome === "warn" && severity === "warn"))
      .map(({ requirement }) => requirement);
    // Other rows may fall with those that it breaks; they alone would be no detection.
    expect(rowsOf[id]?.filter((row) => !seen.includes(row))).toEqual([]);
  },
);

/** Mutants of this project, and the scenario whose checks are there because of them. */
const own: Readonly<Record<string, string>> = {
  "X-add-any-folder": "OPT-07",
  "X-add-as-calendar": "CAP-01",
  "X-add-without-class": "CHG-01",
  "X-added-absent": "ORC-TYPE",
  "X-adder-unasked": "CHG-01",
  "X-body-cut-bytes": "OPT-09",
  "X-body-cut-silently": "OPT-09",
  "X-body-doubled": "ORC-TYPE",
  "X-body-set-mixed": "OPT-09",
  "X-body-type": "OPT-11",
  "X-body-typeless": "ORC-TYPE",
  "X-change-clears": "CHG-13",
  "X-change-more": "CHG-02",
  "X-change-thawed": "CHG-13",
  "X-changes-empty-false": "OPT-10",
  "X-class-first-only": "OPT-02",
  "X-class-in-edit-refused": "CHG-14",
  "X-class-last-only": "OPT-02",
  "X-class-late-refused": "OPT-02",
  "X-class-on-add-only": "ORC-CLASS",
  "X-class-twice": "ORC-CLASS",
  "X-collection-unnamed": "ORC-SCHEMA",
  "X-collections-mixed-up": "ORC-IDS",
  "X-contact-in-sms": "ORC-PAGE",
  "X-control-characters": "CHG-06",
  "X-conversation-random": "CHG-06",
  "X-conversation-short": "ORC-TYPE",
  "X-conversation-string": "ORC-TYPE",
  "X-conversation-widens": "NEG-02",
  "X-date-as-sent": "CHG-06",
  "X-date-shifted": "CHG-08",
  "X-delete-for-good": "CHG-04",
  "X-dies-of-body-type": "ROB-01",
  "X-drops-beside-sms": "CHG-01",
  "X-empty-loses-rest": "CHG-06",
  "X-empty-other-parties": "CHG-06",
  "X-empty-passed-on": "CHG-06",
  "X-empty-text-lost": "CHG-06",
  "X-equal-sms-once": "CHG-09",
  "X-est-alone-unfiltered": "EST-05",
  "X-est-any-class": "EST-07",
  "X-est-any-folder": "EST-08",
  "X-est-both-rounded": "EST-03",
  "X-est-email-new": "EST-10",
  "X-est-filter-unknown": "EST-05",
  "X-est-no-email": "EST-01",
  "X-est-no-number": "EST-02",
  "X-est-options-summed": "EST-07",
  "X-est-sets-kept": "EST-04",
  "X-est-unnamed": "EST-02",
  "X-filter-0-month": "FLT-01",
  "X-filter-beyond": "FLT-04",
  "X-filter-borrowed": "FLT-03",
  "X-filter-by-change": "CHG-15",
  "X-filter-changes-untold": "CHG-15",
  "X-filter-day-long": "FLT-01",
  "X-filter-deletes-untold": "CHG-15",
  "X-filter-future-lost": "FLT-01",
  "X-filter-others-long": "FLT-01",
  "X-filter-weeks-long": "FLT-01",
  "X-filter-wider-wins": "FLT-03",
  "X-first-key-any-options": "ERR-01",
  "X-first-set-email": "OPT-01",
  "X-flag-ignored": "CHG-03",
  "X-flag-members-altered": "CHG-03",
  "X-flag-sticks": "CHG-03",
  "X-flag-subject-cut": "CHG-03",
  "X-flagtype-constant": "CHG-03",
  "X-folder-delete-ignored": "CHG-04",
  "X-folder-drop-hard": "SD-01",
  "X-folder-est-unasked": "EST-01",
  "X-folder-filter-inbox": "FLT-02",
  "X-folder-filter-others": "FLT-02",
  "X-folder-foreign-served": "ERR-01",
  "X-folder-own-delete": "CHG-04",
  "X-folder-own-estimate": "EST-03",
  "X-folder-own-filter": "FLT-02",
  "X-folder-own-narrow": "FLT-02",
  "X-folder-own-recipients": "CHG-08",
  "X-folder-sms-unasked": "OPT-03",
  "X-folder-three-served": "ERR-01",
  "X-foreign-beside-default": "ERR-02",
  "X-future-lost": "FLT-01",
  "X-hang-wakes-empty": "HNG-02",
  "X-hanging-any-options": "ERR-01",
  "X-hangs-up-on-sms": "OPT-02",
  "X-importance-normal": "CHG-06",
  "X-inbox-unmarked": "CAP-02",
  "X-information-refused": "SET-09",
  "X-key-0-changes": "OPT-10",
  "X-last-filter-wins": "FLT-03",
  "X-last-set-email": "OPT-01",
  "X-loses-cyrillic": "ORC-STORED",
  "X-lost-beside-refused": "CHG-01",
  "X-mail-changes-untold": "CHG-15",
  "X-mail-stops": "OPT-01",
  "X-mail-twice": "ERR-02",
  "X-mail-without-body": "OPT-09",
  "X-malformed-500": "ROB-02",
  "X-malformed-503": "ROB-02",
  "X-malformed-expels": "ROB-02",
  "X-malformed-locks": "ROB-02",
  "X-malformed-redirects": "ROB-02",
  "X-malformed-silent": "ROB-02",
  "X-malformed-sms-lost": "ROB-02",
  "X-malformed-starves": "ROB-02",
  "X-mix-any": "ERR-02",
  "X-mix-sms-only": "ERR-02",
  "X-more-despite-drop": "SD-06",
  "X-more-despite-filter": "FLT-02",
  "X-more-only-new": "CHG-15",
  "X-narrow-email-all": "FLT-02",
  "X-narrow-email-hard": "FLT-02",
  "X-narrow-email-kept": "FLT-02",
  "X-number-national": "CHG-06",
  "X-number-signs": "CHG-06",
  "X-number-words": "ORC-TYPE",
  "X-offers-again": "ORC-IDS",
  "X-one-collection-beside-sms": "CHG-01",
  "X-optional-demanded": "CHG-06",
  "X-options-demanded": "ERR-02",
  "X-outbound-by-number": "SET-05",
  "X-outbound-once": "SET-05",
  "X-outbox-delete-ignored": "OUT-01",
  "X-outbox-hidden": "OUT-01",
  "X-own-class-http": "OPT-07",
  "X-own-kept": "SD-01",
  "X-ping-mail-only": "HNG-03",
  "X-reminder-always": "CHG-03",
  "X-response-class": "CHG-01",
  "X-response-order": "ORC-CLASS",
  "X-retry-email-soft": "RTY-03",
  "X-retry-filter-soft": "RTY-03",
  "X-retry-mixed": "RTY-02",
  "X-retry-refused": "RTY-04",
  "X-retry-second-again": "MODEL-01",
  "X-retry-second-folder": "MODEL-01",
  "X-same-class-first": "ERR-04",
  "X-same-class-merged": "ERR-04",
  "X-serverid-reused": "ORC-IDS",
  "X-set-any-value": "SET-10",
  "X-set-filter-unasked": "OPT-03",
  "X-set-mime-unasked": "OPT-03",
  "X-set-short-numbers": "SET-10",
  "X-sms-alone-refused": "OPT-02",
  "X-sms-change-number": "SD-04",
  "X-sms-frozen": "CHG-02",
  "X-sms-locks": "CHG-01",
  "X-sms-three-folders": "CHG-08",
  "X-sms-twice": "ORC-ONCE",
  "X-soft-doubled": "ORC-IDS",
  "X-soft-in-view": "ORC-SOFT",
  "X-state-flagged-kept": "SD-01",
  "X-state-flagged-unasked": "OPT-03",
  "X-state-important-unasked": "OPT-03",
  "X-state-old-unasked": "FLT-01",
  "X-state-read-gone": "SD-04",
  "X-state-read-hard": "SD-02",
  "X-sticky-changes-untold": "STK-01",
  "X-sticky-deletes-untold": "STK-01",
  "X-sticky-everywhere": "STK-04",
  "X-sticky-fades": "STK-01",
  "X-sticky-first-sets": "STK-05",
  "X-sticky-keeps-filter": "STK-05",
  "X-sticky-loses-bodies": "STK-01",
  "X-sticky-over-no-changes": "STK-01",
  "X-sticky-over-waiting": "STK-05",
  "X-sticky-per-user": "STK-04",
  "X-sticky-until-command": "STK-01",
  "X-sticky-until-more": "STK-01",
  "X-sticky-until-other": "STK-01",
  "X-sticky-until-ping": "STK-01",
  "X-sticky-until-store": "STK-01",
  "X-sticky-until-woken": "STK-01",
  "X-strings-opaque": "ORC-FROM",
  "X-supplied-lost": "CHG-06",
  "X-sync-root": "ORC-SCHEMA",
  "X-text-column": "TXT-01",
  "X-text-composed": "TXT-01",
  "X-text-date-half-hour": "CHG-06",
  "X-text-date-zone": "TXT-01",
  "X-text-entities": "TXT-01",
  "X-text-masked": "CHG-06",
  "X-text-name-controls": "TXT-02",
  "X-text-name-nul": "TXT-02",
  "X-text-nul": "TXT-02",
  "X-text-plainer": "CHG-06",
  "X-text-sender-signs": "TXT-01",
  "X-text-sent-back": "TXT-01",
  "X-text-taken-back": "TXT-01",
  "X-text-ten-parts": "CHG-06",
  "X-text-to-names": "TXT-01",
  "X-text-trimmed": "CHG-06",
  "X-text-unescaped": "CHG-06",
  "X-three-continued": "ERR-01",
  "X-three-counts-classes": "ERR-01",
  "X-three-counts-filled": "ERR-01",
  "X-three-counts-named": "ERR-01",
  "X-three-counts-sms": "ERR-01",
  "X-three-counts-unnamed": "ERR-01",
  "X-three-or-four-only": "ERR-01",
  "X-three-second-collection": "ERR-01",
  "X-three-stops-at-email": "ERR-01",
  "X-to-bare": "ORC-FROM",
  "X-to-lost": "CHG-06",
  "X-token-unknown": "ORC-SCHEMA",
  "X-unknown-item-wrong": "CHG-14",
  "X-unread-lost": "CHG-02",
  "X-versions-unsaid": "CAP-02",
  "X-wbxml-trailing": "ORC-WBXML",
  "X-window-ignored": "WIN-01",
  "X-xml-taken": "XML-01",
};

test("every mutant of this project is listed here", () => {
  const ids = variants.filter(({ kind }) => kind === "extra").map(({ id }) => id);
  expect(ids.sort()).toEqual(Object.keys(own).sort());
});

test.concurrent("a SoftDelete that stands twice in its answer fails the monitor that names it, and no case", async () => {
  const scenarios = ["SD-01", "SD-02", "SD-06", "RTY-03", "FLT-02"];
  const results = await runEmbedded({ variants: ["X-soft-doubled"], scenarios, monitors });
  expect(results.filter(({ verdict }) => verdict === "fail").map(({ scenario }) => scenario)).toEqual(["ORC-IDS"]);
});

/** Milliseconds: those that draw their inputs share two cores with three hundred others. */
const drawnTakesMs = 600_000;

test.concurrent.each(Object.entries(own))(
  "%s is seen by %s",
  async (id, scenario) => {
    const { axes, suite } = variants.find((variant) => variant.id === id) ?? {};
    const full = axes !== undefined;
    // A history that departs says enough here; to make it small would take longer than to find it.
    const explore = suite === "model" ? { explore: { first: "any" } as const } : {};
    const results = await runEmbedded({ variants: [id], scenarios: trafficFor(scenario), monitors, full, ...explore });
    const findings = results.filter((result) => result.scenario === scenario).flatMap((result) => result.findings);
    expect(findings.filter(({ outcome }) => outcome !== "pass")).not.toEqual([]);
  },
  drawnTakesMs,
);
