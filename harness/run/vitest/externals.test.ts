import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { compiledHarness } from "./externals.js";

test.each([
  ["/home/me/asms (1)/dist/harness", posix, "/home/me/asms (1)/dist/harness"],
  // A folder of the same name further up is not meant.
  ["/srv/harness/asms/dist/harness", posix, "/srv/harness/asms/dist/harness"],
  ["C:\\Program Files (x86)\\asms\\dist\\harness", win32, "c:/Program Files (x86)/asms/dist/harness"],
])("%s", (folder, path, seenByVite) => {
  const pattern = compiledHarness(path.join(folder, "run", "vitest", "worker.js"));
  expect(pattern.test(`${seenByVite}/device/device.js`)).toBe(true);
  expect(pattern.test(`${seenByVite}/run/vitest/channel.js`)).toBe(true);
  expect(pattern.test(`${seenByVite}/run/vitest/worker.js`)).toBe(false);
  expect(pattern.test(`${seenByVite.replace(/harness$/, "suites")}/2.1-transport.js`)).toBe(false);
  expect(pattern.test(`${seenByVite}/device/device.ts`)).toBe(false);
});
