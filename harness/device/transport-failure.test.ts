import { describe, expect, it } from "vitest";
import { answering, carry, kept, post, transport } from "./testing/carrying.js";
import { type LocalServer, selfSigned, serveHttp, serveRaw, serveTls } from "./testing/local-server.js";
import { classifyFailure } from "./transport-failure.js";

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

  it("unreachable: no connection in time, over TLS perhaps for want of TLS", () => {
    const error = Object.assign(new Error("Connect Timeout Error"), { code: "UND_ERR_CONNECT_TIMEOUT" });
    const told = (origin: string) => classifyFailure(error, { origin, received: new Uint8Array() });
    expect(told("http://h:1")?.message).toBe(
      "http://h:1 cannot be reached: the host does not answer the connection request.",
    );
    expect(told("https://h:1")?.message).toMatch(/^https:\/\/h:1 .*does not speak TLS on this port/);
    expect(told("https://h:1")?.kind).toBe("unreachable");
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
    expect(failure?.kind).toBe("authority");
    expect(failure?.message).toMatch(/certificate of https:.* is not trusted: it is self-signed/);
  });

  it("accepts it when its authority is given, yet not for another host", async () => {
    const good = await carry((await hello(here)).url, { tls: { ca: here.cert } });
    expect(Buffer.from(good.answer?.body ?? []).toString()).toBe("hello");
    const bad = await carry((await hello(elsewhere)).url, { tls: { ca: elsewhere.cert } });
    expect(bad.failure).toMatchObject({ kind: "certificate", message: expect.stringContaining("another host name") });
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
