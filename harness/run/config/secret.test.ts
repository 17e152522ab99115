import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { validateHeaderValue } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { UsageError } from "../usage-error.js";
import { readAuthorization, readPassword, secretText } from "./secret.js";

const folder = mkdtempSync(join(tmpdir(), "asms secret "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = { file: "login", folder };

function fromFile(bytes: string | Buffer): string {
  writeFileSync(join(folder, "login"), bytes);
  return secretText(source, "alice");
}

test("a file's one line end at its end and its byte order mark are no part of the secret", () => {
  expect(fromFile("Bearer a\n")).toBe("Bearer a");
  expect(fromFile("Bearer a\r\n")).toBe("Bearer a");
  expect(fromFile("\ufeffpass")).toBe("pass");
  expect(fromFile(" pass \n\n")).toBe(" pass \n");
});

test("a file that is no UTF-8 is refused by name", () => {
  expect(() => fromFile(Buffer.from("p\xe4ss", "latin1"))).toThrow(
    "The secret of account alice in file login is not UTF-8 text; save it as such",
  );
});

test.each([
  ["", "is empty"],
  [" \t", "is empty"],
  ["Bearer a\nX-Evil: 1", "has a line end as its character 9, which no HTTP header can carry"],
  ["Bearer a\r", "has a line end as its character 9"],
  ["Bearer \0", "has a control character as its character 8"],
  ["Bearer zażółć", "has a character as its character 10"],
])("an Authorization value %j is refused without showing it", (text, message) => {
  expect(() => readAuthorization(source, text)).toThrow(`The Authorization value in file login ${message}`);
  expect(() => readAuthorization({ variable: "AUTH" }, text)).toThrow("in environment variable AUTH");
});

test("a password may hold any letter, but no control character", () => {
  expect(readPassword(source, "zażółć: 😀")).toBe("zażółć: 😀");
  expect(() => readPassword(source, "one\ntwo")).toThrow("has a line end as its character 4, which no password may");
  expect(() => readPassword(source, "")).toThrow("The password in file login is empty");
});

test("whatever Authorization value is taken can be sent, and no message shows any of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      try {
        const value = readAuthorization(source, text);
        expect(() => validateHeaderValue("Authorization", value)).not.toThrow();
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        expect(error.message).toMatch(
          /^The Authorization value in file login (is empty|has a (line end|(control )?character) as its character \d+, which no HTTP header can carry; it must be the value alone, on one line)$/,
        );
      }
    }),
  );
});
