import type { Socket } from "node:net";
import type { HeaderLine } from "../eas/index.js";

/** Enough for any request head that this harness sends, and for the head of an answer. */
const limit = 65_536;

/**
 * Reads along on a connection, after TLS is off: the only way to know the request head as it really went out (the HTTP
 * library adds and orders headers) and the beginning of an answer that the library refuses to parse.
 */
export class Tap {
  #sent: Buffer = Buffer.alloc(0);
  #received: Buffer = Buffer.alloc(0);

  /** Forgets the exchange before; the connection itself may go on. */
  reset(): void {
    this.#sent = Buffer.alloc(0);
    this.#received = Buffer.alloc(0);
  }

  /**
   * Puts itself between the library and the socket. It replaces `write` and `push` and not adds a "data" listener, which
   * would switch the stream to flowing mode under the library's feet.
   */
  attach(socket: Socket): void {
    const { write, push } = socket;
    Object.assign(socket, {
      write: (...args: unknown[]): unknown => {
        this.#sent = extend(this.#sent, args[0], args[1]);
        return Reflect.apply(write, socket, args);
      },
      push: (...args: unknown[]): unknown => {
        this.#received = extend(this.#received, args[0], args[1]);
        return Reflect.apply(push, socket, args);
      },
    });
  }

  /** The header lines of the request as they went out; empty when nothing was sent. */
  sentHeaders(): HeaderLine[] {
    const end = this.#sent.indexOf("\r\n\r\n");
    if (end < 0) return [];
    const [, ...lines] = this.#sent.toString("latin1", 0, end).split("\r\n");
    return lines.map(headerLine);
  }

  /** The first bytes that came back. */
  received(): Buffer {
    return this.#received;
  }
}

function headerLine(line: string): HeaderLine {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function extend(buffer: Buffer, chunk: unknown, encoding: unknown): Buffer {
  if (buffer.length >= limit) return buffer;
  const bytes = toBytes(chunk, encoding);
  if (bytes === undefined) return buffer;
  // Most often it is the first and only piece, and need not be copied.
  if (buffer.length === 0) return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, limit));
  return Buffer.concat([buffer, bytes.subarray(0, limit - buffer.length)]);
}

function toBytes(chunk: unknown, encoding: unknown): Uint8Array | undefined {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk !== "string") return undefined;
  return Buffer.from(chunk, encoding === "latin1" ? "latin1" : "utf8");
}
