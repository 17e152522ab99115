import { type Observation, readSettingsResponse, type SettingsResponse } from "../eas/index.js";
import { child } from "../wbxml/index.js";
import { given } from "./given.js";
import { describeNoDocument, describePlaces, placedIn, readAnswer, type StatusPlace, statusPlace } from "./reading.js";
import type { Recorded } from "./recorder.js";
import type { Answer, SettingsAnswer } from "./types.js";

export function settingsAnswer(recorded: Recorded): SettingsAnswer {
  const answer = readAnswer(recorded, readSettingsResponse);
  const places = placesOf(answer.response);
  return {
    ...answer,
    succeeded: () => placedIn(answer.exchange, succeeded(answer, places)),
    refusedWith: (code) => placedIn(answer.exchange, refusedWith(answer, places, code)),
    agreesOn: (code) => placedIn(answer.exchange, agreesOn(answer, places, code)),
  };
}

/** In the order of ruling Q31: where the code belongs, then where it is tolerated. */
function placesOf(response: SettingsResponse | undefined): StatusPlace[] {
  const root = response?.element;
  const information = root && child(root, root.page, "DeviceInformation");
  const set = information && child(information, information.page, "Set");
  return [
    ...statusPlace(information, "Settings/DeviceInformation"),
    ...statusPlace(root, "Settings"),
    ...statusPlace(set, "Settings/DeviceInformation/Set"),
  ];
}

function succeeded(answer: Answer<SettingsResponse>, places: readonly StatusPlace[]): Observation {
  const failed = places.find(({ code }) => code !== "1");
  const complete = ["Settings", "DeviceInformation"].every((name) => places.some(({ under }) => under === name));
  return given({
    holds: complete && failed === undefined,
    expected: "Status 1 under Settings and Status 1 under DeviceInformation",
    seen: describe(answer, places),
    mark: (failed ?? places[0])?.mark,
  });
}

function refusedWith(answer: Answer<SettingsResponse>, places: readonly StatusPlace[], code: string): Observation {
  const place = places.find((one) => one.code === code);
  const misplaced = place !== undefined && place.under !== "DeviceInformation";
  return given({
    holds: place !== undefined,
    expected: `Status ${code} under DeviceInformation`,
    seen: describe(answer, places),
    mark: (place ?? places[0])?.mark,
    remark: misplaced
      ? `Status ${code} stands under ${place.under} and not under DeviceInformation: accepted by ruling Q31.`
      : undefined,
  });
}

/** Status 1 under Settings is of the command as a whole: it says nothing about what was to be set ([MS-ASCMD] 2.2.3.177.15). */
function agreesOn(answer: Answer<SettingsResponse>, places: readonly StatusPlace[], code: string): Observation {
  const done = places.find((one) => one.code === "1" && one.under !== "Settings");
  return given({
    holds: done === undefined,
    expected: `beside Status ${code} no Status under DeviceInformation that says success`,
    seen: describe(answer, places),
    mark: (done ?? places[0])?.mark,
  });
}

function describe(answer: Answer<SettingsResponse>, places: readonly StatusPlace[]): string {
  if (answer.response === undefined) return describeNoDocument(answer.exchange);
  const statuses = places.length === 0 ? "a Settings document without a Status" : describePlaces(places);
  return answer.response.hasDeviceInformation ? statuses : `${statuses}, no DeviceInformation`;
}
