import { both, smsOf } from "./phone.js";
import { holdsExactly, number, Replica, type Scenario, seedSms } from "./stage.js";

/** What rulings say beyond the scenarios of vectors/mutants.json, by the ruling. */
export const ownScenarios: Readonly<Record<string, Scenario>> = {
  Q29: async (stage) => {
    seedSms(stage, 1);
    for (const filterType of ["6", "7", "8", "9", ""]) {
      const replica = await Replica.open(stage);
      const { response, commands } = await replica.sync({ options: [{ class: "SMS", filterType }] });
      if ((response?.status ?? response?.collections[0]?.status) === "1" || commands.length > 0) return false;
    }
    return true;
  },
  Q38: async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    const { collection } = await replica.sync({ commands: [{ kind: "Add", clientId: "c0", item: smsOf(number(1)) }] });
    return collection?.responses[0]?.status === "6" && holdsExactly(stage, []);
  },
};
