import { testCase } from "../harness/run/index.js";
import { holdingIn, inEachFolder } from "./each-folder.js";
import { failedIn, heldOf } from "./observe.js";

testCase(
  {
    id: "client-change-beyond-inbox",
    scenario: "CHG-02",
    section: "3.1.4.1.2",
    purpose: "In every mail folder, when a device marks an SMS as read, the other devices are told",
    requirements: ["ASMS-3.1.4.1.2-2"],
    needs: ["sms.change"],
  },
  (context) =>
    inEachFolder(
      context,
      "a Change is told",
      async () => {
        const { check, newDevice, sets } = context;
        const [one, other] = [await newDevice("B"), await newDevice("C")];
        return async (place, items) => {
          const mine = await holdingIn(context, one, place, items);
          const theirs = await holdingIn(context, other, place, items);
          const [item] = items;
          const held = item && heldOf(mine, item);
          if (item === undefined || held === undefined) return;
          const read = held.item.read === "1" ? "0" : "1";
          const commands = [{ kind: "Change", serverId: held.serverId, item: { read } } as const];
          const answer = await mine.folder.sync({ options: sets.both, commands });
          const came = () => heldOf(theirs, item)?.item.read;
          const until = () => came() === read;
          const drained = await theirs.folder.drain({ options: sets.both, repeatOptions: true, until });
          const refused = failedIn(answer, "Change");
          const word =
            refused === undefined ? answer.succeeded().seen : `Responses/Change with Status ${refused.status}`;
          const seen = `it holds it with Read ${came() ?? "missing"} (the Change was answered with ${word})`;
          const expected = `in ${place.name}, another device is told Read ${read} of the SMS`;
          check("ASMS-3.1.4.1.2-2", { holds: until(), expected, seen }, [answer, ...drained.answers]);
        };
      },
      [{}],
    ),
);
