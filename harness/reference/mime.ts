/** What the server keeps of a mail that it was given (RFC 5322, RFC 2045, RFC 2047). */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Mail addresses in To and Cc. */
  readonly recipients: readonly string[];
}

/** Undefined when there is no header that could be one. */
export function readMail(mime: Uint8Array): Mail | undefined {
  const { headers, body } = splitPart(Buffer.from(mime).toString("latin1"));
  if (headers.size === 0) return undefined;
  const header = (name: string) => decodeWords(headers.get(name) ?? "");
  const recipients = ["to", "cc"].flatMap((name) => addressesIn(header(name)));
  return {
    from: header("from"),
    to: header("to"),
    subject: header("subject"),
    text: textOf(headers, body),
    recipients,
  };
}

type Headers = ReadonlyMap<string, string>;

function splitPart(source: string): { headers: Headers; body: string } {
  const [, head = source, body = ""] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(source) ?? [];
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) headers.set(name.toLowerCase(), value);
  }
  return { headers, body };
}

/** The first text part; its charset is taken for UTF-8, of which ASCII is a part. */
function textOf(headers: Headers, body: string): string {
  const type = headers.get("content-type") ?? "text/plain";
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (!/^multipart\//i.test(type) || boundary === undefined) return decodeBody(headers, body);
  const first = body.split(`--${boundary}`)[1];
  if (first === undefined) return "";
  const part = splitPart(first.replace(/^\r?\n/, "").replace(/\r?\n$/, ""));
  return decodeBody(part.headers, part.body);
}

function decodeBody(headers: Headers, body: string): string {
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase();
  if (encoding === "base64") return clean(Buffer.from(body, "base64"));
  if (encoding === "quoted-printable") return clean(unquote(body.replace(/=\r?\n/g, "")));
  return clean(Buffer.from(body, "latin1"));
}

function unquote(text: string): Buffer {
  const bytes = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

/** Encoded words, and bare text between them; the charset of both is taken for UTF-8. */
function decodeWords(value: string): string {
  const joined = clean(Buffer.from(value, "latin1")).replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?[^?]+\?([bq])\?([^?]*)\?=/gi, (_, form: string, text: string) =>
    form.toLowerCase() === "b" ? clean(Buffer.from(text, "base64")) : clean(unquote(text.replaceAll("_", " "))),
  );
}

/** A string that can be sent: no U+0000 ([MS-ASDTYPE] 2.7). */
function clean(bytes: Buffer): string {
  return bytes.toString("utf8").replaceAll("\0", "");
}

function addressesIn(header: string): string[] {
  return header.match(/[^\s<>,;"()]+@[^\s<>,;"()]+/g) ?? [];
}
