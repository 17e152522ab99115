import type { Capability, CaseResult, Verdict } from "../judging/results.js";
import type { Progress } from "../run/run.js";
import type { Io } from "./io.js";
import { type Paint, paintFor } from "./paint.js";

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

/** Says what goes on: one line a case, or on a terminal one line that changes, and lines only for what is not a pass. */
export function terminalProgress(io: Io, write: (text: string) => void, verbosity: Verbosity): Progress {
  if (verbosity.quiet) return {};
  const paint = paintFor(io);
  const live = io.terminal && !verbosity.verbose;
  let total = 0;
  let done = 0;
  const line = (text: string) => write(live ? `\r\x1b[K${text}\n` : `${text}\n`);
  const status = () => {
    if (live && done < total) write(`\r\x1b[K${paint.dim(`${done} of ${total} cases`)}`);
    else if (live) write("\r\x1b[K");
  };
  return {
    reached(target, { versions }) {
      line(`Target: ${target.name}${target.embedded ? "" : ` (${target.url})`}, protocol ${versions.join(", ")}`);
    },
    probed(capabilities) {
      for (const text of probeLines(capabilities, verbosity.verbose)) line(paint.dim(text));
    },
    started(count) {
      total = count;
      line(`Running ${count} case${count === 1 ? "" : "s"}`);
      status();
    },
    judged(result) {
      if (result.kind === "case") done += 1;
      if (!live || result.verdict !== "pass")
        for (const text of caseLines(result, paint, verbosity.verbose)) line(text);
      status();
    },
  };
}

function probeLines(capabilities: readonly Capability[], verbose: boolean): string[] {
  return capabilities
    .filter(({ name, value }) => verbose || (value !== "yes" && name !== "settleMs"))
    .map(({ name, value, reason }) => `  ${name}: ${value} (${reason})`);
}

function caseLines(result: CaseResult, paint: Paint, verbose: boolean): string[] {
  const { id, verdict, reason, findings } = result;
  const word = colour(verdict, paint)(words[verdict]);
  const why = reason === undefined ? "" : `: ${reason}`;
  const shown = findings.filter(({ outcome }) => outcome === "fail" || (verbose && outcome !== "pass"));
  return [
    `${word} ${id}${why}`,
    ...shown.map(({ requirement, outcome, expected, seen, count }) => {
      const times = count === 1 ? "" : ` (${count} times)`;
      return `             ${outcome} ${requirement}: expected ${expected}; seen ${seen}${times}`;
    }),
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
