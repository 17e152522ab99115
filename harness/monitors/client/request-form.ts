import { Echoes, hasSchema, type SchemaFault, smsElementNames, validateRequest } from "../../eas/index.js";
import { namespaceOf } from "../../wbxml/index.js";
import type { Monitor, MonitorObservation } from "../monitor.js";
import { broken, held } from "../observe.js";
import { isClientsOwn, markIn } from "./requests.js";

const requirement = "ASMS-3.1.1-1";
const decodes = "the body of the request decodes as ActiveSync WBXML without any departure ([MS-ASWBXML] 2.1)";
const followsSchema = "the request follows the schema of its command";

/** WBXML and schema of every request ([MS-ASMS] 3.1.1, [MS-ASCMD] 6). */
export const requestForm: Monitor = {
  id: "CLI-SCHEMA",
  section: "3.1.1",
  purpose: "Every request of the client is WBXML that follows the schema of its command",
  requirements: [requirement],
  judges: "client",
  *observe(session) {
    const given = new Echoes();
    for (const exchange of session.exchanges) {
      given.learn(exchange);
      if (!isClientsOwn(exchange) || exchange.request.body.length === 0) continue;
      const [fault] = exchange.request.faults;
      if (fault !== undefined) {
        const seen = `byte ${fault.offset}: ${fault.found} where ${fault.expected} belongs (${fault.code}, ${fault.section})`;
        const mark = { side: "request", start: fault.offset, end: fault.offset + fault.length, path: "" } as const;
        yield { requirement, exchange, observation: broken(decodes, seen, { mark }) };
        continue;
      }
      yield { requirement, exchange, observation: held(decodes, "no departure") };
      const { document } = exchange.request;
      if (document === undefined || !hasSchema(exchange.command)) continue;
      const all = validateRequest(exchange.command, document, exchange.protocolVersion ?? "");
      const faults = all.filter((one) => !given.excuse(one));
      yield* structure(exchange, faults);
    }
  },
};

function* structure(
  exchange: MonitorObservation["exchange"],
  faults: readonly SchemaFault[],
): Iterable<MonitorObservation> {
  for (const fault of faults.filter((one) => !isToldElsewhere(one))) {
    const seen = `${fault.path}: ${fault.found} where ${fault.expected} belongs (${fault.section})`;
    yield { requirement, exchange, observation: broken(followsSchema, seen, markIn(fault.element, fault.path)) };
  }
  if (faults.length === 0) yield { requirement, exchange, observation: held(followsSchema, "no departure") };
}

/** Too many sets, a Class in Change or Delete, and an SMS element in the wrong place have rows and monitors of their own. */
function isToldElsewhere({ code, element, path }: SchemaFault): boolean {
  if (code === "repeated-element" && path.endsWith("/Collection/Options")) return true;
  if (code !== "unexpected-element") return false;
  if (/\/Commands\/(Change|Delete)\/Class$/.test(path)) return true;
  const name = element === undefined ? "" : `${namespaceOf(element.page)}:${element.tag}`;
  return smsElementNames.includes(name) && !path.includes("/ApplicationData/");
}
