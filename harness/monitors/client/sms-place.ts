import { codePage, smsElementNames } from "../../eas/index.js";
import { type Element, namespaceOf, walk } from "../../wbxml/index.js";
import type { Monitor } from "../monitor.js";
import { broken, held } from "../observe.js";
import { markIn, requests } from "./requests.js";

const expected = "the elements of an SMS are children of ApplicationData";

interface Placed {
  readonly element: Element;
  readonly path: string;
  readonly inApplicationData: boolean;
}

/** Where the elements of an SMS stand in a request ([MS-ASMS] 3.1.4.1.2). */
export const smsPlace: Monitor = {
  id: "CLI-PLACE",
  section: "3.1.4.1.2",
  purpose: "The client puts the elements of an SMS into ApplicationData and nowhere else",
  requirements: ["ASMS-3.1.4.1.2-7"],
  judges: "client",
  *observe(session) {
    for (const { exchange, document } of requests(session, ["Sync"])) {
      const found = [...smsElements(document)];
      const [stray] = found.filter(({ inApplicationData }) => !inApplicationData);
      if (found.length === 0) continue;
      yield {
        requirement: "ASMS-3.1.4.1.2-7",
        exchange,
        observation:
          stray === undefined
            ? held(expected, "they are")
            : broken(expected, `${stray.path} outside ApplicationData`, markIn(stray.element, stray.path)),
      };
    }
  },
};

function* smsElements(document: Element): Iterable<Placed> {
  for (const line of walk(document)) {
    const element = line.at(-1);
    const parent = line.at(-2);
    if (element === undefined || !smsElementNames.includes(`${namespaceOf(element.page)}:${element.tag}`)) continue;
    const inApplicationData = parent?.page === codePage.airSync && parent.tag === "ApplicationData";
    yield { element, path: line.map(({ tag }) => tag).join("/"), inApplicationData };
  }
}
