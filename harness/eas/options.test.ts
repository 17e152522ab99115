import * as fc from "fast-check";
import { expect, test } from "vitest";
import { buildOffer, readOffer } from "./index.js";

test("the two headers are read in any case, with blanks, and over several lines", () => {
  const offer = readOffer([
    ["ms-asprotocolversions", "2.5, 12.1 ,14.0"],
    ["Server", "x"],
    ["MS-ASProtocolVersions", "14.1,"],
    ["MS-ASProtocolCommands", "Sync,SendMail"],
  ]);
  expect(offer).toEqual({ versions: ["2.5", "12.1", "14.0", "14.1"], commands: ["Sync", "SendMail"] });
});

test("headers that are not there offer nothing", () => {
  expect(readOffer([])).toEqual({ versions: [], commands: [] });
});

test("an offer is read as it was built", () => {
  const words = fc.array(fc.stringMatching(/^[A-Za-z0-9.]{1,12}$/));
  fc.assert(
    fc.property(words, words, (versions, commands) => {
      expect(readOffer(buildOffer({ versions, commands }))).toEqual({ versions, commands });
    }),
  );
});
