import { expect, it } from "vitest";
import { makeResults } from "../testing/sample.js";
import { reportHtml } from "./index.js";

it("says of a choice that was not made that all was run, and by which suites and version", () => {
  const settingsIn = (configuration: Readonly<Record<string, unknown>>) => {
    const html = reportHtml({ results: makeResults([], { configuration }), exchanges: [] });
    const section = html.slice(html.indexOf('id="configuration"'), html.indexOf('id="about"'));
    const rows = section.matchAll(/<th scope="row"><code>([^<]*)<\/code><\/th><td>([^<]*)<\/td>/g);
    return Object.fromEntries([...rows].map(([, name, value]) => [name, value]));
  };
  expect(settingsIn({ ids: [], sections: [], accounts: [] })).toEqual({
    ...{ protocolVersion: "14.1", suites: "sections", ids: "all", sections: "all", accounts: "none" },
  });
  expect(settingsIn({ ids: ["one", "two"], sections: ["4.1"], suites: ["model"] })).toEqual({
    ...{ protocolVersion: "14.1", suites: "model", ids: "one, two", sections: "4.1" },
  });
  expect(settingsIn({})).toEqual({});
});
