import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";

/** A request on its way to the target. */
export interface Passing {
  /** Of the query: "Sync"; "OPTIONS" for that method. */
  readonly command: string;
  readonly body: Buffer;
  /** Counts the requests of this command, from 1. */
  readonly number: number;
}

/**
 * Passes requests on to a server, and keeps those back of which `drops` says so: true closes the connection without an answer, a
 * number is the HTTP status of an answer without a body.
 */
export async function startDroppingProxy(
  target: string,
  drops: (passing: Passing) => boolean | number,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const counts = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      const url = new URL(incoming.url ?? "/", target);
      const command = url.searchParams.get("Cmd") ?? incoming.method ?? "";
      const number = (counts.get(command) ?? 0) + 1;
      counts.set(command, number);
      const dropped = drops({ command, body, number });
      if (dropped === true) incoming.socket.destroy();
      else if (dropped !== false) outgoing.writeHead(dropped).end();
      else passOn(url, { incoming, outgoing, body });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  const url = new URL(target);
  url.port = String(address.port);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: url.href, close };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function passOn(
  url: URL,
  { incoming, outgoing, body }: { incoming: IncomingMessage; outgoing: ServerResponse; body: Buffer },
): void {
  const { method, headers } = incoming;
  const onward = send(url, { ...(method === undefined ? {} : { method }), headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => incoming.socket.destroy());
  onward.end(body);
}
