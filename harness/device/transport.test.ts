import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalServer, selfSigned, serveHttp, serveRaw, serveTls } from "./testing/local-server.js";
import { type Carried, Transport, type TransportSetup, type WireRequest } from "./transport.js";

const openThings: { close(): unknown }[] = [];

afterEach(async () => {
  for (const thing of openThings.splice(0).reverse()) await thing.close();
});

function kept<T extends { close(): unknown }>(thing: T): T {
  openThings.push(thing);
  return thing;
}

function transport(setup: TransportSetup = {}): Transport {
  return kept(new Transport(setup));
}

function post(url: string, body: Uint8Array = new Uint8Array([3, 1, 0x6a, 0]), headers: WireRequest["headers"] = []) {
  return { method: "POST", url: new URL(url), headers, body } as const;
}

function carry(url: string, setup?: TransportSetup, timeoutMs = 20_000): Promise<Carried> {
  return transport(setup).carry(post(url), timeoutMs);
}

/** A server that answers every request with these bytes and closes. */
async function answering(...parts: (string | Uint8Array)[]): Promise<string> {
  const server = kept(
    await serveRaw((socket) => {
      for (const part of parts) socket.write(part);
      socket.end();
    }),
  );
  return server.url;
}

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

describe("failure", () => {
  it("refused: nothing listens", async () => {
    const server = await serveHttp((_request, _body, response) => response.end());
    await server.close();
    const { failure, answer, sentHeaders } = await carry(server.url);
    expect(answer).toBeUndefined();
    expect(failure).toEqual({
      kind: "refused",
      message: `${server.url} refuses the connection: nothing listens there.`,
    });
    expect(sentHeaders).toEqual([]);
  });

  it("unreachable: a host name that cannot be", async () => {
    const { failure } = await carry("http://no-such-host.invalid/");
    expect(failure?.kind).toBe("unreachable");
    expect(failure?.message).toContain("host name");
  });

  it("closed: no answer at all", async () => {
    const { failure } = await carry(await answering());
    expect(failure?.kind).toBe("closed");
    expect(failure?.message).toContain("without an answer");
  });

  it("closed: the connection is reset", async () => {
    const server = kept(await serveRaw((socket) => socket.resetAndDestroy()));
    expect((await carry(server.url)).failure?.kind).toBe("closed");
  });

  it.each([
    ["in the header", "HTTP/1.1 200 OK\r\nContent-Le"],
    ["in a body of known length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"],
    ["in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nabc"],
  ])("closed: %s", async (_where, bytes) => {
    const { failure } = await carry(await answering(bytes));
    expect(failure?.kind).toBe("closed");
    expect(failure?.message).toContain("in the middle of its answer");
  });

  it.each([
    ["not HTTP", "220 mail.example ESMTP\r\n", '"220 mail.example ESMTP'],
    ["a bad header name", "HTTP/1.1 200 OK\r\nBad Name: x\r\n\r\n", '"HTTP/1.1 200 OK'],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", '"HTTP'],
    ["TLS on a plain connection", "\x15\x03\x01\x00\x02\x02\x0a", "https:"],
  ])("malformed: %s", async (_what, bytes, words) => {
    const { failure } = await carry(await answering(Buffer.from(bytes, "latin1")));
    expect(failure?.kind).toBe("malformed");
    expect(failure?.message).toContain(words);
  });

  it.each(["gzip", "zstandard"])("malformed: a body that is not the %s it claims", async (coding) => {
    const url = await answering(`HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: 3\r\n\r\nabc`);
    const { failure } = await carry(url);
    expect(failure?.kind).toBe("malformed");
    expect(failure?.message).toContain(`"${coding}"`);
  });

  it("timeout: no answer, or half of one", async () => {
    const silent = kept(await serveRaw(() => undefined));
    const slow = kept(await serveRaw((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")));
    const [never, half] = [await carry(silent.url, {}, 40), await carry(slow.url, {}, 300)];
    expect(never.failure).toEqual({ kind: "timeout", message: `${silent.url} did not answer within 0.04 s.` });
    expect(half.failure).toEqual({ kind: "timeout", message: `${slow.url} did not finish its answer within 0.3 s.` });
  });

  it("aborted: the signal fires, before or while it waits", async () => {
    const silent = kept(await serveRaw(() => controller.abort()));
    const controller = new AbortController();
    expect((await carry(silent.url, { signal: controller.signal })).failure?.kind).toBe("aborted");
    expect((await carry(silent.url, { signal: controller.signal })).failure?.kind).toBe("aborted");
    expect(silent.connections()).toBe(1);
  });

  it("aborted: the transport is closed", async () => {
    const silent = kept(await serveRaw(() => phone.close()));
    const phone = transport();
    expect((await phone.carry(post(silent.url), 20_000)).failure?.kind).toBe("aborted");
  });
});

describe("TLS", () => {
  const here = selfSigned("IP:127.0.0.1");
  const elsewhere = selfSigned("DNS:elsewhere.example");
  const hello = async (certificate: typeof here): Promise<LocalServer> =>
    kept(await serveTls((_request, _body, response) => response.end("hello"), certificate));

  it("refuses a certificate that nobody vouches for, in words", async () => {
    const { failure } = await carry((await hello(here)).url);
    expect(failure?.kind).toBe("tls");
    expect(failure?.message).toMatch(/certificate of https:.* is not trusted: it is self-signed/);
  });

  it("accepts it when its authority is given, yet not for another host", async () => {
    const good = await carry((await hello(here)).url, { tls: { ca: here.cert } });
    expect(Buffer.from(good.answer?.body ?? []).toString()).toBe("hello");
    const bad = await carry((await hello(elsewhere)).url, { tls: { ca: elsewhere.cert } });
    expect(bad.failure?.message).toContain("another host name");
  });

  it("accepts anything when told to", async () => {
    const { answer, sentHeaders } = await carry((await hello(elsewhere)).url, { tls: { insecure: true } });
    expect(answer?.status).toBe(200);
    expect(sentHeaders[0]?.[0]).toBe("host");
  });

  it("says so when the port speaks plain HTTP", async () => {
    const server = kept(await serveHttp((_request, _body, response) => response.end()));
    const { failure } = await carry(server.url.replace("http:", "https:"));
    expect(failure?.kind).toBe("tls");
    expect(failure?.message).toContain("http:");
  });

  it("on a plain URL is a failure of the answer", async () => {
    const { failure } = await carry((await hello(here)).url.replace("https:", "http:"));
    expect(["closed", "malformed"]).toContain(failure?.kind);
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
