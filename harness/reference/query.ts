/** What a query string says, whichever of its two forms it has ([MS-ASHTTP] 2.2.1.1.1). */
export interface Query {
  readonly command: string;
  readonly deviceId: string;
  readonly deviceType: string;
  /** Base64 form only: there these two replace the headers. */
  readonly version?: string;
  readonly policyKey?: string;
}

/** Command codes of the base64 form ([MS-ASHTTP] 2.2.1.1.1.1.2). */
const commandCodes: ReadonlyMap<number, string> = new Map([
  [0, "Sync"],
  [1, "SendMail"],
  [2, "SmartForward"],
  [3, "SmartReply"],
  [4, "GetAttachment"],
  [9, "FolderSync"],
  [10, "FolderCreate"],
  [11, "FolderDelete"],
  [12, "FolderUpdate"],
  [13, "MoveItems"],
  [14, "GetItemEstimate"],
  [15, "MeetingResponse"],
  [16, "Search"],
  [17, "Settings"],
  [18, "Ping"],
  [19, "ItemOperations"],
  [20, "Provision"],
  [21, "ResolveRecipients"],
  [22, "ValidateCert"],
  [23, "Find"],
]);

/** Undefined for a query of neither form. A device id or type that is missing comes back as "". */
export function readQuery(search: string): Query | undefined {
  const text = search.replace(/^\?/, "");
  return /^Cmd=|&Cmd=/i.test(text) ? readPlain(text) : readBase64(text);
}

function readPlain(text: string): Query | undefined {
  const fields = new Map([...new URLSearchParams(text)].map(([name, value]) => [name.toLowerCase(), value]));
  const command = fields.get("cmd");
  if (command === undefined || command === "") return undefined;
  return { command, deviceId: fields.get("deviceid") ?? "", deviceType: fields.get("devicetype") ?? "" };
}

/** Version, command, locale (2), device id, policy key, device type, each of the last three with its length before it. */
function readBase64(text: string): Query | undefined {
  const encoded = safelyDecoded(text);
  if (encoded === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  const [version, code] = bytes;
  const deviceId = field(bytes, 4);
  const policyKey = deviceId && field(bytes, deviceId.next);
  const deviceType = policyKey && field(bytes, policyKey.next);
  const command = code === undefined ? undefined : commandCodes.get(code);
  if (version === undefined || command === undefined || deviceType === undefined) return undefined;
  if (deviceId === undefined || policyKey === undefined || ![0, 4].includes(policyKey.value.length)) return undefined;
  return {
    command,
    deviceId: nameOf(deviceId.value),
    deviceType: nameOf(deviceType.value),
    version: `${Math.trunc(version / 10)}.${version % 10}`,
    policyKey: policyKey.value.length === 0 ? "0" : String(policyKey.value.readUInt32LE()),
  };
}

function safelyDecoded(text: string): string | undefined {
  return /%(?![0-9a-f]{2})/i.test(text) ? undefined : unescaped(text);
}

/** %2B, %2F and %3D are all that a base64 text can have escaped. */
function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function field(bytes: Buffer, at: number): { value: Buffer; next: number } | undefined {
  const length = bytes[at];
  if (length === undefined || at + 1 + length > bytes.length) return undefined;
  return { value: bytes.subarray(at + 1, at + 1 + length), next: at + 1 + length };
}

/** A device id may be a string or a GUID; the latter is named by its hexadecimal digits. */
function nameOf(bytes: Buffer): string {
  return bytes.every((byte) => byte > 0x20 && byte < 0x7f) ? bytes.toString("latin1") : bytes.toString("hex");
}
