import type { Exchange, HeaderLine, Mark, ResponseMessage, TransportFailure } from "../../harness/eas/index.js";
import type { FindingMark } from "../../harness/judging/results.js";
import { childElements, diagnose, type Element, encode } from "../../harness/wbxml/index.js";

// Makes exchanges for the tests of the reports: real bytes, decoded with offsets, as a run would have recorded them.

export interface ExchangePlan {
  readonly id: string;
  readonly device?: string;
  readonly command: string;
  readonly request?: Element | Uint8Array;
  /** Absent with `failure`; `null` is an empty 200. */
  readonly response?: Element | Uint8Array | null;
  readonly status?: number;
  readonly failure?: TransportFailure;
  readonly deliberate?: string;
  readonly lost?: boolean;
  readonly minute?: number;
  readonly responseHeaders?: readonly HeaderLine[];
}

function body(content: Element | Uint8Array | null | undefined): Pick<ResponseMessage, "body" | "document" | "faults"> {
  if (content === undefined || content === null) return { body: new Uint8Array(0), faults: [] };
  const bytes = content instanceof Uint8Array ? content : encode(content);
  const { root, faults } = diagnose(bytes);
  return { body: bytes, faults, ...(root === undefined ? {} : { document: root }) };
}

export function makeExchange(plan: ExchangePlan): Exchange {
  const device = plan.device ?? "A";
  const deviceId = `ASMS4F2C${device}0017`;
  const isOptions = plan.command === "OPTIONS";
  const query = isOptions ? "" : `?Cmd=${plan.command}&User=alice&DeviceId=${deviceId}&DeviceType=SMSPhone`;
  const at = new Date(Date.UTC(2026, 10, 22, 20, plan.minute ?? 0, 12, 345));
  const status = plan.status ?? 200;
  return {
    id: plan.id,
    device,
    partnership: { user: "alice", deviceId, deviceType: "SMSPhone" },
    command: plan.command,
    ...(isOptions ? {} : { protocolVersion: "14.1" }),
    startedAt: at.toISOString(),
    durationMs: 31.25,
    request: {
      method: isOptions ? "OPTIONS" : "POST",
      url: `http://127.0.0.1:20000/SOGo/Microsoft-Server-ActiveSync${query}`,
      headers: [
        ["Host", "127.0.0.1:20000"],
        ["Authorization", "Basic ********"],
        ...(isOptions
          ? []
          : ([
              ["MS-ASProtocolVersion", "14.1"],
              ["Content-Type", "application/vnd.ms-sync.wbxml"],
            ] satisfies HeaderLine[])),
      ],
      ...body(plan.request),
    },
    ...(plan.failure === undefined
      ? {
          response: {
            status,
            reason: status === 200 ? "OK" : "Internal Server Error",
            headers: plan.responseHeaders ?? [["Content-Type", "application/vnd.ms-sync.wbxml"]],
            ...body(plan.response),
          },
        }
      : { failure: plan.failure }),
    ...(plan.deliberate === undefined ? {} : { deliberate: plan.deliberate }),
    ...(plan.lost === undefined ? {} : { lost: plan.lost }),
  };
}

/** Points at the first element of this path in the exchange. */
export function markAt(exchange: Exchange, side: Mark["side"], path: string): FindingMark {
  const document = side === "request" ? exchange.request.document : exchange.response?.document;
  const [root, ...steps] = path.split("/");
  let found = document?.tag === root ? document : undefined;
  for (const step of steps) found = found && childElements(found).find(({ tag }) => tag === step);
  if (found?.start === undefined || found.end === undefined) throw new Error(`${path} is not in ${exchange.id}`);
  return { exchange: exchange.id, side, start: found.start, end: found.end, path };
}
