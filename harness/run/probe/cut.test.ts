import { expect, it } from "vitest";
import { createDevice } from "../../device/index.js";
import { sampleExchange } from "../../judging/testing/samples.js";
import { withoutCut } from "./cut.js";
import { capability } from "./stage.js";
import { meet } from "./testing/meet.js";

it("takes back what rests on the last look or on what came after it, and nothing else", () => {
  const aborted = { kind: "aborted", message: "The request was cancelled by this side." } as const;
  const exchanges = [
    ...["a", "b", "c"].map((id) => sampleExchange(id)),
    ...["d", "e"].map((id) => sampleExchange(id, { failure: aborted })),
  ];
  const found = [
    capability("early", "no", "refused", ["a", "b"]),
    capability("looked", "broken", "nothing came", ["b", "c"], { outcome: "feigned", rung: 1 }),
    capability("cancelled", "no", "no answer", ["e"]),
    capability("seen", "yes", "there", ["c"]),
    capability("unseen", "no", "no hook"),
  ];
  const cut = withoutCut(found, exchanges);
  expect(cut.map(({ value }) => value)).toEqual(["no", "unknown", "unknown", "yes", "no"]);
  expect(cut[1]).toEqual({ name: "looked", value: "unknown", reason: "the run was cancelled", evidence: ["b", "c"] });
});

it("wherever the probe of a server that can do everything is cancelled, nothing is held against it", async () => {
  const { exchanges, all } = await meet([]);
  const retried = exchanges.findIndex(({ id }) => id === all.find(({ name }) => name === "retry.dedupe")?.evidence[0]);
  expect(retried).toBeGreaterThan(0);
  const spread = Array.from({ length: 12 }, (_, index) => Math.floor((exchanges.length * index) / 12));
  for (const after of new Set([...spread, retried - 1, retried, retried + 1])) {
    const controller = new AbortController();
    let count = 0;
    const probed = await meet([], {
      signal: controller.signal,
      createDevice: ({ record, ...setup }) =>
        createDevice({
          ...setup,
          record: (exchange) => {
            record(exchange);
            count += 1;
            if (count > after) controller.abort();
          },
        }),
    });
    const wrong = probed.all.filter(({ value }) => value === "no" || value === "broken");
    expect(wrong, `cancelled after ${after} exchanges`).toEqual([]);
  }
});
