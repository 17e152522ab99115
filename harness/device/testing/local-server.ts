import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createRawServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Real servers on loopback for the tests of this folder: what a mock never shows is how connections end.

export interface LocalServer {
  readonly url: string;
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;

export function serveHttp(handler: Handler): Promise<LocalServer> {
  return listen(createServer(reading(handler)), "http", "connection");
}

export function serveTls(handler: Handler, certificate: Certificate): Promise<LocalServer> {
  return listen(createTlsServer(certificate, reading(handler)), "https", "secureConnection");
}

export interface RawServer extends LocalServer {
  /** Everything received, one entry a connection. */
  readonly received: readonly string[];
}

/** Calls `answer` once the head and the Content-Length bytes of a request are there; what is written is up to it. */
export async function serveRaw(answer: (socket: Socket, nth: number) => void): Promise<RawServer> {
  const received: string[] = [];
  const server = createRawServer((socket) => {
    const nth = received.push("") - 1;
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      received[nth] += chunk.toString("latin1");
      if (isWhole(received[nth] ?? "")) answer(socket, nth);
    });
  });
  const local = await listen(server, "http", "connection");
  return { ...local, received };
}

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A fresh self-signed certificate for this subject alternative name, e.g. "IP:127.0.0.1". */
export function selfSigned(subjectAltName: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "asms-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  try {
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        ...["-days", "2", "-subj", "/CN=test", "-addext", `subjectAltName=${subjectAltName}`],
        ...["-keyout", key, "-out", cert],
      ],
      { stdio: "pipe" },
    );
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isWhole(request: string): boolean {
  const end = request.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = Number(/content-length: *(\d+)/i.exec(request.slice(0, end))?.[1] ?? 0);
  return request.length >= end + 4 + length;
}

function reading(handler: Handler): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => handler(request, Buffer.concat(chunks), response));
  };
}

async function listen(server: Server, scheme: string, connected: string): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on(connected, () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
