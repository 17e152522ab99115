import fc from "fast-check";
import { expect, it } from "vitest";
import { drawn } from "../random.js";
import { drawnMarker, drawnName, drawnWords, markersIn } from "./words.js";

it("draws as many words as asked", () => {
  fc.assert(
    fc.property(fc.nat({ max: 50 }), fc.string(), (count, seed) => {
      const text = drawnWords(drawn(seed), count);
      expect(text === "" ? 0 : text.split(" ").length).toBe(count);
    }),
  );
});

it("finds a marker again in any text around it, and only whole ones", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (seed, before, after) => {
      const marker = drawnMarker(drawn(seed));
      expect(markersIn(`${before} ${marker} ${after}`)).toContain(marker);
      expect(markersIn(`x${marker}`)).toEqual([]);
      expect(markersIn(`${marker}9`)).toEqual([]);
    }),
  );
});

it("draws markers that differ, and the same ones for the same seed", () => {
  const next = drawn("one");
  const markers = new Set(Array.from({ length: 1000 }, () => drawnMarker(next)));
  expect(markers.size).toBe(1000);
  expect(drawnMarker(drawn("one"))).toBe(drawnMarker(drawn("one")));
});

it("writes names with capital letters", () => {
  expect(drawnName(drawn("n"))).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
});
