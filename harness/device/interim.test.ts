import { createServer } from "node:net";
import { expect, test } from "vitest";
import { Transport } from "./transport.js";

/** The status and text that come of an answer with these bytes, in these pieces. */
async function answered(...pieces: readonly string[]) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", async () => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((go) => setTimeout(go, 20));
      }
      socket.end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const transport = new Transport({});
  try {
    const url = new URL(`http://127.0.0.1:${port}/`);
    const { answer, failure } = await transport.carry({ method: "POST", url, headers: [] }, 10_000);
    return { status: answer?.status, text: answer && Buffer.from(answer.body).toString(), failure };
  } finally {
    transport.close();
    await new Promise((done) => server.close(done));
  }
}

const final = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

test.each<[string, readonly string[]]>([
  ["before the answer, in one piece with it", [`HTTP/1.1 100 Continue\r\n\r\n${final}`]],
  ["by itself", ["HTTP/1.1 100 Continue\r\n\r\n", final]],
  ["twice, with a header", ["HTTP/1.1 100 Continue\r\nDate: now\r\n\r\n", "HTTP/1.1 100 Go on\r\n\r\n", final]],
  ["after early hints", ["HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n", final]],
  ["before a note that work goes on", ["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n", final]],
])("interim answers that nobody asked for are read past: %s", async (_, pieces) => {
  expect(await answered(...pieces)).toEqual({ status: 200, text: "hi", failure: undefined });
});

test("what only looks like one, inside an answer, is left alone", async () => {
  const text = "HTTP/1.1 100 Continue\r\n\r\n";
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n`;
  expect(await answered(head + text)).toMatchObject({ status: 200, text });
  expect(await answered(head, text)).toMatchObject({ status: 200, text });
});
