import fc from "fast-check";
import { expect, it } from "vitest";
import { urlWithoutSecrets, withoutSecrets } from "./secrets.js";

it("masks credentials and keeps their scheme", () => {
  const headers = withoutSecrets([
    ["Authorization", "Basic abc=="],
    ["AUTHORIZATION", "token"],
    ["Set-Cookie", "a=b; Path=/"],
    ["Content-Type", "text/html"],
  ]);
  expect(headers).toEqual([
    ["Authorization", "Basic ********"],
    ["AUTHORIZATION", "********"],
    ["Set-Cookie", "a=********"],
    ["Content-Type", "text/html"],
  ]);
});

it("changes nothing that is masked already", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const once = withoutSecrets([["Authorization", value]]);
      expect(withoutSecrets(once)).toEqual(once);
    }),
  );
});

it.each([
  ["https://u:p@host/x?y=z@w", "https://host/x?y=z@w"],
  ["http://127.0.0.1:1/a@b", "http://127.0.0.1:1/a@b"],
  ["not a URL", "not a URL"],
])("takes the login out of %s", (url, clean) => {
  expect(urlWithoutSecrets(url)).toBe(clean);
});
