import { expect, test } from "vitest";
import { monitors } from "../harness/monitors/index.js";
import { diagnose } from "../harness/wbxml/index.js";
import { behindLine } from "./testing/behind-a-line.js";
import type { Passing } from "./testing/dropping-proxy.js";

// The reference server behind a line that loses requests.

/** One case of the text suite against it. */
async function texts(id: string, drops: (passing: Passing) => boolean | number) {
  const { found, accused } = await behindLine({ suite: "text", id, runs: 6, monitors }, drops);
  const wrong = found.findings.filter(({ outcome }) => outcome !== "pass" && outcome !== "inform");
  return { found, accused, wrong };
}

/** An Add of the case any-text-unchanged: no other gives an SMS a Flag. */
function isDrawnAdd({ command, body }: Passing): boolean {
  return command === "Sync" && body.includes("for Follow Up");
}

/** The Sync of any device that comes `after` so many others since the first drawn Add. */
function nthSync(after: number, then: true | number) {
  let since = -1;
  return (passing: Passing) => {
    if (passing.command !== "Sync") return false;
    if (since >= 0 || isDrawnAdd(passing)) since += 1;
    return since === after && then;
  };
}

test.each<[string, number, true | number]>([
  ["a lost Add", 0, true],
  ["HTTP 500 for an Add", 0, 500],
  ["a lost Sync of the reader", 2, true],
  ["HTTP 500 for a Sync of the reader", 2, 500],
  ["a lost Sync after it", 3, true],
])("%s, once, accuses nobody, and is told", async (_name, after, then) => {
  const { found, accused, wrong } = await texts("any-text-unchanged", nthSync(after, then));
  expect({ accused, wrong }).toEqual({ accused: [], wrong: [] });
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { runs: 6, endedBy: "runs", shrinks: 0 } });
  expect(found.reason).toMatch(
    /^(no answer to Sync: .*|Sync is not carried out: HTTP 500) \(any-text\S+\); tried once more, the same passed$/,
  );
});

test.each<[string, true | number]>([
  ["no-answer Sync", true],
  ["http-status Sync", 500],
])("an Add that is met so each time fails as %s, for the transport, and is made small", async (kind, then) => {
  const { found, accused, wrong } = await texts("any-text-unchanged", (passing) => isDrawnAdd(passing) && then);
  expect(accused).toEqual(["any-text-unchanged"]);
  expect(wrong).toMatchObject([{ requirement: "ASMS-2.1-1", counterexample: kind }]);
  const { steps = [] } = found.exploration?.counterexample ?? {};
  expect(steps.at(-1)).toMatchObject({ failed: true, words: expect.stringMatching(/^Add of .*, flagged/) });
});

/** The first request of the phone that comes after a drawn Add. */
function joiningPhone(then: true | number, times = Number.POSITIVE_INFINITY) {
  let [added, met] = [false, 0];
  return (passing: Passing) => {
    if (isDrawnAdd(passing)) added = true;
    else if (passing.command === "Sync") added = false;
    if (!added || isDrawnAdd(passing) || met >= times) return false;
    met += 1;
    // The phones of the next try are others.
    added = false;
    return then;
  };
}

test.each<[string, true | number]>([
  ["no-answer Provision", true],
  ["http-status Provision", 500],
])(
  "a phone that comes after such an Add, and is met so each time, fails as %s: it is no preparation",
  async (kind, then) => {
    const { found, accused, wrong } = await texts("any-text-unchanged", joiningPhone(then));
    expect(accused).toEqual(["any-text-unchanged"]);
    expect(wrong).toMatchObject([{ requirement: "ASMS-2.1-1", counterexample: kind }]);
    const { steps = [] } = found.exploration?.counterexample ?? {};
    expect(steps.slice(-2)).toMatchObject([{ words: expect.stringMatching(/^Add of .*, flagged/) }, { failed: true }]);
  },
);

test("a phone that comes after it, and is met by HTTP 500 once, accuses nobody", async () => {
  const { found, accused, wrong } = await texts("any-text-unchanged", joiningPhone(500, 1));
  expect({ accused, wrong }).toEqual({ accused: [], wrong: [] });
  expect(found.reason).toMatch(/^Provision is not carried out: HTTP 500 .*; tried once more, the same passed$/);
});

test("a mailbox that is full fails nothing, is not made small, and ends the search", async () => {
  const { found, accused } = await texts("any-text-unchanged", (passing) => isDrawnAdd(passing) && 507);
  expect(accused).toEqual([]);
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { endedBy: "outage", shrinks: 0 } });
  expect(found.reason).toMatch(
    /at last: Sync is not carried out: the mailbox is full: HTTP 507; the input: Add of SMS with the text ".*; to repeat it: .* --path "0"$/,
  );
});

/** An Add with a text that is not UTF-8, which the case broken-text-harmless alone sends. */
function isBroken({ command, body }: Passing): boolean {
  return command === "Sync" && diagnose(body).faults.some(({ code }) => code === "invalid-utf8");
}

test.each<[true | number]>([[true], [500]])(
  "a broken text, and a Sync after one, that are met by %s once accuse nobody: nothing was harmed",
  async (then) => {
    // The one between is the first Sync of a new phone: a preparation.
    for (const after of [0, 2]) {
      let since = -1;
      const { found, accused, wrong } = await texts("broken-text-harmless", (passing) => {
        if (since >= 0 || isBroken(passing)) since += passing.command === "Sync" ? 1 : 0;
        return passing.command === "Sync" && since === after && then;
      });
      expect(since).toBeGreaterThan(after);
      expect({ accused, wrong }).toEqual({ accused: [], wrong: [] });
      expect(found).toMatchObject({ verdict: "inconclusive", exploration: { endedBy: "runs", shrinks: 0 } });
    }
  },
);

test.each<[true | number, string, string]>([
  [true, "fail", "Q62.answered"],
  [500, "warn", "Q62.client-error"],
])("a broken text that is met by %s each time is told by ruling Q62", async (then, outcome, ruling) => {
  const { wrong } = await texts("broken-text-harmless", (passing) => isBroken(passing) && then);
  expect(wrong).toMatchObject([{ requirement: "ASMS-2.1-1", outcome, ruling }]);
});

test("a broken text that is refused by HTTP 400 is refused, and that is all", async () => {
  const { found } = await texts("broken-text-harmless", (passing) => isBroken(passing) && 400);
  expect(found).toMatchObject({ verdict: "pass" });
});
