import { Echoes, type Exchange, hasSchema, parseQuery, type Query, validateRequest } from "../eas/index.js";

/** What is wrong with a request of ours; `given` is what the target gave to be given back. */
export type RequestFault = (exchange: Exchange, given: Echoes) => string | undefined;

/**
 * The first of our own requests that is wrong without having been marked so: what it would provoke says nothing about the
 * target. One sentence, undefined when all are in order.
 */
export function badRequest(exchanges: readonly Exchange[], requestFault: RequestFault): string | undefined {
  const given = new Echoes(exchanges);
  for (const exchange of exchanges) {
    if (exchange.deliberate !== undefined) continue;
    const fault = wbxmlFault(exchange) ?? requestFault(exchange, given);
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

/**
 * The first departure of a request from what [MS-ASHTTP] and the schema of its command say; undefined when there is none. A
 * value that the target gave is its own.
 */
export function requestFault(exchange: Exchange, given: Echoes = new Echoes()): string | undefined {
  return envelopeFault(exchange, given) ?? schemaFault(exchange, given);
}

/** Method, query string and headers ([MS-ASHTTP] 2.2.1 and 2.2.3). */
function envelopeFault(exchange: Exchange, given: Echoes): string | undefined {
  const { command, request } = exchange;
  const { method, url, body } = request;
  if (command === "OPTIONS") {
    return method === "OPTIONS" && body.length === 0
      ? undefined
      : `OPTIONS is sent as ${method} with ${body.length} bytes`;
  }
  if (method !== "POST") return `it is sent as ${method}, expected POST ([MS-ASHTTP] 2.2.1.1)`;
  const query = parseQuery(new URL(url).search);
  if (query === undefined) return "its query string cannot be read ([MS-ASHTTP] 2.2.1.1.1)";
  return queryFault(exchange, query) ?? headerFault(exchange, query, given);
}

function queryFault({ command, partnership }: Exchange, query: Query): string | undefined {
  const [departure] = query.departures;
  if (departure !== undefined) return `${departure} ([MS-ASHTTP] 2.2.1.1.1)`;
  const { user = partnership.user, deviceId, deviceType } = query;
  const pairs: readonly (readonly [string, string, string])[] = [
    ["Cmd", query.command, command],
    ["User", user, partnership.user],
    ["DeviceId", deviceId, partnership.deviceId],
    ["DeviceType", deviceType, partnership.deviceType],
  ];
  const wrong = pairs.find(([, found, expected]) => found !== expected);
  if (wrong !== undefined) return `${wrong[0]} of its query is ${wrong[1]}, expected ${wrong[2]}`;
  if (!/^[0-9A-Za-z]{1,32}$/.test(deviceId)) return `DeviceId ${deviceId} is not 1 to 32 letters and digits`;
  return undefined;
}

function headerFault({ protocolVersion = "", request }: Exchange, query: Query, given: Echoes): string | undefined {
  const values = (wanted: string) =>
    request.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const single = ["ms-asprotocolversion", "x-ms-policykey", "content-type", "content-length", "authorization"];
  const twice = single.find((name) => values(name).length > 1);
  if (twice !== undefined) return `it has the header ${twice} more than once`;
  const version = query.form === "base64" ? query.protocolVersion : values("ms-asprotocolversion")[0];
  if (version !== protocolVersion) {
    return `it names protocol version ${version ?? "none"}, expected ${protocolVersion} ([MS-ASHTTP] 2.2.1.1.2)`;
  }
  const [policyKey = "0"] = values("x-ms-policykey");
  if (!/^\d{1,10}$/.test(policyKey) && !given.has(policyKey))
    return `X-MS-PolicyKey is ${policyKey}, expected a number`;
  const [type] = values("content-type");
  if (request.body.length > 0 && type !== "application/vnd.ms-sync.wbxml") {
    return `Content-Type is ${type ?? "missing"}, expected application/vnd.ms-sync.wbxml ([MS-ASHTTP] 2.2.1.1.2)`;
  }
  const [length] = values("content-length");
  if (length !== undefined && Number(length) !== request.body.length) {
    return `Content-Length is ${length}, its body has ${request.body.length} bytes`;
  }
  return undefined;
}

/** Every command that we send has a schema; one without cannot be vouched for. */
function schemaFault({ command, protocolVersion = "", request }: Exchange, given: Echoes): string | undefined {
  if (command === "OPTIONS") return undefined;
  if (!hasSchema(command)) return `the suite knows no schema of the command ${command}`;
  if (request.document === undefined) return undefined;
  const fault = validateRequest(command, request.document, protocolVersion).find((one) => !given.excuse(one));
  if (fault === undefined) return undefined;
  const { path, expected, found, section } = fault;
  return `at ${path} expected ${expected}, found ${found} (${section})`;
}
