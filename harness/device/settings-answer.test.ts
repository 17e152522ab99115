import { describe, expect, it } from "vitest";
import { buildSettingsResponse, type SettingsResponse } from "../eas/index.js";
import { settingsAnswer } from "./settings-answer.js";
import { recordedDocument, recordedFailure, recordedHttp } from "./testing/recorded.js";

function answer(response: Partial<SettingsResponse>) {
  return settingsAnswer(recordedDocument(buildSettingsResponse({ hasDeviceInformation: true, ...response }, "14.1")));
}

const accepted = answer({ status: "1", deviceInformationStatus: "1" });
const noNumber = answer({ status: "1", deviceInformationStatus: "5" });

describe("succeeded", () => {
  it.each([
    [accepted, true, "Status 1 under DeviceInformation, Status 1 under Settings"],
    [noNumber, false, "Status 5 under DeviceInformation, Status 1 under Settings"],
    [answer({ status: "1", hasDeviceInformation: false }), false, "Status 1 under Settings, no DeviceInformation"],
    [answer({ status: "5", hasDeviceInformation: false }), false, "Status 5 under Settings, no DeviceInformation"],
    [answer({ deviceInformationStatus: "1" }), false, "Status 1 under DeviceInformation"],
    [settingsAnswer(recordedHttp(200)), false, "HTTP 200 with an empty body"],
    [settingsAnswer(recordedFailure({ kind: "closed", message: "Closed." })), false, "no answer: Closed"],
  ])("case %#", (one, holds, seen) => {
    expect(one.succeeded()).toMatchObject({ holds, seen });
  });
});

describe("refusedWith 5", () => {
  it("holds under DeviceInformation", () => {
    const observation = noNumber.refusedWith("5");
    expect(observation).toMatchObject({ holds: true, mark: { path: "Settings/DeviceInformation/Status" } });
    expect(observation).not.toHaveProperty("remark");
  });

  it.each([
    ["Settings", answer({ status: "5", hasDeviceInformation: false }), "Settings/Status"],
    ["Set", answer({ status: "1", deviceInformationSetStatus: "5" }), "Settings/DeviceInformation/Set/Status"],
  ])("holds under %s with a remark (ruling Q31)", (under, one, path) => {
    const observation = one.refusedWith("5");
    expect(observation).toMatchObject({ holds: true, mark: { path } });
    expect(observation.remark).toBe(
      `Status 5 stands under ${under} and not under DeviceInformation: accepted by ruling Q31.`,
    );
  });

  it.each([
    [accepted],
    [answer({ status: "1", deviceInformationStatus: "2" })],
    [settingsAnswer(recordedHttp(500))],
    [settingsAnswer(recordedHttp(200))],
  ])("does not hold for an answer without it (%#)", (one) => {
    expect(one.refusedWith("5").holds).toBe(false);
  });
});

describe("agreesOn 5", () => {
  it.each([
    ["Settings 5 alone", answer({ status: "5", hasDeviceInformation: false }), true],
    ["Settings 1", noNumber, true],
    ["5 in both", answer({ status: "5", deviceInformationStatus: "5" }), true],
    ["5 under Set", answer({ status: "1", deviceInformationSetStatus: "5" }), true],
    ["Settings 5, DeviceInformation 1", answer({ status: "5", deviceInformationStatus: "1" }), false],
    [
      "DeviceInformation 1, Set 5",
      answer({ status: "1", deviceInformationStatus: "1", deviceInformationSetStatus: "5" }),
      false,
    ],
  ])("%s", (_, one, holds) => {
    expect(one.refusedWith("5").holds).toBe(true);
    expect(one.agreesOn("5").holds).toBe(holds);
  });

  it("points at the Status that says success", () => {
    const observation = answer({ status: "5", deviceInformationStatus: "1" }).agreesOn("5");
    expect(observation).toMatchObject({
      seen: "Status 1 under DeviceInformation, Status 5 under Settings",
      mark: { path: "Settings/DeviceInformation/Status" },
    });
  });
});
