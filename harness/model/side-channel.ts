import type { ModelDriver } from "./driver.js";
import { type Ledger, noteCreation, noteEdit, noteRemoval } from "./ledger/index.js";
import { itemCreated, itemEdited, itemRemoved } from "./mailbox.js";
import type { Step } from "./step.js";
import type { World } from "./world.js";

/** Both formulations at one point of a history. */
export interface Both {
  readonly world: World;
  readonly ledger: Ledger;
}

/** Something happens to the mailbox without any device: on the target, and in both formulations. */
export async function happen(
  { world, ledger }: Both,
  driver: ModelDriver,
  step: Extract<Step, { do: "deliver" | "edit" | "remove" }>,
): Promise<Both> {
  const at = driver.now();
  if (step.do === "deliver") {
    const { folder, token } = step.item;
    await driver.deliver(step.item);
    return {
      world: itemCreated(world, folder, token, step.item, at),
      ledger: noteCreation(ledger, folder, token, step.item),
    };
  }
  const { folder, token } = step;
  if (step.do === "edit") {
    await driver.serverEdit(folder, token, step.values);
    return {
      world: itemEdited(world, folder, token, step.values, at),
      ledger: noteEdit(ledger, folder, token, step.values),
    };
  }
  await driver.serverDelete(folder, token);
  return { world: itemRemoved(world, folder, token, at), ledger: noteRemoval(ledger, folder, token) };
}
