import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answering, carry, kept, post, transport } from "./testing/carrying.js";
import { serveHttp, serveRaw } from "./testing/local-server.js";
import type { Carried, TransportSetup } from "./transport.js";

const twoWays = [true, false];

describe("request", () => {
  it("goes out with path, query and headers exactly as given, and says what went out", async () => {
    const server = kept(await serveRaw((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
    const headers = [
      ["Authorization", "Bearer a.b-c_d=="],
      ["MS-ASProtocolVersion", "14.1"],
      ["Content-Type", "application/vnd.ms-sync.wbxml"],
    ] as const;
    const request = post(`${server.url}/SOGo/any%2Fpath?Cmd=Sync&User=a%40b`, Buffer.from("body"), headers);
    const carried = await transport().carry(request, 20_000);
    const host = new URL(server.url).host;
    const lines = [
      `host: ${host}`,
      "connection: close",
      "Authorization: Bearer a.b-c_d==",
      "MS-ASProtocolVersion: 14.1",
      "Content-Type: application/vnd.ms-sync.wbxml",
      "content-length: 4",
    ];
    expect(server.received).toEqual([
      `POST /SOGo/any%2Fpath?Cmd=Sync&User=a%40b HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\nbody`,
    ]);
    expect(carried.sentHeaders.map(([name, value]) => `${name}: ${value}`)).toEqual(lines);
  });

  it("has a Content-Length also without a body", async () => {
    const server = kept(await serveRaw((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
    await transport().carry({ method: "POST", url: new URL(server.url), headers: [] }, 20_000);
    expect(server.received[0]).toContain("\r\ncontent-length: 0\r\n");
  });

  it("is the same bytes when sent again", async () => {
    const server = kept(await serveRaw((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
    const request = post(server.url, Buffer.from([0, 255, 13, 10]));
    const phone = transport();
    await phone.carry(request, 20_000);
    await phone.carry(request, 20_000);
    expect(server.received).toHaveLength(2);
    expect(server.received[1]).toBe(server.received[0]);
  });

  it("that is cancelled before it goes out is not told with the headers of the one before", async () => {
    const server = kept(await serveHttp((_request, _body, response) => response.end()));
    const stop = new AbortController();
    const phone = transport({ keepAlive: true, signal: stop.signal });
    const lengthsOf = ({ sentHeaders }: Carried) =>
      sentHeaders.filter(([name]) => name.toLowerCase() === "content-length").map(([, length]) => length);
    expect(lengthsOf(await phone.carry(post(server.url, new Uint8Array(134)), 20_000))).toEqual(["134"]);
    stop.abort();
    const cancelled = await phone.carry(post(server.url, new Uint8Array(318)), 20_000);
    expect(cancelled.failure?.kind).toBe("aborted");
    expect(lengthsOf(cancelled)).toEqual([]);
  });

  it("that HTTP does not allow is an error of the caller", async () => {
    const server = kept(await serveHttp((_request, _body, response) => response.end()));
    const request = post(server.url, new Uint8Array(), [["X", "a\r\nb"]]);
    await expect(transport().carry(request, 20_000)).rejects.toThrow(/invalid x header|No exchange/i);
  });

  it.each(twoWays)("bodies come and go unharmed (keepAlive %s)", async (keepAlive) => {
    const server = kept(await serveHttp((_request, body, response) => response.end(body)));
    const phone = transport({ keepAlive });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 70_000, size: "max" }), async (body) => {
        const { answer } = await phone.carry(post(server.url, body), 20_000);
        expect(Buffer.compare(answer?.body ?? Buffer.from("none"), body)).toBe(0);
      }),
      { numRuns: 15 },
    );
  });
});

describe("answer", () => {
  it("keeps status, reason, and header lines with order, case and repeats", async () => {
    const url = await answering("HTTP/1.1 200 Very Well\r\nx-b: 1\r\nX-A: 2\r\nX-b: 3\r\nContent-Length: 2\r\n\r\nhi");
    const { answer, failure } = await carry(url);
    expect(failure).toBeUndefined();
    expect(answer).toMatchObject({ status: 200, reason: "Very Well" });
    expect(answer?.headers).toEqual([
      ["x-b", "1"],
      ["X-A", "2"],
      ["X-b", "3"],
      ["Content-Length", "2"],
    ]);
    expect(Buffer.from(answer?.body ?? []).toString()).toBe("hi");
  });

  it.each([401, 403, 404, 449, 451, 500, 501, 503])("of HTTP %i is an ordinary one", async (status) => {
    const url = await answering(`HTTP/1.1 ${status} X\r\nWWW-Authenticate: Basic\r\nContent-Length: 1\r\n\r\n!`);
    const { answer, failure } = await carry(url);
    expect(failure).toBeUndefined();
    expect(answer?.status).toBe(status);
    expect(answer?.body).toEqual(new Uint8Array([0x21]));
  });

  it("is never followed elsewhere", async () => {
    const server = kept(
      await serveHttp((_request, _body, response) => response.writeHead(302, { Location: "/elsewhere" }).end()),
    );
    expect((await carry(server.url)).answer?.status).toBe(302);
    expect(server.connections()).toBe(1);
  });

  it("is put together from chunks", async () => {
    const url = await answering(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
      "2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n",
    );
    expect(Buffer.from((await carry(url)).answer?.body ?? []).toString()).toBe("abcde");
  });

  it("without length ends with the connection", async () => {
    const url = await answering("HTTP/1.0 200 OK\r\n\r\n", "until the end");
    expect(Buffer.from((await carry(url)).answer?.body ?? []).toString()).toBe("until the end");
  });

  it.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["identity", (text: string) => Buffer.from(text)],
  ])("is unpacked from %s", async (coding, pack) => {
    const body = pack("some text, some text");
    const url = await answering(
      `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`,
      body,
    );
    expect(Buffer.from((await carry(url)).answer?.body ?? []).toString()).toBe("some text, some text");
  });

  it("without a body is empty, whatever Content-Encoding it names", async () => {
    const url = await answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");
    expect((await carry(url)).answer?.body).toEqual(new Uint8Array());
  });
});

describe("connections", () => {
  const twice = async (setup: TransportSetup, url: string): Promise<Carried[]> => {
    const phone = transport(setup);
    return [await phone.carry(post(url), 20_000), await phone.carry(post(url), 20_000)];
  };

  it("are new for each request unless kept alive", async () => {
    const one = kept(await serveHttp((_request, _body, response) => response.end()));
    await twice({}, one.url);
    expect(one.connections()).toBe(2);
    const two = kept(await serveHttp((_request, _body, response) => response.end()));
    const [, second] = await twice({ keepAlive: true }, two.url);
    expect(two.connections()).toBe(1);
    expect(second?.sentHeaders).toContainEqual(["connection", "keep-alive"]);
  });

  it("kept alive do not wait for one another", async () => {
    const waiting: (() => void)[] = [];
    const server = kept(
      await serveHttp((_request, _body, response) => {
        waiting.push(() => response.end());
        if (waiting.length === 2) for (const answer of waiting) answer();
      }),
    );
    const phone = transport({ keepAlive: true });
    const both = await Promise.all([phone.carry(post(server.url), 20_000), phone.carry(post(server.url), 20_000)]);
    expect(both.map(({ answer }) => answer?.status)).toEqual([200, 200]);
  });

  it("that the server closed without a word are not used again by default", async () => {
    const url = await answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    expect((await twice({}, url)).map(({ answer }) => answer?.status)).toEqual([200, 200]);
  });
});
