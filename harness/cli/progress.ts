import type { Capability, CaseResult, Finding, Verdict } from "../judging/results.js";
import type { Progress } from "../run/run-input.js";
import { clip, fold } from "./fold.js";
import type { Io } from "./io.js";
import { type Paint, paintFor } from "./paint.js";
import { shares } from "./shares.js";
import { spelledLine } from "./spelled.js";

export interface Verbosity {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Words for verdicts, all of one width, so that a column of them can be read down. */
const words: Readonly<Record<Verdict, string>> = {
  pass: "pass        ",
  fail: "FAIL        ",
  inconclusive: "inconclusive",
  "not applicable": "not applic. ",
  error: "ERROR       ",
};

/**
 * Says what goes on: one line a case, or on a terminal one line that changes, and lines only for what is not a pass.
 *
 * @param now milliseconds of a clock, for the time that is left
 */
export function terminalProgress(
  io: Io,
  write: (text: string) => void,
  verbosity: Verbosity,
  now: () => number = Date.now,
): Progress {
  if (verbosity.quiet) return {};
  const paint = paintFor(io);
  const live = io.terminal && io.env.TERM !== "dumb" && !verbosity.verbose;
  const tally: Tally = { total: 0, done: 0, failed: 0, startedAt: 0 };
  const line = (text: string) => write(live ? `\r\x1b[K${text}\n` : `${text}\n`);
  const status = () => {
    if (!live) return;
    const text = tally.done < tally.total ? paint.dim(clip(statusLine(tally, now()), io.columns)) : "";
    write(`\r\x1b[K${text}`);
  };
  return {
    reached(target, { versions }) {
      const where = target.embedded ? "" : ` (${target.url})`;
      line(fold(`Target: ${target.name}${where}, protocol ${versions.join(", ")}`, io.columns));
    },
    probed(capabilities) {
      for (const text of probeLines(capabilities, verbosity.verbose)) line(paint.dim(fold(text, io.columns)));
    },
    started(count) {
      tally.total = count;
      tally.startedAt = now();
      line(`Running ${count} case${count === 1 ? "" : "s"}`);
      status();
    },
    judged(result) {
      if (result.kind === "case") tally.done += 1;
      if (result.verdict === "fail" || result.verdict === "error") tally.failed += 1;
      if (live && result.verdict !== "pass") {
        for (const text of liveLines(result, paint, io.columns)) line(text);
      } else if (!live) {
        for (const text of caseLines(result, paint, verbosity.verbose)) line(fold(text, io.columns, 13));
      }
      status();
    },
  };
}

interface Tally {
  total: number;
  done: number;
  failed: number;
  startedAt: number;
}

/** Fewer cases than this say too little about the rest. */
const fewest = 3;

function statusLine({ total, done, failed, startedAt }: Tally, now: number): string {
  const left = done < fewest ? "" : `, about ${duration(((now - startedAt) / done) * (total - done))} left`;
  return `${done} of ${total} case${total === 1 ? "" : "s"}${failed === 0 ? "" : `, ${failed} failed`}${left}`;
}

/** "8 s", "3 min". */
function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** With less room for what was expected and what was seen, they stand on a line of their own. */
const leastShared = 40;

/**
 * A line or two for each failed check, or one for the reason why nothing was judged: the reports have the whole. Ids are never cut,
 * since it is them that are looked up.
 */
function liveLines({ id, verdict, reason, findings }: CaseResult, paint: Paint, columns: number | undefined): string[] {
  const failed = folded(findings.filter(({ outcome }) => outcome === "fail"));
  const word = colour(verdict, paint)(words[verdict]);
  const room = columns === undefined ? Number.POSITIVE_INFINITY : columns - words[verdict].length - 1;
  const idLine = (ids: string) =>
    ids.length < room
      ? `${word} ${spelledLine(ids)}`
      : fold(`${colour(verdict, paint)(words[verdict].trimEnd())} ${spelledLine(ids)}`, columns);
  if (failed.length === 0) {
    const why = reason === undefined ? "" : `: ${spelledLine(reason)}`;
    const left = room - id.length;
    return [left > 0 ? `${idLine(id)}${clip(why, left)}` : idLine(id)];
  }
  return failed.flatMap((finding) => {
    const ids = `${id} ${finding.requirement}`;
    const beside = sharedText(finding, room - ids.length - 2);
    if (beside !== undefined) return [`${idLine(ids)}: ${beside}`];
    return [idLine(ids), `  ${sharedText(finding, (columns ?? 0) - 2, 0) ?? ""}`];
  });
}

/** What was expected and what was seen, both within the room; undefined where that leaves less than `least` and cuts them. */
function sharedText(finding: Finding, room: number, least = leastShared): string | undefined {
  const [expected, seen] = [spelledLine(finding.expected), spelledLine(finding.seen)];
  const whole = seenText({ ...finding, expected, seen });
  if ([...whole].length <= room) return whole;
  const left = room - [...seenText({ ...finding, expected: "", seen: "" })].length;
  if (left < least) return undefined;
  const [one, other] = shares(expected, seen, left);
  return seenText({ ...finding, expected: one, seen: other });
}

/** Findings that a line cannot tell apart, such as of one answer in several folders, as one that was seen so many times. */
function folded(findings: readonly Finding[]): readonly Finding[] {
  const kinds = new Map<string, Finding>();
  for (const finding of findings) {
    const { requirement, outcome, expected, seen, count } = finding;
    const key = JSON.stringify([requirement, outcome, expected, seen]);
    kinds.set(key, { ...finding, count: count + (kinds.get(key)?.count ?? 0) });
  }
  return [...kinds.values()];
}

function findingText(finding: Finding): string {
  return `${finding.requirement}: ${seenText(finding)}`;
}

function seenText({ expected, seen, count }: Finding): string {
  const times = count === 1 ? "" : ` (${count} times)`;
  return `expected ${expected}; seen ${seen}${times}`;
}

function probeLines(capabilities: readonly Capability[], verbose: boolean): string[] {
  return capabilities
    .filter(({ name, value }) => verbose || (value !== "yes" && name !== "settleMs"))
    .map(({ name, value, reason }) => `  ${name}: ${value} (${spelledLine(reason)})`);
}

function caseLines(result: CaseResult, paint: Paint, verbose: boolean): string[] {
  const { id, verdict, reason, findings } = result;
  const word = colour(verdict, paint)(words[verdict]);
  const why = reason === undefined ? "" : `: ${spelledLine(reason)}`;
  const shown = folded(verbose ? findings : findings.filter(({ outcome }) => outcome === "fail"));
  return [
    `${word} ${id}${why}`,
    ...shown.map((finding) => `             ${finding.outcome} ${spelledLine(findingText(finding))}`),
  ];
}

function colour(verdict: Verdict, paint: Paint): (text: string) => string {
  switch (verdict) {
    case "pass":
      return paint.green;
    case "fail":
    case "error":
      return paint.red;
    default:
      return paint.yellow;
  }
}
