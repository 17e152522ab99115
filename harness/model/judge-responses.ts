import type { Answering } from "./answering.js";
import type { OwnCommand, SeenResponse } from "./types.js";

/** Responses: each Add answered once with a ServerId of its own; no Change or Delete refused. */
export function judgeResponses(answering: Answering): void {
  for (const op of answering.pending.asked.ops) if (op.kind === "Add") judgeOwnAdd(answering, op);
  for (const response of answering.answer.responses) {
    if (response.kind === "Change" || response.kind === "Delete") judgeStatus(answering, response);
  }
  const asked = new Set(answering.pending.asked.ops.flatMap((op) => (op.kind === "Add" ? [op.clientId] : [])));
  for (const { kind, clientId, element } of answering.answer.responses) {
    if (kind !== "Add" || (clientId !== undefined && asked.has(clientId))) continue;
    answering.book.fail({
      code: "response-stray",
      about: element,
      expected: "Responses/Add only for Adds of the request",
      seen: `Responses/Add with ClientId ${clientId ?? "absent"}`,
    });
  }
}

function judgeOwnAdd(answering: Answering, op: Extract<OwnCommand, { kind: "Add" }>): void {
  const { token, clientId } = op;
  const { book, base, ids } = answering;
  const answers = answering.answer.responses.filter((one) => one.kind === "Add" && one.clientId === clientId);
  const [only, ...more] = answers;
  if (only === undefined || more.length > 0) {
    book.fail({
      code: only === undefined ? "response-missing" : "response-repeated",
      about: more.at(-1)?.element,
      token,
      expected: `One Responses/Add with ClientId ${clientId}`,
      seen: `${answers.length} of them`,
    });
    return;
  }
  const { serverId = "", status, element: about } = only;
  if (status !== "1" || serverId === "") {
    book.fail({
      code: status === "1" ? "response-server-id" : "response-status",
      about,
      token,
      expected: `Responses/Add of ClientId ${clientId} with Status 1 and a ServerId`,
      seen: `Status ${status ?? "absent"}, ServerId ${serverId === "" ? "absent" : serverId}`,
    });
    return;
  }
  const holder = answering.holderOf(serverId);
  const first = answering.pending.firstIds.get(clientId);
  if (holder !== undefined || (first !== undefined && first !== serverId)) {
    book.fail({
      code: holder === undefined ? "response-server-id" : "server-id-reused",
      about,
      token,
      serverId,
      expected: first === undefined ? `A ServerId that no other item has` : `ServerId ${first}, as the first time`,
      seen: holder === undefined ? `ServerId ${serverId}` : `ServerId ${serverId}, which stands for ${holder}`,
      rests: first === undefined ? "I1" : "D13",
    });
    return;
  }
  const held = base.get(token);
  if (held !== undefined) base.set(token, { ...held, serverId });
  ids.set(clientId, serverId);
}

function judgeStatus(answering: Answering, { kind, status = "absent", serverId, element: about }: SeenResponse): void {
  const allowed = ["1"];
  // A repeated command finds its work done (freedom N9); a conflict may be told (Status 7, 8).
  if (answering.pending.repeated) allowed.push(kind === "Delete" ? "8" : "7");
  if (answering.pending.conflicting) allowed.push("7", "8");
  if (allowed.includes(status)) return;
  answering.book.fail({
    code: "response-status",
    about,
    ...(serverId === undefined ? {} : { serverId }),
    expected: `Responses/${kind} with Status ${[...new Set(allowed)].join(" or ")}, or none`,
    seen: `Status ${status}`,
  });
}
