import { expect, it } from "vitest";
import { withoutAnalytics } from "./allure-page.js";

const own = '<script>window.data = "a";</script><script src="data:text/javascript;base64,YQ=="></script>';

function page(scripts: string): string {
  return `<!DOCTYPE html><html><head lang="en"><meta charset="utf-8"></head><body><p>gta</p>${scripts}</body></html>`;
}

it("cuts out what asks somebody else, and nothing besides", () => {
  const asking = [
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>',
    "<script>\nwindow.dataLayer = [];\nfunction gtag(){dataLayer.push(arguments);}\ngtag('config', 'G-1');</script>",
    "<script SRC='//somewhere.example/x.js'></script>",
  ];
  const html = withoutAnalytics(page(own + asking.join("\n")));
  expect(html).toContain(own);
  expect(html?.match(/<script/g)).toHaveLength(2);
  expect(html).not.toMatch(/googletagmanager|gtag\(|dataLayer|somewhere/);
});

it("names its policy before anything else in the page", () => {
  const html = withoutAnalytics(page(own)) ?? "";
  expect(html).toMatch(/<head lang="en"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
  const [, policy = ""] = /content="(default-src[^"]*)"/.exec(html) ?? [];
  expect(policy).not.toMatch(/https?:|\*|'self'|'unsafe-eval'/);
});

it.each([
  ["a picture from elsewhere", '<img src="https://somewhere.example/pixel.gif">'],
  ["a style sheet from elsewhere", "<link rel=stylesheet href=//somewhere.example/a.css>"],
  ["analytics in another form", '<div data-src="www.googletagmanager.com"></div>'],
])("does not take a page for mended that has %s", (_, rest) => {
  expect(withoutAnalytics(page(own + rest))).toBeUndefined();
});

it("does not take any text for a page", () => {
  expect(withoutAnalytics("")).toBeUndefined();
  expect(withoutAnalytics("no page")).toBeUndefined();
});
