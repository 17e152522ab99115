import fc from "fast-check";
import { expect, it } from "vitest";
import { freshDeviceId } from "./device-id.js";

it("is 1 to 32 letters and digits, the same for the same seed and another for another", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(freshDeviceId(one)).toMatch(/^[A-Z0-9]{1,32}$/);
      expect(freshDeviceId(one) === freshDeviceId(other)).toBe(one === other);
    }),
  );
});

it("is new each time without a seed", () => {
  const ids = Array.from({ length: 100 }, () => freshDeviceId());
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(id).toMatch(/^[A-Z0-9]{1,32}$/);
});
