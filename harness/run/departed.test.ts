import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Exchange } from "../eas/index.js";
import type { CaseResult, Finding } from "../judging/results.js";
import { hasDeparted, withoutUnanswered } from "./departed.js";

const answered: Pick<Exchange, "id"> & Partial<Exchange> = { id: "one/A/1" };

function exchange(id: string, failure?: Exchange["failure"]): Exchange {
  return {
    id,
    device: "A",
    partnership: { user: "alice", deviceId: "X", deviceType: "T" },
    command: "Sync",
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 1,
    request: { method: "POST", url: "http://127.0.0.1/", headers: [], body: new Uint8Array(), faults: [] },
    ...(failure === undefined ? {} : { failure }),
  };
}

const refused = exchange("one/A/2", { kind: "refused", message: "nothing listens there" });

function finding(id: string): Finding {
  return { requirement: "ASMS-2.1-1", outcome: "fail", expected: "e", seen: "s", exchanges: [id], count: 1 };
}

function result(findings: readonly Finding[], exchanges: readonly string[]): CaseResult {
  return {
    id: "one",
    caseId: "one",
    scenario: "CAP-02",
    kind: "case",
    purpose: "p",
    section: "2.1",
    axes: {},
    verdict: "fail",
    unjudged: [],
    findings,
    protocolVersion: "14.1",
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 1,
    replay: "asms run",
    exchanges,
  };
}

test("a failure that rests on an answer that never came is withdrawn", () => {
  const [judged] = withoutUnanswered([result([finding(refused.id)], [answered.id, refused.id])], [refused]);
  expect(judged).toMatchObject({ verdict: "inconclusive", findings: [] });
  expect(judged?.reason).toContain("could not be reached any more");
});

test("what the target did while it was there stands", () => {
  const [judged] = withoutUnanswered([result([finding(answered.id)], [answered.id, refused.id])], [refused]);
  expect(judged).toMatchObject({ verdict: "fail", findings: [finding(answered.id)] });
  const untouched = result([finding(answered.id)], [answered.id]);
  expect(withoutUnanswered([untouched], [refused])).toEqual([untouched]);
});

/** What `hasDeparted` needs of a run, for a target at this port. */
function target(port: number) {
  const endpoint = { url: `http://127.0.0.1:${port}/Microsoft-Server-ActiveSync` };
  const account = () => ({ user: "alice" });
  return { endpoint, account, given: [], url: endpoint.url };
}

test("a target that answers is there, whatever it left unanswered; one that is gone is not", async () => {
  const server = createServer((_, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  const ask = (seen: readonly Exchange[]) => hasDeparted({ runToken: "t" }, target(port), seen, signal);
  expect(await ask([refused])).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await ask([refused])).toBe(true);
  expect(await ask([exchange("one/A/1")])).toBe(false);
});
