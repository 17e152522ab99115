import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Mask, shortestSearched } from "./masking.js";

const basic = `Basic ${Buffer.from("alice:pass word!").toString("base64")}`;

describe("Mask", () => {
  it("leaves the scheme of an Authorization header and hides the rest, and its length", () => {
    const [line] = new Mask({ authorization: basic }).headers([["authorization", basic]]);
    expect(line).toEqual(["authorization", "Basic ********"]);
  });

  it("finds the password of a Basic login without being told", () => {
    const mask = new Mask({ authorization: basic });
    expect(mask.text("it is pass word!.")).toBe("it is ********.");
    expect(mask.text("?p=pass%20word!")).toBe("?p=********");
    expect(mask.text(basic.slice(6))).toBe("********");
  });

  it("hides user name and password in a URL", () => {
    const url = new URL("http://bob:hunter2hunter@host/path?x=hunter2hunter");
    const mask = new Mask({ words: ["hunter2hunter"] });
    expect(mask.url(url)).toBe("http://********:********@host/path?x=********");
  });

  it("does not look for short secrets in other text, where they would hit innocent bytes", () => {
    const mask = new Mask({ authorization: `Basic ${Buffer.from("a:1").toString("base64")}`, words: ["1"] });
    expect(mask.text("Status 1")).toBe("Status 1");
    expect(mask.headers([["Authorization", "Basic YTox"]])).toEqual([["Authorization", "Basic ********"]]);
  });

  it("returns the same bytes when no secret is in them", () => {
    const bytes = new Uint8Array([1, 2, 3]);
    expect(new Mask({ words: ["secret"] }).bytes(bytes)).toBe(bytes);
  });

  it("leaves no trace of a secret and never changes a length of bytes", () => {
    const secrets = fc.string({ unit: "binary", minLength: shortestSearched, maxLength: 30 });
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const mask = new Mask({ words: [secret] });
        const base64 = Buffer.from(secret).toString("base64");
        const bytes = Buffer.from(before + secret + after + base64);
        const masked = Buffer.from(mask.bytes(bytes));
        expect(masked.length).toBe(bytes.length);
        expect(masked.includes(base64)).toBe(false);
        expect(masked.includes(Buffer.from(secret)) && !/^\*+$/.test(secret)).toBe(false);
      }),
    );
  });
});
