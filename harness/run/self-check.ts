import { type Exchange, validateRequest } from "../eas/index.js";

/**
 * The first of our own requests that is wrong without having been marked so: what it would provoke says nothing about the
 * target. One sentence, undefined when all are in order.
 */
export function badRequest(
  exchanges: readonly Exchange[],
  requestFault: (exchange: Exchange) => string | undefined,
): string | undefined {
  for (const exchange of exchanges) {
    if (exchange.deliberate !== undefined || exchange.command === "OPTIONS") continue;
    const fault = wbxmlFault(exchange) ?? requestFault(exchange);
    if (fault !== undefined) return `our own request ${exchange.id} (${exchange.command}) is wrong: ${fault}`;
  }
  return undefined;
}

function wbxmlFault({ request }: Exchange): string | undefined {
  const fault = request.faults[0];
  if (fault !== undefined) {
    return `${fault.code} at byte ${fault.offset}, expected ${fault.expected}, found ${fault.found} (${fault.section})`;
  }
  if (request.body.length > 0 && request.document === undefined) return "its body cannot be decoded";
  return undefined;
}

/** The first departure of a request from the schema of its command; undefined when there is none. */
export function schemaFault({ command, protocolVersion = "", request }: Exchange): string | undefined {
  if (request.document === undefined) return undefined;
  const fault = validateRequest(command, request.document, protocolVersion)[0];
  if (fault === undefined) return undefined;
  const { path, expected, found, section } = fault;
  return `at ${path} expected ${expected}, found ${found} (${section})`;
}
