import { expect, it } from "vitest";
import { readSyncRequest } from "../../eas/index.js";
import type { Reply } from "../../reference/context.js";
import { mutant } from "../../reference/variant.js";
import { element } from "../../wbxml/index.js";
import { meet } from "./testing/meet.js";

/** From the first SMS that is added on, it answers so whatever asks for SMS. */
function answersSmsBy(reply: Reply) {
  let added = false;
  return mutant("z-reads-fail", {
    service: {
      answersInstead: ({ document }) => {
        const asked = document === undefined || document === "malformed" ? undefined : readSyncRequest(document);
        const [collection] = asked?.collections ?? [];
        if (collection?.commands?.some(({ kind }) => kind === "Add")) added = true;
        else if (added && collection?.options?.some(({ class: name }) => name === "SMS")) return reply;
        return undefined;
      },
    },
  });
}

it.each<[string, Reply]>([
  ["HTTP 500", { http: 500 }],
  ["Status 110", { document: element(0, "Sync", element(0, "Status", "110")) }],
])("the operator's SMS is not called lost where no request that would bring it succeeds: %s", async (_, reply) => {
  const { named, exchanges } = await meet([], { with: ["deliverSms"], options: { own: [answersSmsBy(reply)] } });
  expect(named("sms.seed")).toMatchObject({ value: "yes", outcome: "broken" });
  const read = named("sms.read");
  expect(read).toMatchObject({ value: "broken", outcome: "broken" });
  expect(read.reason).toMatch(/^an SMS that the operator's hook put in is there, and no request .* success$/);
  const failed = exchanges.filter(({ id }) => read.evidence.slice(-2).includes(id));
  expect(failed.map(({ command }) => command)).toEqual(["Sync", "Sync"]);
});

it("nor is anybody blamed where those requests are answered by a status of the hour", async () => {
  const own = [answersSmsBy({ http: 507 })];
  const { named } = await meet([], { with: ["deliverSms"], options: { own } });
  expect(named("sms.seed")).toMatchObject({ value: "yes", outcome: "environment" });
  expect(named("sms.read")).toMatchObject({ value: "unknown", outcome: "environment" });
  expect(named("sms.read").reason).toMatch(/what would bring it is turned away by HTTP 507$/);
});
