import type { Socket } from "node:net";

/** Every one but 101, by which a server would go on in another protocol. */
const interim = /^HTTP\/1\.[01] 1(?!01)\d\d[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n/;
/** Bytes of an interim answer that are looked at. */
const longest = 4_096;

/**
 * Hides interim answers from the HTTP library, which ends a connection on a "100 Continue" that it did not ask for. A client has
 * to read past all of them (RFC 9110, 15.2). Takes them as far as each comes in one piece, which is how servers send them.
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
