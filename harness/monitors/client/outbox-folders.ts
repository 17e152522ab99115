import { folderTypes, readFolderSyncResponse, readSettingsRequest, readSettingsResponse } from "../../eas/index.js";
import type { Session } from "../monitor.js";
import { beganAt, endedAt, isClientsOwn } from "./requests.js";

/** A time in which the device is enabled for outbound SMS, as the server acknowledged it. */
export interface EnabledSpan {
  readonly exchange: Session["exchanges"][number];
  /** Milliseconds. */
  readonly from: number;
  /** When it was disabled, or the session ended. */
  readonly to: number;
}

/** The folders of a type that FolderSync named in this session. */
export function foldersOfType(session: Session, name: keyof typeof folderTypes): ReadonlySet<string> {
  const ids = session.exchanges.flatMap(({ command, response }) => {
    const document = command === "FolderSync" ? response?.document : undefined;
    const answer = document === undefined ? undefined : readFolderSyncResponse(document);
    return [...(answer?.added ?? []), ...(answer?.updated ?? [])]
      .filter(({ type }) => type === folderTypes[name])
      .map(({ serverId }) => serverId);
  });
  return new Set(ids);
}

/** Every change of EnableOutboundSMS that the server answered with success, in order. */
export function enabledSpans(session: Session): readonly EnabledSpan[] {
  const end = sessionEnd(session);
  const spans: EnabledSpan[] = [];
  let open: Omit<EnabledSpan, "to"> | undefined;
  for (const exchange of session.exchanges) {
    const value = acknowledged(exchange);
    if (value === "1") open ??= { exchange, from: endedAt(exchange) };
    else if (value === "0" && open !== undefined) {
      spans.push({ ...open, to: beganAt(exchange) });
      open = undefined;
    }
  }
  return open === undefined ? spans : [...spans, { ...open, to: end }];
}

export function sessionEnd({ exchanges }: Session): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...exchanges.map(endedAt));
}

/** Does the session show the partnership from its beginning, so that what it never said was never said? */
export function showsBeginning({ exchanges }: Session): boolean {
  const first = exchanges.find(({ command }) => command === "FolderSync" || command === "Sync");
  if (first?.command !== "FolderSync") return false;
  const document = first.response?.document;
  return (document === undefined ? [] : (readFolderSyncResponse(document)?.added ?? [])).length > 0;
}

function acknowledged(exchange: Session["exchanges"][number]): string | undefined {
  if (exchange.command !== "Settings" || !isClientsOwn(exchange)) return undefined;
  const { request, response } = exchange;
  const asked = request.document === undefined ? undefined : readSettingsRequest(request.document);
  const answer = response?.document === undefined ? undefined : readSettingsResponse(response.document);
  const status = answer?.deviceInformationStatus ?? answer?.deviceInformationSetStatus ?? answer?.status;
  return status === "1" ? asked?.deviceInformation?.enableOutboundSms : undefined;
}
