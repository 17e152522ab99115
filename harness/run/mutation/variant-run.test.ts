import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { CaseDefinition } from "../case.js";
import type { SuiteCase } from "../suites.js";
import { sampleRun } from "../testing/fakes.js";
import type { Plays } from "./axis-values.js";
import { played } from "./axis-values.js";
import { variantRunner } from "./variant-run.js";

const folder = mkdtempSync(join(tmpdir(), "asms variant "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function suiteCase(axes: CaseDefinition["axes"], body: SuiteCase["body"] = async () => undefined): SuiteCase {
  const { definition } = sampleRun(body);
  return { definition: { ...definition, needs: [], ...(axes === undefined ? {} : { axes }) }, body, file: "x.ts" };
}

const named = (...names: string[]) => names.map((name) => ({ name, value: name }));
const axes = { order: named("a", "b"), class: named("first", "last") };

async function ids(plays: Plays): Promise<string[]> {
  const check: SuiteCase["body"] = async ({ device, check: judge }) => {
    const answer = await (await device.open("Inbox")).sync();
    judge("ASMS-3.2.5.1-5", answer.succeeded(), answer);
  };
  const { results } = await variantRunner([suiteCase(axes, check)], [])(
    { version: "14.1", profile: "seed", capabilities: [], plays },
    new AbortController().signal,
  );
  expect(results.map(({ verdict }) => verdict)).toEqual(results.map(() => "pass"));
  return results.map(({ id }) => id);
}

test("the first values, those that a variant needs, the others in shares, or the named ones", async () => {
  expect(await ids({ kind: "first" })).toEqual(["sample[order=a,class=first]"]);
  expect(await ids({ kind: "first", and: { class: ["last"], other: ["x"] } })).toEqual([
    "sample[order=a,class=first]",
    "sample[order=a,class=last]",
  ]);
  const shares = [0, 1].map((share) => ids({ kind: "others", share, of: 2 }));
  expect((await Promise.all(shares)).flat().sort()).toEqual([
    "sample[order=a,class=last]",
    "sample[order=b,class=first]",
    "sample[order=b,class=last]",
  ]);
  expect(await ids({ kind: "named", ids: ["sample[order=b,class=last]"] })).toEqual(["sample[order=b,class=last]"]);
});

test("the cases of some scenarios at their first values, and runs by id beside them, each once", async () => {
  const about = (scenarios: readonly string[]) =>
    ids({
      kind: "about",
      scenarios,
      and: { class: ["last"] },
      ids: ["sample[order=a,class=last]", "sample[order=b,class=last]"],
    });
  const { scenario } = suiteCase(axes).definition;
  expect(await about([scenario])).toEqual([
    "sample[order=a,class=first]",
    "sample[order=a,class=last]",
    "sample[order=b,class=last]",
  ]);
  expect(await about(["OTHER-01"])).toEqual(["sample[order=a,class=last]", "sample[order=b,class=last]"]);
});

test("shares are all other runs, each once", () => {
  const shares = [0, 1, 2].flatMap((share) => played([suiteCase(axes)], { kind: "others", share, of: 3 }, "14.1"));
  expect(shares).toHaveLength(3);
});

test("a rule that throws is an error of the run, whatever the cases say", async () => {
  const path = join(folder, "crash.mjs");
  const rule = 'resolve: () => { throw new TypeError("oops"); }';
  writeFileSync(path, `export default { id: "crash", overrides: { sticky: { ${rule} } } };\n`);
  const { results } = await variantRunner(
    [suiteCase(undefined, async ({ device }) => void (await (await device.open("Inbox")).sync()))],
    [],
  )({ variant: path, version: "14.1", profile: "seed", capabilities: [] }, new AbortController().signal);
  expect(results.find(({ scenario }) => scenario === "suite-error")).toMatchObject({
    verdict: "error",
    reason: "our own error, not the target's: the embedded server crashed: TypeError: oops",
  });
});
