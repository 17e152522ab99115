import { type Observation, readSyncResponse, type SyncCollectionResponse, type SyncResponse } from "../eas/index.js";
import { child } from "../wbxml/index.js";
import { given } from "./given.js";
import {
  describeNoDocument,
  describePlaces,
  isRefusedByHttp,
  markOf,
  placedIn,
  readAnswer,
  type StatusPlace,
  statusPlace,
} from "./reading.js";
import type { Recorded } from "./recorder.js";
import type { Answer, SyncAnswer } from "./types.js";

const collectionPath = "Sync/Collections/Collection";

/** @param collectionId of the folder that the Sync was about */
export function syncAnswer(recorded: Recorded, collectionId: string): SyncAnswer {
  const answer = readAnswer(recorded, readSyncResponse);
  const collection = answer.response && collectionOf(answer.response, collectionId);
  const commands = collection?.commands ?? [];
  const ofKind = (wanted: string) => commands.filter(({ kind }) => kind === wanted);
  const seen = { answer, collection, places: placesOf(answer.response, collection) };
  return {
    ...answer,
    ...given({ collection, status: effectiveStatus(seen) }),
    commands,
    responses: collection?.responses ?? [],
    moreAvailable: collection?.moreAvailable ?? false,
    adds: () => ofKind("Add"),
    changes: () => ofKind("Change"),
    deletes: () => ofKind("Delete"),
    softDeletes: () => ofKind("SoftDelete"),
    succeeded: () => placedIn(answer.exchange, succeeded(seen)),
    refusedWith: (code) => placedIn(answer.exchange, refusedWith(seen, code)),
    refused: () => placedIn(answer.exchange, refused(seen)),
  };
}

/** An answer with the parts of it that its observations are about. */
interface Seen {
  readonly answer: Answer<SyncResponse>;
  readonly collection: SyncCollectionResponse | undefined;
  /** Sync/Status before Collection/Status, as far as they are there. */
  readonly places: readonly StatusPlace[];
}

/** By CollectionId, else the only one: some servers leave the id out or spell it in their own way. */
function collectionOf({ collections }: SyncResponse, id: string): SyncCollectionResponse | undefined {
  const named = collections.find(({ collectionId }) => collectionId === id);
  return named ?? (collections.length === 1 ? collections[0] : undefined);
}

function placesOf(
  response: SyncResponse | undefined,
  collection: SyncCollectionResponse | undefined,
): readonly StatusPlace[] {
  return [...statusPlace(response?.element, "Sync"), ...statusPlace(collection?.element, collectionPath)];
}

/** A "1" under Sync says nothing about the Collection, so the first other code counts. */
function effectiveStatus({ answer, places }: Seen): string | undefined {
  if (answer.empty) return "1";
  return (places.find(({ code }) => code !== "1") ?? places[0])?.code;
}

function succeeded(seen: Seen): Observation {
  const holds = effectiveStatus(seen) === "1";
  const expected = "Status 1, or HTTP 200 with an empty body";
  return given({ holds, expected, seen: describe(seen), mark: decisiveMark(seen.places) });
}

function refusedWith(seen: Seen, code: string): Observation {
  const place = seen.places.find((one) => one.code === code);
  const delivers = hasCommands(seen);
  const expected = `Status ${code} under Sync or Collection, and no Commands`;
  if (place === undefined) {
    const remark = otherRefusal(seen);
    return given({ holds: false, expected, seen: describe(seen), mark: decisiveMark(seen.places), remark });
  }
  return given({
    holds: !delivers,
    expected,
    seen: describe(seen),
    mark: delivers ? commandsMark(seen) : place.mark,
    remark:
      place.under === "Collection" && !delivers
        ? `Status ${code} stands under Collection and not under Sync: accepted by ruling Q1.`
        : undefined,
  });
}

function refused(seen: Seen): Observation {
  const expected = "a Status other than 1 under Sync or Collection, and no Commands";
  const isRefused = seen.places.some(({ code }) => code !== "1");
  const byHttp = isRefusedByHttp(seen.answer.exchange);
  return given({
    holds: byHttp || (isRefused && !hasCommands(seen)),
    expected,
    seen: describe(seen),
    mark: isRefused && hasCommands(seen) ? commandsMark(seen) : decisiveMark(seen.places),
    remark: byHttp ? refusedByHttp : undefined,
  });
}

const refusedByHttp = "It is refused by HTTP 400 and not by a Status.";

/** Says of a wrong refusal that it is one (ruling Q16). */
function otherRefusal(seen: Seen): string | undefined {
  if (isRefusedByHttp(seen.answer.exchange)) return refusedByHttp;
  const other = seen.places.find(({ code }) => code !== "1");
  return other === undefined ? undefined : `It is refused, yet with another code: ${other.code}.`;
}

function hasCommands({ collection }: Seen): boolean {
  return (collection?.commands.length ?? 0) > 0;
}

function decisiveMark(places: readonly StatusPlace[]): StatusPlace["mark"] {
  return (places.find(({ code }) => code !== "1") ?? places.at(-1))?.mark;
}

function commandsMark({ collection }: Seen): StatusPlace["mark"] {
  const source = collection?.element;
  return markOf(source && child(source, source.page, "Commands"), `${collectionPath}/Commands`);
}

/** "Status 1 under Collection, with 5 Add". */
function describe({ answer, collection, places }: Seen): string {
  if (answer.response === undefined) return describeNoDocument(answer.exchange);
  const statuses = places.length === 0 ? "a Sync document without a Status" : describePlaces(places);
  const commands = describeCommands(collection);
  return statuses + (commands === "" ? "" : `, with ${commands}`) + describeResponses(collection);
}

function describeCommands(collection: SyncCollectionResponse | undefined): string {
  const counts = (["Add", "Change", "Delete", "SoftDelete"] as const).flatMap((wanted) => {
    const count = collection?.commands.filter(({ kind }) => kind === wanted).length ?? 0;
    return count === 0 ? [] : [`${count} ${wanted}`];
  });
  return counts.join(" and ");
}

/** Only what a client must not overlook: commands that failed one by one. */
function describeResponses(collection: SyncCollectionResponse | undefined): string {
  const failed = (collection?.responses ?? []).filter(({ status }) => status !== undefined && status !== "1");
  const words = new Set(failed.map(({ kind, status }) => `Status ${status} under Responses/${kind}`));
  return [...words].map((one) => `; ${one}`).join("");
}
