import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childElements, decode, type Element, element, encode, isElement } from "../../wbxml/index.js";
import { syncResponse } from "../arbitraries.js";
import { buildSyncResponse, inspectResponse, validateResponse } from "../index.js";

describe("laws of responses", () => {
  test("the order of children does not matter", () => {
    fc.assert(
      fc.property(syncResponse, fc.integer(), (response, seed) => {
        const root = shuffled(buildSyncResponse(response, "14.1"), seed);
        expect(inspectResponse("Sync", root, "14.1")).toEqual({ faults: [], remarks: [] });
      }),
    );
  });

  test("an element of another command is found wherever it is put, and its bytes with it", () => {
    fc.assert(
      fc.property(syncResponse, fc.nat(), (response, place) => {
        const root = buildSyncResponse(response, "14.1");
        const parents = flatten(root).filter((one) => !["ApplicationData"].includes(one.tag));
        const target = parents[place % parents.length];
        const stranger = element(13, "MaxFolders", "1");
        const decoded = decode(encode(replaced(root, target, stranger)));
        const found = validateResponse("Sync", decoded, "14.1").find((fault) => fault.element?.tag === "MaxFolders");
        expect(found?.element?.start).toBeGreaterThan(0);
        expect(["unexpected-element", "wrong-content"]).toContain(found?.code);
      }),
    );
  });
});

function flatten(root: Element): Element[] {
  return [root, ...childElements(root).flatMap(flatten)];
}

/** The tree with one more child at the end of the target. */
function replaced(root: Element, target: Element | undefined, extra: Element): Element {
  const content = (root.content ?? []).map((one) => (isElement(one) ? replaced(one, target, extra) : one));
  if (root === target) return { ...root, content: [...content, extra] };
  return { ...root, content: root.content === null ? null : content };
}

/** The tree with the children of every element in another order. */
function shuffled(root: Element, seed: number): Element {
  const content = (root.content ?? []).map((one) => (isElement(one) ? shuffled(one, seed) : one));
  const turn = content.length === 0 ? 0 : Math.abs(seed) % content.length;
  const turned = [...content.slice(turn), ...content.slice(0, turn)];
  return { ...root, content: root.content === null ? null : seed % 2 === 0 ? turned : turned.reverse() };
}
