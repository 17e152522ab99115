import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openAccount, secretsOf } from "./accounts.js";

const folder = mkdtempSync(join(tmpdir(), "asms accounts "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = { PASSWORD: "pässword:with colon", HEADER: "Bearer abc.def", EMPTY: "" };

test("a password becomes Basic authentication in UTF-8", () => {
  const { authorization = "", password } = openAccount({ user: "älice", passwordEnv: "PASSWORD" }, { env, folder });
  expect(password).toBe("pässword:with colon");
  expect(authorization.startsWith("Basic ")).toBe(true);
  expect(Buffer.from(authorization.slice(6), "base64").toString("utf8")).toBe("älice:pässword:with colon");
});

test("a password file is relative to the configuration, and its line end is no part of it", () => {
  writeFileSync(join(folder, "pw"), " pass word \r\n");
  expect(openAccount({ user: "a", passwordFile: "pw" }, { env, folder }).password).toBe(" pass word ");
  expect(() => openAccount({ user: "a", passwordFile: "gone" }, { env, folder })).toThrow(
    "The secret of account a cannot be read from file gone",
  );
});

test("a whole Authorization value goes out as it is", () => {
  const account = openAccount({ user: "a", authorizationEnv: "HEADER", email: "a@x" }, { env, folder });
  expect(account).toEqual({ user: "a", authorization: "Bearer abc.def", email: "a@x" });
});

test("without a secret the target is asked without a login", () => {
  expect(openAccount({ user: "a" }, { env, folder })).toEqual({ user: "a" });
  expect(openAccount({ user: "a", passwordEnv: "EMPTY" }, { env, folder })).toEqual({ user: "a" });
  expect(openAccount({ user: "a", passwordEnv: "UNSET" }, { env, folder })).toEqual({ user: "a" });
});

test("password and Authorization together are refused", () => {
  const both = { user: "a", passwordEnv: "PASSWORD", authorizationEnv: "HEADER" };
  expect(() => openAccount(both, { env, folder })).toThrow("Account a has a password and an Authorization value");
});

test("all that must be masked: passwords and what follows the scheme", () => {
  const accounts = [
    openAccount({ user: "a", passwordEnv: "PASSWORD" }, { env, folder }),
    openAccount({ user: "b", authorizationEnv: "HEADER" }, { env, folder }),
    openAccount({ user: "c" }, { env, folder }),
  ];
  const basic = Buffer.from("a:pässword:with colon").toString("base64");
  expect(secretsOf(accounts)).toEqual(["pässword:with colon", basic, "abc.def"]);
});
