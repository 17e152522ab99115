import type { Exchange } from "../../harness/eas/index.js";
import type { RunRecord } from "../../harness/judging/results.js";
import { type Element, element } from "../../harness/wbxml/index.js";
import { makeExchange, markAt } from "./exchange-builder.js";
import { makeResults } from "./sample.js";
import { makeCase, makeFinding } from "./sample-cases.js";

const rightToLeft = "\u202e\u05e9\u05dc\u05d5\u05dd evil.exe";

/** Texts that break pages, XML, terminals and line breaking when they are not looked after. */
export const hostileTexts: readonly string[] = [
  "<script>document.title = 'owned'</script>",
  "</pre></body></html><img src=x onerror=alert(1)>",
  "]]> <![CDATA[ <!-- --> &amp; &#0; %0a ::error::",
  rightToLeft,
  "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{20BB7}\u{2F81A}",
  "\u0001\u0007\u001b[31mred\u001b[0m\u007f\u0085",
  "lone \ud800 surrogate",
  "line one\r\nline two\nline three\ttab",
  "x".repeat(100_000),
];

function answer(text: string): Element {
  const data = element(
    17,
    "Body",
    element(17, "Type", "1"),
    element(17, "Data", text.replaceAll("\ud800", "?")),
    element(17, "EstimatedDataSize", { opaque: new Uint8Array([0, 1, 2, 253, 254, 255]) }),
  );
  const add = element(0, "Add", element(0, "ServerId", "7"), element(0, "ApplicationData", data));
  return element(
    0,
    "Sync",
    element(
      0,
      "Collections",
      element(0, "Collection", element(0, "Status", "1"), element(0, "Commands", add), element(0, "MoreAvailable")),
    ),
  );
}

function hostileExchange(text: string, index: number): Exchange {
  const exchange = makeExchange({
    id: `hostile[text=${index}]/A/1`,
    command: "Sync",
    request: element(0, "Sync"),
    response: answer(text),
  });
  const { response } = exchange;
  if (response === undefined) return exchange;
  return { ...exchange, response: { ...response, headers: [...response.headers, ["X-Server-Says", text]] } };
}

/** A body that stops in the middle, one of bytes that are no WBXML, and a long one of HTML. */
export const brokenBodies: readonly Exchange[] = [
  makeExchange({
    id: "broken-body/A/1",
    command: "Sync",
    response: new Uint8Array([3, 1, 106, 0, 69, 92, 79, 75, 3, 49]),
  }),
  makeExchange({ id: "broken-body/A/2", command: "Sync", response: new Uint8Array([255, 254, 0, 7]) }),
  makeExchange({
    id: "broken-body/A/3",
    command: "Sync",
    status: 500,
    response: new TextEncoder().encode(`<!DOCTYPE html><html><body>${"Fatal error. ".repeat(5_000)}</body></html>`),
  }),
];

/** Every place that can hold foreign text holds one of these texts. */
export function hostileRun(): RunRecord {
  const exchanges = hostileTexts.map(hostileExchange);
  const cases = exchanges.map((exchange, index) => {
    const text = hostileTexts[index] ?? "";
    return makeCase({
      id: `hostile[text=${index}]`,
      section: "3.2.5.1",
      purpose: `A text comes back as it was sent: ${text.slice(0, 80)}`,
      axes: { text },
      verdict: "fail",
      exchanges: [exchange.id],
      findings: [
        makeFinding({
          requirement: "ASMS-3.2.5.1-2",
          outcome: "fail",
          expected: `the text of item ${index}: ${text}`,
          seen: text,
          remark: text,
          exchanges: [exchange.id],
          mark: markAt(exchange, "response", "Sync/Collections/Collection/Commands/Add/ApplicationData/Body/Data"),
        }),
      ],
    });
  });
  const broken = makeCase({
    id: "broken-body",
    section: "2.1",
    purpose: "Every answer is WBXML",
    verdict: "fail",
    exchanges: brokenBodies.map(({ id }) => id),
    findings: brokenBodies.map(({ id }, index) =>
      makeFinding({
        requirement: "ASMS-1.4-1",
        outcome: "fail",
        expected: `a body that decodes (${index})`,
        seen: "bytes that do not",
        exchanges: [id],
        ...(index === 0 ? { mark: { exchange: id, side: "response", start: 10, end: 10, path: "Sync" } as const } : {}),
      }),
    ),
  });
  const skipped = makeCase({
    id: "hostile-reason",
    section: "2.1",
    purpose: "A reason is shown as it is",
    verdict: "inconclusive",
    blockedBy: "no such case",
    findings: [makeFinding({ requirement: "ASMS-9-9", exchanges: ["no such exchange"] })],
    reason: `the server said: ${hostileTexts.slice(0, 8).join(" ")}`,
  });
  const results = makeResults([...cases, broken, skipped]);
  const text = hostileTexts.slice(0, 8).join(" ");
  return {
    results: {
      ...results,
      target: { ...results.target, name: text, server: text, commands: [text] },
      configuration: { [text]: text, long: "y".repeat(100_000) },
      capabilities: [{ name: "sms.seed", value: "broken", reason: text, evidence: ["no such exchange"] }],
      summary: { ...results.summary, sentence: `Not conformant: ${text}` },
    },
    exchanges: [...exchanges, ...brokenBodies],
  };
}
