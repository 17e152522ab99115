import type { VNode } from "preact";
import type { Exchange, HeaderLine, Mark, Message, RequestMessage, ResponseMessage } from "../../harness/eas/index.js";
import type { CurlLine } from "../curl.js";
import { requestGist, responseGist } from "../gist.js";
import { urlWithoutSecrets, withoutSecrets } from "../secrets.js";
import { shortened } from "../shortened.js";
import { Command } from "./command.js";
import type { ShownExchange } from "./evidence.js";
import { count, duration, exchangeAnchor, moment, plural } from "./format.js";
import { HexDump, type Region } from "./hex.js";
import { scrolls } from "./scrolls.js";
import { Text, visible } from "./text.js";
import { PlainXml, XmlView } from "./xml.js";

function headerLine([name, value]: HeaderLine): string {
  const { text, rest } = shortened(value, 500);
  return `${name}: ${text}${rest > 0 ? ` … ${count(rest)} more characters` : ""}\n`;
}

function Headers({ message, side }: { readonly message: Message; readonly side: Mark["side"] }): VNode | null {
  if (message.headers.length === 0) return null;
  return (
    <details class="headers">
      <summary>{plural(message.headers.length, "header")}</summary>
      <pre class="xml" {...scrolls(`Headers of the ${side}`)}>
        {visible(withoutSecrets(message.headers).map(headerLine).join(""))}
      </pre>
    </details>
  );
}

function Faults({ message }: { readonly message: Message }): VNode | null {
  if (message.faults.length === 0) return null;
  return (
    <ul class="faults">
      {message.faults.slice(0, 20).map((fault) => (
        <li>
          Byte {count(fault.offset)}: expected <Text value={fault.expected} />, found <Text value={fault.found} /> (
          {fault.section})
        </li>
      ))}
      {message.faults.length > 20 && <li class="left-out">… {count(message.faults.length - 20)} more faults</li>}
    </ul>
  );
}

/** Text of a body that is no WBXML, an error page for instance. */
function PlainBody({ body, label }: { readonly body: Uint8Array; readonly label: string }): VNode {
  const shown = new TextDecoder().decode(body.subarray(0, 1_200));
  return (
    <pre class="xml" {...scrolls(label)}>
      <Text value={shown} />
      {body.length > 1_200 && <span class="left-out"> … {count(body.length - 1_200)} more bytes</span>}
    </pre>
  );
}

interface BodyProps {
  readonly message: Message;
  readonly side: Mark["side"];
  readonly mark?: Mark | undefined;
  readonly withBytes: boolean;
}

function Content({ message: { body, document }, side, mark, withBytes }: BodyProps): VNode {
  if (document === undefined) return <PlainBody body={body} label={`Text of the ${side}`} />;
  if (!withBytes) return <PlainXml document={document} label={`XML of the ${side}`} />;
  return <XmlView document={document} mark={mark} label={`XML of the ${side}`} />;
}

function Body({ message, side, mark, withBytes }: BodyProps): VNode {
  const { body } = message;
  if (body.length === 0) return <p class="quiet">Empty body.</p>;
  const regions: Region[] = [
    ...(mark === undefined ? [] : [mark]),
    ...message.faults.map(({ offset, length }) => ({ start: offset, end: offset + length })),
  ];
  return (
    <>
      <Faults message={message} />
      <div class={withBytes ? "sides" : "side"}>
        <Content message={message} side={side} mark={mark} withBytes={withBytes} />
        {withBytes && <HexDump bytes={body} regions={regions} label={`Bytes of the ${side}`} />}
      </div>
    </>
  );
}

interface MessageProps {
  readonly exchange: Exchange;
  readonly mark?: Mark | undefined;
  readonly withBytes: boolean;
  /** Level of the heading. */
  readonly heading: "h4" | "h5";
}

function Request({ exchange, mark, withBytes, heading: Heading }: MessageProps): VNode {
  const { request }: { readonly request: RequestMessage } = exchange;
  return (
    <section class="message">
      <Heading class="side-name">Request</Heading>
      <p class="start-line">
        {request.method} <Text value={urlWithoutSecrets(request.url)} most={600} />
      </p>
      <Headers message={request} side="request" />
      <Body message={request} side="request" mark={mark?.side === "request" ? mark : undefined} withBytes={withBytes} />
    </section>
  );
}

function Response({ exchange, mark, withBytes, heading: Heading }: MessageProps): VNode {
  const { response, failure }: { readonly response?: ResponseMessage; readonly failure?: Exchange["failure"] } =
    exchange;
  if (response === undefined) {
    return (
      <section class="message">
        <Heading class="side-name">No response</Heading>
        <p>
          <Text value={failure?.message ?? "none was recorded"} />
        </p>
      </section>
    );
  }
  return (
    <section class="message">
      <Heading class="side-name">Response</Heading>
      <p class="start-line">
        HTTP {response.status} <Text value={response.reason} /> · {plural(response.body.length, "byte")}
      </p>
      <Headers message={response} side="response" />
      <Body
        message={response}
        side="response"
        mark={mark?.side === "response" ? mark : undefined}
        withBytes={withBytes}
      />
    </section>
  );
}

function Remarks({ exchange }: { readonly exchange: Exchange }): VNode | null {
  if (exchange.deliberate === undefined && exchange.lost !== true) return null;
  return (
    <p class="quiet">
      {exchange.deliberate !== undefined && (
        <>
          The request breaks a rule on purpose: <Text value={exchange.deliberate} />.{" "}
        </>
      )}
      {exchange.lost === true && "The answer was read and then thrown away, as if it had been lost on the way."}
    </p>
  );
}

/** The bare request, for whoever wants to look at it with other tools. It repeats no state that led up to it. */
function Curl({ line, variables }: CurlLine): VNode {
  return (
    <details class="curl">
      <summary>This request alone, with curl</summary>
      <p class="quiet">
        Only the request: SyncKeys and policy keys in it belong to the run. To repeat the whole case, use the command
        above.
        {variables.length > 0 && ` It takes from the shell: ${variables.join("; ")}.`}
      </p>
      <Command text={line} most={6_000} />
    </details>
  );
}

/** An exchange that a judgement rests on: XML beside bytes, with the mark in both. */
export function JudgedExchange({
  shown,
  isFirst,
}: {
  readonly shown: ShownExchange;
  readonly isFirst: boolean;
}): VNode {
  const { exchange, mark, curl } = shown;
  return (
    <section class="exchange" id={isFirst ? exchangeAnchor(exchange.id) : undefined}>
      <h4>
        Exchange <Text value={exchange.id} />
      </h4>
      <p class="quiet">
        Device {exchange.device} (<Text value={exchange.partnership.deviceId} />
        ), {exchange.command}, {moment(exchange.startedAt)}, {duration(exchange.durationMs)}
      </p>
      <Remarks exchange={exchange} />
      <Request exchange={exchange} mark={mark} withBytes heading="h5" />
      <Response exchange={exchange} mark={mark} withBytes heading="h5" />
      {curl !== undefined && <Curl {...curl} />}
    </section>
  );
}

/** An exchange that led up to the judged one, collapsed: XML only. */
export function EarlierExchange({
  exchange,
  isFirst,
}: {
  readonly exchange: Exchange;
  readonly isFirst: boolean;
}): VNode {
  return (
    <details class="earlier" id={isFirst ? exchangeAnchor(exchange.id) : undefined}>
      <summary>
        <Text value={exchange.id} />: {exchange.command} <Text value={requestGist(exchange)} most={160} />{" "}
        <span aria-hidden="true">→</span>
        <span class="unseen"> answered </span> <Text value={responseGist(exchange)} most={160} />
      </summary>
      <Remarks exchange={exchange} />
      <Request exchange={exchange} withBytes={false} heading="h4" />
      <Response exchange={exchange} withBytes={false} heading="h4" />
    </details>
  );
}
