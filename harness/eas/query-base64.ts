import { codeOfCommand, commandOfCode, parameterOfTag, tagOfParameter } from "./command-code.js";

/** The fields of the base64 query string ([MS-ASHTTP] 2.2.1.1.1.1). */
export interface Base64Query {
  /** "14.1" for 141. */
  readonly protocolVersion: string;
  readonly command: string;
  /** Windows language code; 0x0409 is American English. */
  readonly locale: number;
  readonly deviceId: string;
  /** Decimal, 0 to 4294967295; absent: a key of length 0. */
  readonly policyKey?: string;
  readonly deviceType: string;
  /** By name, see `parameterTags`; the value of Options is the decimal of its one byte. An unknown tag n is named "#n". */
  readonly parameters?: Readonly<Record<string, string>>;
}

interface Decoded {
  readonly query: Base64Query;
  readonly departures: readonly string[];
}

const utf8 = new TextEncoder();

/**
 * The base64 form, the whole query without the "?". The policy key stands before the device type; its byte order is not
 * stated in the text and is little-endian here as the locale's.
 * @throws Error when the command has no code, the version is no number of the form 14.1, or a field is too long for its length byte.
 */
export function buildBase64Query(query: Base64Query): string {
  const code = codeOfCommand(query.command);
  if (code === undefined) throw new Error(`The command ${query.command} has no code for the base64 query.`);
  const bytes = [
    versionByte(query.protocolVersion),
    code,
    query.locale & 0xff,
    (query.locale >> 8) & 0xff,
    ...counted("DeviceId", utf8.encode(query.deviceId)),
    ...counted("PolicyKey", policyKeyBytes(query.policyKey)),
    ...counted("DeviceType", utf8.encode(query.deviceType)),
    ...Object.entries(query.parameters ?? {}).flatMap(([name, value]) => parameterBytes(name, value)),
  ];
  return Buffer.from(bytes).toString("base64");
}

function versionByte(version: string): number {
  if (!/^\d{1,2}\.\d$/.test(version)) throw new Error(`The protocol version ${version} is not of the form 14.1.`);
  return Number(version.replace(".", ""));
}

function counted(field: string, bytes: Uint8Array): number[] {
  if (bytes.length > 255) throw new Error(`${field} has ${bytes.length} bytes; the base64 query holds at most 255.`);
  return [bytes.length, ...bytes];
}

function policyKeyBytes(key: string | undefined): Uint8Array {
  if (key === undefined) return new Uint8Array();
  const value = Number(key);
  if (!/^\d+$/.test(key) || value > 0xffffffff) throw new Error(`The policy key ${key} is no unsigned 32-bit number.`);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function parameterBytes(name: string, value: string): number[] {
  const tag = tagOfParameter(name) ?? (/^#\d{1,3}$/.test(name) ? Number(name.slice(1)) : undefined);
  if (tag === undefined || tag > 255) throw new Error(`The parameter ${name} has no tag for the base64 query.`);
  const bytes = name === "Options" ? Uint8Array.of(Number(value) & 0xff) : utf8.encode(value);
  return [tag, ...counted(name, bytes)];
}

/** Undefined when the text is no base64 or ends before the device type. */
export function decodeBase64Query(text: string): Decoded | undefined {
  if (text === "" || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  const [version, command, low, high] = bytes;
  if (version === undefined || command === undefined || low === undefined || high === undefined) return undefined;
  const deviceId = readCounted(bytes, 4);
  const policyKey = deviceId && readCounted(bytes, deviceId.end);
  const deviceType = policyKey && readCounted(bytes, policyKey.end);
  if (deviceId === undefined || policyKey === undefined || deviceType === undefined) return undefined;
  const parameters = readParameters(bytes, deviceType.end);
  const key = readPolicyKey(policyKey.bytes);
  const query: Base64Query = {
    protocolVersion: `${Math.trunc(version / 10)}.${version % 10}`,
    command: commandOfCode(command) ?? "",
    locale: low | (high << 8),
    deviceId: readName(deviceId.bytes),
    ...(key === undefined ? {} : { policyKey: key }),
    deviceType: readName(deviceType.bytes),
    ...(parameters.values.length === 0 ? {} : { parameters: Object.fromEntries(parameters.values) }),
  };
  const departures = [
    ...(commandOfCode(command) === undefined ? [`the command code ${command} is not defined`] : []),
    ...(deviceId.bytes.length === 0 ? ["the device id is empty"] : []),
    ...(policyKey.bytes.length === 0 || policyKey.bytes.length === 4
      ? []
      : [`the policy key has ${policyKey.bytes.length} bytes, not 0 or 4`]),
    ...parameters.departures,
  ];
  return { query, departures };
}

function readCounted(bytes: Uint8Array, at: number): { readonly bytes: Uint8Array; readonly end: number } | undefined {
  const length = bytes[at];
  if (length === undefined || at + 1 + length > bytes.length) return undefined;
  return { bytes: bytes.subarray(at + 1, at + 1 + length), end: at + 1 + length };
}

/** A device id may be a GUID in its 16 bytes: then it is named by its hexadecimal digits. */
function readName(bytes: Uint8Array): string {
  const printable = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  const buffer = Buffer.from(bytes);
  return printable || bytes.length !== 16 ? buffer.toString("utf8") : buffer.toString("hex");
}

function readPolicyKey(bytes: Uint8Array): string | undefined {
  if (bytes.length !== 4) return undefined;
  return String(new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true));
}

function readParameters(bytes: Uint8Array, start: number): { values: [string, string][]; departures: string[] } {
  const values: [string, string][] = [];
  const departures: string[] = [];
  let at = start;
  while (at < bytes.length) {
    const tag = bytes[at];
    const value = readCounted(bytes, at + 1);
    if (tag === undefined || value === undefined) {
      departures.push(`${bytes.length - at} bytes at the end are no command parameter`);
      break;
    }
    const name = parameterOfTag(tag) ?? `#${tag}`;
    const text = name === "Options" ? String(value.bytes[0] ?? 0) : Buffer.from(value.bytes).toString("utf8");
    values.push([name, text]);
    at = value.end;
  }
  return { values, departures };
}
