import fc from "fast-check";
import { expect, test } from "vitest";
import type { HeaderLine } from "../eas/index.js";
import { commandsNotServed, notActiveSync } from "./not-activesync.js";

const url = "http://mail.example/Microsoft-Server-ActiveSync";

function said(status: number, ...headers: HeaderLine[]): string {
  return notActiveSync(url, { status, headers });
}

test("a server that is overloaded says when to come again, and nothing is said of its path", () => {
  expect(said(503, ["Retry-After", "120"])).toBe(
    `${url} is overloaded or not available at the moment (HTTP 503): it asks to try again after 120 s (Retry-After)`,
  );
  expect(said(503, ["retry-after", "Fri, 31 Dec 1999 23:59:59 GMT"])).toMatch(
    /try again after Fri, 31 Dec 1999 23:59:59 GMT \(Retry-After\)$/,
  );
  // An error page of a proxy is a web page as well.
  expect(said(503, ["Content-Type", "text/html"])).toMatch(/\(HTTP 503\): try again later/);
  for (const status of [429, 502, 503, 504]) expect(said(status)).not.toContain("path");
  expect(said(500, ["Content-Type", "text/html"])).toMatch(/error of its own \(HTTP 500\): look into the server's log/);
});

test.each([301, 302, 303, 307, 308])("HTTP %d names the place that it leads to", (status) => {
  expect(said(status, ["Location", "https://mail.example/eas"])).toBe(
    `${url} redirects to https://mail.example/eas (HTTP ${status}), which is not followed: if ActiveSync is there, give that as --target`,
  );
});

test("a redirect is shown whole, and without anything that may be secret", () => {
  expect(said(302, ["location", "/owa/auth.aspx;jsessionid=abc/x?token=abc#abc"])).toContain(
    "redirects to http://mail.example/owa/auth.aspx/x (HTTP 302)",
  );
  expect(said(302, ["location", "https://user:abc@other.example/"])).toContain("to https://other.example/ (");
  expect(said(302, ["location", "http://user:abc@[?token=abc"])).toContain("redirects to what is no URL (HTTP 302)");
  expect(said(302)).toMatch(/redirects without saying where to \(HTTP 302, no Location\): check the path/);
});

test("whatever a Location says, the sentence is short and holds no query", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme-ascii" }), (before, secret) => {
      const sentence = said(307, ["Location", `${before.repeat(99)}?key=${secret}`]);
      expect(sentence.length).toBeLessThan(600);
      expect(sentence).not.toContain("?key=");
      expect(
        notActiveSync(url, { status: 307, headers: [["Location", `https://me:pass-word@${before}`]] }),
      ).not.toContain("pass-word");
    }),
  );
});

const page: HeaderLine[] = [["Content-Type", "text/html; charset=utf-8"]];

test("a target that answers OPTIONS alone is told from one whose commands fail", () => {
  const answered = (...answers: { status: number; headers: HeaderLine[] }[]) => commandsNotServed(url, answers);
  expect(answered({ status: 200, headers: page })).toMatch(
    /^\S+ answers OPTIONS as ActiveSync, but every command with a web page \(text\/html, HTTP 200\): check the path/,
  );
  expect(answered({ status: 404, headers: [] }, { status: 404, headers: [] })).toContain("every command with HTTP 404");
  expect(answered({ status: 500, headers: page })).toContain("error of its own (HTTP 500)");
  expect(answered({ status: 302, headers: [["Location", "/login"]] })).toContain("redirects to");
  // What a server says of the protocol, right or wrong, is judged.
  for (const status of [200, 400, 449]) expect(answered({ status, headers: [] })).toBeUndefined();
  expect(answered({ status: 404, headers: [] }, { status: 200, headers: [] })).toBeUndefined();
  expect(answered()).toBeUndefined();
});
