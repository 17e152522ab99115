import type { Socket } from "node:net";

const interim = /^HTTP\/1\.[01] 100[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n/;
/** Bytes of an interim answer that are looked at. */
const longest = 4_096;

/**
 * Hides "100 Continue" from the HTTP library, which ends a connection on one that it did not ask for. A client has to read past
 * it (RFC 9110, 15.2). Takes it as far as it comes in one piece, which is how servers send it.
 */
export class Interim {
  #expected = true;

  /** An answer is to begin. */
  reset(): void {
    this.#expected = true;
  }

  attach(socket: Socket): void {
    const read = socket.read.bind(socket);
    socket.read = (size?: number): unknown => {
      const chunk: unknown = size === undefined ? read() : read(size);
      if (!this.#expected || !Buffer.isBuffer(chunk)) return chunk;
      const head = interim.exec(chunk.toString("latin1", 0, longest))?.[0];
      this.#expected = head !== undefined;
      if (head === undefined) return chunk;
      if (head.length === chunk.length) return socket.read(size);
      socket.unshift(chunk.subarray(head.length));
      return socket.read(size);
    };
  }
}
