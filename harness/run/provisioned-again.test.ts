import { expect, test } from "vitest";
import type { Reply } from "../reference/context.js";
import { mutant } from "../reference/variant.js";
import { element } from "../wbxml/index.js";
import { runStranger } from "./testing/persona-run.js";

// A server that let a device in and asks for provisioning in mid-run: by HTTP 449, or by a Status under the root. A phone
// provisions again and repeats its request ([MS-ASPROV] 3.1.5.1).

type Asks = (ordinal: number) => boolean;
const everySeventh: Asks = (ordinal) => ordinal % 7 === 0;
const fromThe60th: Asks = (ordinal) => ordinal >= 60;

/** @param provisions whether Provision itself still works */
function asksAgain(code: string, asks: Asks, provisions = true) {
  let ordinal = 0;
  return mutant("z-asks-again", {
    service: {
      answersInstead: ({ document }): Reply | undefined => {
        if (document === undefined || document === "malformed") return undefined;
        const { page, tag } = document;
        if (tag !== "Provision") ordinal += 1;
        if ((tag === "Provision" && provisions) || !asks(ordinal)) return undefined;
        return code === "449" ? { http: 449 } : { document: element(page, tag, element(page, "Status", code)) };
      },
    },
  });
}

async function verdicts(code: string, asks: Asks, provisions?: boolean) {
  const server = { own: [asksAgain(code, asks, provisions)] };
  const scenarios = ["CAP-02", "CAP-01", "CHG-01", "CHG-02", "EST-01"];
  const plan = { settleMs: 0, tolerance: "field" as const };
  return runStranger(undefined, { server, scenarios, plan });
}

test.concurrent.each(["449", "142", "143", "144"])("%s now and then is met, and changes no verdict", async (code) => {
  const { cases } = await verdicts(code, everySeventh);
  expect(cases.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
});

test.concurrent.each([
  ["449", true],
  ["142", true],
  ["449", false],
  ["142", false],
] as const)("%s for good fails nothing, and is told (Provision works: %s)", async (code, provisions) => {
  const { cases, summary } = await verdicts(code, fromThe60th, provisions);
  expect(cases.filter(({ verdict }) => verdict === "fail" || verdict === "error")).toEqual([]);
  const open = cases.filter(({ kind, verdict }) => kind === "case" && verdict === "inconclusive");
  expect(open.length).toBeGreaterThan(0);
  for (const { id, reason } of open) expect(reason, id).toMatch(/asks for provisioning|HTTP 449|Status 142/);
  expect(summary.exitCode).toBe(3);
});
