import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { LadderDiagram } from "./diagram.js";

const step = { actor: "device A", answered: "HTTP 200", lost: false, judged: true };

it("cuts a label that has no room, and shows the whole of it to whoever points at it", () => {
  const asked = `Sync: ${"SMS 120 characters long, ".repeat(10)}`;
  const html = renderToString(<LadderDiagram steps={[{ ...step, asked }]} label="a course" />);
  expect(html).toContain(`<title>► ${asked}</title>`);
  expect(html).toContain(" …</text>");
  expect(renderToString(<LadderDiagram steps={[{ ...step, asked: "Sync" }]} label="a course" />)).not.toContain(
    "<title>",
  );
});
