import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBase64Query, buildPlainQuery, commandCodes, parameterTags, parseQuery } from "./index.js";

const name = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" });
const command = fc.constantFrom(...Object.keys(commandCodes));

describe("the plain form", () => {
  test("has its fields in order, percent-encoded", () => {
    const query = {
      command: "Sync",
      user: "a b@c",
      deviceId: "D1",
      deviceType: "SP",
      parameters: { CollectionId: "5&6" },
    };
    expect(buildPlainQuery(query)).toBe("Cmd=Sync&User=a%20b%40c&DeviceId=D1&DeviceType=SP&CollectionId=5%266");
  });

  test("is read as it was built", () => {
    const parameters = fc.dictionary(fc.constantFrom("CollectionId", "ItemId", "SaveInSent"), fc.string());
    fc.assert(
      fc.property(command, name, name, name, parameters, (cmd, user, deviceId, deviceType, extra) => {
        const query = { command: cmd, user, deviceId, deviceType, parameters: extra };
        expect(parseQuery(`?${buildPlainQuery(query)}`)).toEqual({ form: "plain", ...query, departures: [] });
      }),
    );
  });

  test("is read whatever the order and case of the names, with a word about it", () => {
    const query = parseQuery("DeviceId=D&User=u&cmd=Ping");
    expect(query).toMatchObject({ command: "Ping", user: "u", deviceId: "D", deviceType: "" });
    expect(query?.departures).toEqual([
      "DeviceType is missing from the query",
      "Cmd is written cmd",
      "the fields stand as DeviceId, User, Cmd",
    ]);
  });

  test("keeps what cannot be percent-decoded", () => {
    expect(parseQuery("Cmd=Sync&User=%ZZ&DeviceId=D&DeviceType=T")?.user).toBe("%ZZ");
  });
});

describe("the base64 form", () => {
  test("agrees with the worked example of [MS-ASHTTP] 2.2.1.1.1", () => {
    const example = "jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l";
    const query = {
      protocolVersion: "14.0",
      command: "Sync",
      locale: 0x0409,
      deviceId: "v140Device",
      deviceType: "SmartPhone",
    };
    expect(buildBase64Query(query)).toBe(example);
    expect(parseQuery(example)).toEqual({ form: "base64", ...query, parameters: {}, departures: [] });
  });

  test("has the policy key, little-endian, before the device type", () => {
    const query = {
      protocolVersion: "14.1",
      command: "Ping",
      locale: 7,
      deviceId: "D",
      policyKey: "305419896",
      deviceType: "T",
    };
    expect([...Buffer.from(buildBase64Query(query), "base64")]).toEqual([
      141, 18, 7, 0, 1, 0x44, 4, 0x78, 0x56, 0x34, 0x12, 1, 0x54,
    ]);
  });

  test("is read as it was built", () => {
    const parameters = fc.record(
      { CollectionId: fc.string(), User: fc.string(), Options: fc.integer({ min: 0, max: 255 }).map(String) },
      { requiredKeys: [] },
    );
    const key = fc.option(fc.integer({ min: 0, max: 0xffffffff }).map(String));
    const ascii = fc.string({ minLength: 1, maxLength: 32, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(
        command,
        ascii,
        ascii,
        key,
        parameters,
        fc.nat(0xffff),
        (cmd, deviceId, deviceType, policyKey, extra, locale) => {
          const query = {
            protocolVersion: "14.1",
            command: cmd,
            locale,
            deviceId,
            ...(policyKey === null ? {} : { policyKey }),
            deviceType,
          };
          const user = extra.User === undefined ? {} : { user: extra.User };
          const read = parseQuery(encodeURIComponent(buildBase64Query({ ...query, parameters: extra })));
          expect(read).toEqual({ form: "base64", ...query, ...user, parameters: extra, departures: [] });
        },
      ),
    );
  });

  test("names a GUID by its digits, and unknown codes and tags by their numbers", () => {
    const guid = Array.from({ length: 16 }, (_, index) => index + 240);
    const bytes = [161, 99, 9, 4, 16, ...guid, 2, 1, 1, 1, 0x54, 200, 1, 0x41, 5];
    expect(parseQuery(Buffer.from(bytes).toString("base64"))).toEqual({
      form: "base64",
      protocolVersion: "16.1",
      command: "",
      locale: 0x0409,
      deviceId: "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
      deviceType: "T",
      parameters: { "#200": "A" },
      departures: [
        "the command code 99 is not defined",
        "the policy key has 2 bytes, not 0 or 4",
        "1 bytes at the end are no command parameter",
      ],
    });
  });

  test("any text is read or refused, never thrown for", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")),
        ),
        (text) => {
          const query = parseQuery(text);
          expect(query === undefined || typeof query.deviceId === "string").toBe(true);
        },
      ),
    );
    expect(parseQuery("jAAJBAp2MTQw")).toBeUndefined();
    expect(parseQuery("")).toBeUndefined();
  });

  test("a query that cannot be written is refused with the reason", () => {
    const query = { protocolVersion: "14.1", command: "Sync", locale: 0, deviceId: "D", deviceType: "T" };
    expect(() => buildBase64Query({ ...query, command: "constructor" })).toThrow("constructor has no code");
    expect(() => buildBase64Query({ ...query, protocolVersion: "new" })).toThrow("not of the form 14.1");
    expect(() => buildBase64Query({ ...query, deviceId: "D".repeat(256) })).toThrow("DeviceId has 256 bytes");
    expect(() => buildBase64Query({ ...query, policyKey: "4294967296" })).toThrow("no unsigned 32-bit number");
    expect(() => buildBase64Query({ ...query, parameters: { Nothing: "1" } })).toThrow("Nothing has no tag");
  });
});

test("the tables of codes and tags", () => {
  expect(commandCodes).toMatchObject({
    Sync: 0,
    FolderSync: 9,
    GetItemEstimate: 14,
    Settings: 17,
    Ping: 18,
    Provision: 20,
    Find: 23,
  });
  expect(parameterTags).toEqual({
    AttachmentName: 0,
    CollectionId: 1,
    ItemId: 3,
    LongId: 4,
    Occurrence: 6,
    Options: 7,
    User: 8,
  });
});
