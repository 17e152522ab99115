import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runPersona } from "../harness/run/testing/persona-run.js";
import { runEmbedded } from "./testing/embedded.js";

const folder = mkdtempSync(join(tmpdir(), "asms-after-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A server that answers an account so from its n-th request on, or from its n-th request that brings an SMS. */
function closing(name: string, { after, sms, http }: { after: number; sms: boolean; http: number }): string {
  const path = join(folder, `${name}.mjs`);
  const counted = sms ? "speaks(document)" : "true";
  writeFileSync(
    path,
    `const seen = new Map();
     const speaks = (document) => JSON.stringify(document ?? "").includes('"SMS"') && JSON.stringify(document).includes("ClientId");
     export default { id: "${name}", summary: "closes", overrides: { service: { answersInstead: ({ user, document }) => {
       const count = seen.get(user) ?? 0;
       if (count >= ${after}) return { http: ${http} };
       if (${counted}) seen.set(user, count + 1);
       return undefined;
     } } } };`,
  );
  return path;
}

async function judged(path: string, tolerance: "strict" | "field" = "strict") {
  const results = await runEmbedded({ variants: [path], scenarios: ["CHG-01"], tolerance });
  return results.find(({ caseId }) => caseId === "account-after-sms");
}

describe("an account that is closed once SMS were added", () => {
  it("fails, for every phone that is turned away", async () => {
    const found = await judged(closing("after-sms", { after: 30, sms: true, http: 403 }));
    expect(found?.verdict).toBe("fail");
    expect(found?.findings[0]?.seen).toMatch(/device "A" is turned away by HTTP 403, .* device "W" is turned away/);
  });

  it.each([
    ["by traffic of any kind", { after: 60, sms: false, http: 403 }, /before SMS is spoken of: HTTP 403/],
    ["because it is full", { after: 30, sms: true, http: 507 }, /the mailbox is full: HTTP 507/],
  ])("is held against nobody where it is closed %s", async (_, given, reason) => {
    const found = await judged(closing(`lawful-${given.http}`, given));
    expect(found).toMatchObject({ verdict: "inconclusive", findings: [] });
    expect(found?.reason).toMatch(reason);
  });
});

describe("a whole run", () => {
  it("names the account that is closed, fails once by it, and the rest is blocked by that", async () => {
    const path = closing("at-work", { after: 14, sms: true, http: 403 });
    const { cases, support, summary } = await runPersona(path, { scenarios: ["CHG-01", "CHG-06"] });
    expect(summary.exitCode).toBe(1);
    expect(support?.harms.map(({ kind }) => kind)).toEqual(["account unusable"]);
    expect(cases.filter(({ verdict }) => verdict === "fail").map(({ id }) => id)).toEqual(["account-after-sms"]);
    const stuck = cases.filter(({ kind, verdict }) => kind === "case" && verdict === "inconclusive");
    expect(stuck.length).toBeGreaterThan(0);
    expect(stuck.filter(({ blockedBy }) => blockedBy === undefined)).toEqual([]);
  });

  it("of a server that refuses SMS, and sends no e-mail to a phone that asked, is declined harmfully", async () => {
    const { cases, support } = await runPersona("P-honest-no,X-mail-stops-later", { claims: "none" });
    expect(cases.filter(({ verdict }) => verdict === "fail").map(({ id }) => id)).toEqual(["mail-after-sms-asked"]);
    expect(support).toMatchObject({
      class: "declined harmfully",
      sentence: "SMS is refused, and users are harmed: mail stopped.",
    });
  });

  it("of a server that takes the SMS set, refuses every SMS, and holds e-mail back as long, declines harmfully", async () => {
    const path = join(folder, "holds-back.mjs");
    writeFileSync(
      path,
      `export default { id: "holds-back", summary: "holds e-mail back", overrides: {
         commands: { admitsAdd: () => "6" },
         select: { mayAdd: (item, { sets }) => item.class !== "SMS" && sets.SMS === undefined },
       } };`,
    );
    const { cases, support } = await runPersona(path, { claims: "none", scenarios: ["OPT-03"] });
    const found = cases.find(({ id }) => id === "mail-after-sms-asked");
    expect(found?.findings.map(({ seen }) => seen)).toEqual([
      "the device that asked for SMS: under both sets, which are taken, it is not sent an e-mail that another device is sent",
    ]);
    expect(support?.harms.map(({ kind }) => kind)).toEqual(["mail stopped"]);
  });
});
