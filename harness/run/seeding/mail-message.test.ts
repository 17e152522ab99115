import fc from "fast-check";
import { expect, it } from "vitest";
import { addressOf, mailMessage } from "./mail-message.js";

const plain = { from: "a@example.com", to: "b@example.com", subject: "mkabc", text: "hello", date: new Date(0) };

it("writes the headers that a mail store sorts by", () => {
  const [head] = mailMessage(plain).split("\r\n\r\n");
  expect(head?.split("\r\n")).toEqual(
    expect.arrayContaining([
      "From: a@example.com",
      "To: b@example.com",
      "Subject: mkabc",
      "Date: Thu, 01 Jan 1970 00:00:00 +0000",
    ]),
  );
});

it("carries any text unchanged, in short ASCII lines", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2000, size: "max" }), (text) => {
      const message = mailMessage({ ...plain, text });
      expect(message.split("\r\n").every((line) => line.length <= 200 && /^[ -~]*$/.test(line))).toBe(true);
      const body = message.split("\r\n\r\n")[1] ?? "";
      expect(Buffer.from(body, "base64").toString("utf8")).toBe(
        new TextDecoder().decode(new TextEncoder().encode(text)),
      );
    }),
  );
});

it("encodes a Subject that is not ASCII", () => {
  expect(mailMessage({ ...plain, subject: "grüße" })).toContain("Subject: =?utf-8?B?Z3LDvMOfZQ==?=");
});

it("refuses a header that would begin another one", () => {
  expect(() => mailMessage({ ...plain, from: "x\r\nBcc: c@example.com" })).toThrow(/line break: From/);
});

it("gives a user without address one that reaches nobody", () => {
  expect(addressOf("alice")).toBe("alice@asms-conformance.invalid");
  expect(addressOf("alice@example.com")).toBe("alice@example.com");
  expect(addressOf("alice", "a@b.example")).toBe("a@b.example");
});
