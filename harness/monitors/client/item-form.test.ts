import { expect, test } from "vitest";
import type { ClientCommand, ItemFields } from "../../eas/index.js";
import { bothSets, broken, mail, sms, sync, watch } from "../testing/traffic.js";
import { itemForm } from "./item-form.js";

/** What the monitor says of these commands of a client. */
function told(...sends: ClientCommand[]): string[] {
  return broken(watch(itemForm, sync({ options: bothSets, sends })));
}

function add(changes: ItemFields, name: string | undefined = "SMS"): ClientCommand {
  return { kind: "Add", clientId: "c", item: { ...sms, ...changes }, ...(name === undefined ? {} : { class: name }) };
}

test("a client's SMS in the form of the schema is fine", () => {
  expect(told(add({}), { kind: "Change", serverId: "1", item: { read: "1", flag: { Status: "2" } } })).toEqual([]);
});

test("an item of another class is not looked at", () => {
  expect(told({ kind: "Add", clientId: "c", item: { ...mail, read: "yes" } })).toEqual([]);
});

test("values, forms and the Class of a client's SMS are held to the same rows as a server's", () => {
  const wrong = {
    from: "14255550123",
    to: "nobody",
    dateReceived: "20090108T001436Z",
    importance: "high",
    read: "true",
  };
  expect(told(add(wrong))).toEqual([
    'ASMS-2.2.2.1.1-3 (Q21.from-group): "14255550123" (no-group)',
    'ASMS-2.2-6: "20090108T001436Z"',
    'ASMS-2.2.2.1.2-3: "20090108T001436Z"',
    'ASMS-2.2-7: Importance is "high"',
    'ASMS-2.2-8: Read is "true"',
  ]);
  expect(told({ kind: "Change", serverId: "1", item: { read: "yes" } })).toEqual(['ASMS-2.2-8: Read is "yes"']);
  expect(told({ kind: "Add", clientId: "c", item: sms })).toEqual(["ASMS-2.2.2.2.2-5: an SMS without Class"]);
});
