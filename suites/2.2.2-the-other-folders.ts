import { pointing } from "../harness/eas/index.js";
import { type SmsInput, testCase } from "../harness/run/index.js";
import { holdingIn, inEachFolder } from "./each-folder.js";
import { plain, recipients, same } from "./fields.js";
import { heldOf, when } from "./observe.js";

/** Two numbers of the block that is kept for fiction. */
const two = '"12065550188" [MOBILE:+12065550188]; "12065550199" [MOBILE:+12065550199]';

/** One as it comes, one that is read and important, and one to several recipients. */
const states: readonly SmsInput[] = [{}, { read: "1", importance: "2" }, { to: two }];

testCase(
  {
    id: "fidelity-beyond-inbox",
    scenario: "CHG-08",
    section: "2.2.2",
    purpose: "In every mail folder an SMS keeps its text, all its recipients, Importance and Read",
    requirements: ["ASMS-2.2.1-1", "ASMS-2.2.2-3", "ASMS-2.2.2-5", "ASMS-2.2.2-6"],
    needs: ["sms.seed"],
  },
  (context) =>
    inEachFolder(
      context,
      "an SMS keeps what it has",
      async () => {
        const { check, newDevice } = context;
        const device = await newDevice("B");
        return async (place, items) => {
          const shown = await holdingIn(context, device, place, items);
          for (const seeded of items) {
            const { item: sent } = seeded;
            const { item: came = {}, element } = heldOf(shown, seeded) ?? {};
            const evidence = pointing(shown.drained.answers, element);
            const inPlace = (what: string, wanted: string | undefined, got: string | undefined) =>
              when(`in ${place.name}`, same(what, wanted, got));
            check("ASMS-2.2.1-1", inPlace("the text", plain(sent.body?.data), plain(came.body?.data)), evidence, {
              ruling: "Q26.text",
            });
            check("ASMS-2.2.2-3", inPlace("the numbers in To", recipients(sent.to), recipients(came.to)), evidence, {
              ruling: "Q24.to",
            });
            check("ASMS-2.2.2-5", inPlace("Importance", sent.importance ?? "1", came.importance ?? "1"), evidence);
            check("ASMS-2.2.2-6", inPlace("Read", sent.read, came.read), evidence);
          }
        };
      },
      states,
    ),
);
