import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { codePages, legacyTags, namespaceOf, pageOf, qualifiedName, tagOf, tagVersions, tokenOf } from "./index.js";

function table(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../vectors/wbxml-tables/${name}.json`, import.meta.url), "utf8"));
}

it("holds the code pages of the data, in token order", () => {
  const pages = Object.fromEntries(
    codePages.map(({ page, namespace, tags }) => [page, { namespace, tags: Object.fromEntries(tags) }]),
  );
  expect(pages).toEqual(table("code-pages"));
  for (const { tags } of codePages) expect([...tags.values()]).toEqual([...tags.values()].sort((a, b) => a - b));
});

it("holds the protocol versions of the data", () => {
  const versions = Object.fromEntries(
    codePages.map(({ page, tags }) => [
      page,
      Object.fromEntries([...tags.keys()].map((tag) => [tag, tagVersions(page, tag)])),
    ]),
  );
  expect(versions).toEqual(table("tag-versions"));
});

it("holds the legacy tags of the data, and none that is also current", () => {
  const rows = table("legacy-tags") as { page: number; token: number; name: string }[];
  expect(legacyTags).toEqual(rows.map(({ page, token, name }) => ({ page, token, name })));
  for (const { page, token } of legacyTags) expect(tagOf(page, token)).toBeUndefined();
});

it("looks up both ways, and only on the page asked for", () => {
  for (const { page, namespace, tags } of codePages) {
    expect(pageOf(namespace)).toBe(page);
    expect(namespaceOf(page)).toBe(namespace);
    for (const [tag, token] of tags) {
      expect(tokenOf(page, tag)).toBe(token);
      expect(tagOf(page, token)).toBe(tag);
      expect(token).toBeGreaterThanOrEqual(0x05);
      expect(token).toBeLessThanOrEqual(0x3f);
    }
  }
  expect(tokenOf(0, "DisplayName")).toBeUndefined();
  expect(tokenOf(26, "Sync")).toBeUndefined();
  expect(tokenOf(0, "toString")).toBeUndefined();
  expect(tagOf(3, 5)).toBeUndefined();
  expect(pageOf("AirSync:")).toBeUndefined();
  expect(tagVersions(0, "NoSuchTag")).toEqual([]);
});

it("names an element for messages", () => {
  expect(qualifiedName(17, "Body")).toBe("AirSyncBase:Body");
  expect(qualifiedName(99, "Unknown-0x05")).toBe("page 99:Unknown-0x05");
});
