const textEncoder = new TextEncoder();

/** Strings up to this many characters are cheaper to write by hand than through TextEncoder, when they are ASCII. */
const SHORT = 48;

/** The buffer of the document before: a new one for each is most of what writing a short document costs. */
let spare: Uint8Array | undefined;

function takeSpare(): Uint8Array {
  const bytes = spare ?? new Uint8Array(1024);
  spare = undefined;
  return bytes;
}

/** A buffer that a long document made long is not kept. */
const longestSpare = 65_536;

/** Bytes being written, in a buffer that doubles when it is full. After `take` it is not written to any more. */
export class Output {
  private bytes = takeSpare();
  private length = 0;

  get size(): number {
    return this.length;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  raw(data: Uint8Array): void {
    // A view whose memory was transferred away is empty as well, and cannot be copied from.
    if (data.length === 0) return;
    this.reserve(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }

  /** mb_u_int32 in as few octets as can be ([WBXML 1.3] 5.1). Divides, because shifts are signed from 2^31 on. */
  integer(value: number): void {
    const groups = [value % 128];
    for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) groups.push((rest % 128) + 128);
    for (const group of groups.reverse()) this.byte(group);
  }

  /** Writes a string as UTF-8 and the 00 after it. Says what keeps it from having that form, and then has written nothing. */
  terminated(text: string): "nul" | "surrogate" | undefined {
    this.reserve(text.length * 3 + 1);
    const start = this.length;
    if (text.length > SHORT || !this.shortAscii(text)) {
      const problem = this.long(text);
      if (problem !== undefined) {
        this.length = start;
        return problem;
      }
    }
    this.byte(0);
    return undefined;
  }

  private shortAscii(text: string): boolean {
    const { bytes, length } = this;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0 || code > 0x7f) return false;
      bytes[length + index] = code;
    }
    this.length += text.length;
    return true;
  }

  private long(text: string): "nul" | "surrogate" | undefined {
    const start = this.length;
    this.length += textEncoder.encodeInto(text, this.bytes.subarray(start)).written;
    const written = this.bytes.subarray(start, this.length);
    if (written.includes(0)) return "nul";
    return holdsReplacement(written) && /\p{Surrogate}/u.test(text) ? "surrogate" : undefined;
  }

  take(): Uint8Array {
    const written = this.bytes.slice(0, this.length);
    if (this.bytes.length <= longestSpare) spare = this.bytes;
    return written;
  }

  private reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Whether EF BF BD, U+FFFD, stands there: what TextEncoder writes for an unpaired surrogate, and for U+FFFD itself. */
function holdsReplacement(utf8: Uint8Array): boolean {
  for (let at = utf8.indexOf(0xef); at >= 0; at = utf8.indexOf(0xef, at + 1)) {
    if (utf8[at + 1] === 0xbf && utf8[at + 2] === 0xbd) return true;
  }
  return false;
}
