import { type Exchange, environmentalHttp, isHttpRefusal } from "../eas/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { type Answered, answers, broken, held } from "./observe.js";

const commands = ["Sync", "GetItemEstimate", "Settings"];
/** 501: see the gates. */
const environment = [...environmentalHttp, 501];
const wbxmlType = "application/vnd.ms-sync.wbxml";

const status = "HTTP status 200; what is wrong with a request is said by a Status inside";
const contentType = `Content-Type ${wbxmlType} for a body that is not empty`;

/** Status line and Content-Type of every answer ([MS-ASMS] 2.1, [MS-ASHTTP] 2.2.2.1). */
export const httpEnvelope: Monitor = {
  id: "ORC-HTTP",
  section: "2.1",
  purpose: "Every answer comes as HTTP 200, and a body has the Content-Type of ActiveSync WBXML",
  requirements: ["ASMS-2.1-1"],
  judges: "server",
  *observe(session) {
    for (const answered of answers(session, commands)) {
      if (!environment.includes(answered.response.status)) yield* judge(answered);
    }
  },
};

function* judge({ exchange, response }: Answered): Iterable<MonitorObservation> {
  const requirement = "ASMS-2.1-1";
  // Bytes that are no document may well be refused by HTTP 400.
  if (response.status !== 200 && !isDocument(exchange)) return;
  // So may what is wrong on purpose (rulings Q3 and Q16). Where [MS-ASMS] names a Status, the case demands it.
  if (exchange.deliberate !== undefined && isHttpRefusal(response.status)) return;
  const ok = response.status === 200;
  yield {
    requirement,
    exchange,
    observation: ok ? held(status, "HTTP 200") : broken(status, `HTTP ${response.status} for ${exchange.command}`),
  };
  if (!ok || response.body.length === 0) return;
  const value = response.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const type = value?.split(";")[0]?.trim().toLowerCase();
  yield {
    requirement,
    exchange,
    observation:
      type === wbxmlType ? held(contentType, wbxmlType) : broken(contentType, `Content-Type ${value ?? "missing"}`),
  };
}

function isDocument({ request: { body, document, faults } }: Exchange): boolean {
  return faults.length === 0 && (body.length === 0 || document !== undefined);
}
