import { testCase } from "../harness/run/index.js";
import { fieldRules } from "./field-rules.js";
import { harmless } from "./text/broken.js";
import { unchanged } from "./text/messages.js";
import { transportRow } from "./text/requests.js";

testCase(
  {
    id: "any-text-unchanged",
    scenario: "TXT-01",
    section: "2.2.2",
    suite: "text",
    purpose: "An SMS of any text, length, sender, recipients, date and Flag comes to another device as it was written",
    requirements: [
      ...new Set([
        ...fieldRules.map(({ requirement }) => requirement),
        "ASMS-2.2.1-2",
        "ASMS-3.1.4.1.2-1",
        transportRow,
      ]),
    ],
    needs: ["sms.seed", "device2"],
    connects: true,
  },
  async (context) => {
    let isStored = false;
    await context.explore(
      unchanged(context, () => {
        isStored = true;
      }),
    );
    if (!isStored) context.inconclusive("the target took none of the SMS that were drawn", "CAP-01");
  },
);

testCase(
  {
    id: "broken-text-harmless",
    scenario: "TXT-02",
    section: "2.2",
    suite: "text",
    purpose:
      "Bytes that are no text, in the text or a name of an SMS, break no later answer and take nothing with them",
    requirements: ["ASMS-2.2-1", transportRow],
    needs: ["sms.seed", "device2"],
    connects: true,
  },
  async (context) => {
    await context.explore(harmless(context));
  },
);
