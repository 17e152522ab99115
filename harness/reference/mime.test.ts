import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMail } from "./mime.js";

function mail(source: string) {
  return readMail(new TextEncoder().encode(source.replaceAll("\n", "\r\n")));
}

describe("a mail", () => {
  test("of one part in UTF-8", () => {
    expect(mail('From: "A" <a@x>\nTo: b@x,\n "C" <c@x>\nCc: d@x\nSubject: Grüße\n\nHallo\n')).toEqual({
      from: '"A" <a@x>',
      to: 'b@x, "C" <c@x>',
      subject: "Grüße",
      text: "Hallo\r\n",
      recipients: ["b@x", "c@x", "d@x"],
    });
  });

  test.each([
    ["base64", "R3LDvMOfZQ==\n", "Grüße"],
    ["quoted-printable", "Gr=C3=BC=\n=C3=9Fe", "Grüße"],
  ])("in %s", (encoding, body, text) => {
    expect(mail(`To: a@x\nContent-Transfer-Encoding: ${encoding}\n\n${body}`)?.text).toBe(text);
  });

  test("with encoded words in its subject", () => {
    expect(mail("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_an?= =?UTF-8?B?IGRpY2g=?=\n\n")?.subject).toBe("Grüße an dich");
  });

  test("of several parts is its first", () => {
    const source =
      'Content-Type: multipart/alternative; boundary="b"\n\npreamble\n--b\nContent-Type: text/plain\n\none\n--b\n\ntwo\n--b--\n';
    expect(mail(source)?.text).toBe("one");
  });

  test("is no mail without a header", () => {
    expect(mail("")).toBeUndefined();
    expect(mail("no header at all")).toBeUndefined();
  });

  test("of any bytes gives strings that can be sent, or nothing", () => {
    const prefix = new TextEncoder().encode("Subject: ");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200, size: "max" }), (bytes) => {
        const read = readMail(Uint8Array.of(...prefix, ...bytes));
        const all = `${read?.subject}${read?.text}`;
        expect(all.includes("\0") || /\p{Surrogate}/u.test(all)).toBe(false);
      }),
    );
  });
});
