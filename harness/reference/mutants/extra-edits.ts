import { codePage } from "../../eas/index.js";
import { type Content, child, type Element, element, isElement, textOf } from "../../wbxml/index.js";
import type { Rules } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/** Mutants of this project that tell one edit of an SMS well, and lose some of several, or of several things in one. */
export const extraEdits: readonly ExtraEntry[] = [
  described(
    "Of several changed SMS only the first Change of an answer is told.",
    mutant("X-edit-one-change", commandsSent(firstAlone("Change"))),
  ),
  described(
    "Of several deleted SMS only the first Delete of an answer is told.",
    mutant("X-edit-one-delete", commandsSent(firstAlone("Delete"))),
  ),
  described(
    "Changes of SMS are lost where the same answer has an Add.",
    mutant(
      "X-edit-lost-beside-add",
      commandsSent((commands) =>
        commands.some(({ tag }) => tag === "Add")
          ? commands.filter((one) => one.tag !== "Change" || !isSms(one))
          : commands,
      ),
    ),
  ),
  described(
    "Where Read and Flag of an item both changed, Read alone is told.",
    mutant("X-edit-read-alone", commandsSent(each("Change", withoutFlag))),
  ),
  described(
    "Every Change of an SMS carries an empty Body.",
    mutant("X-edit-empty-body", commandsSent(each("Change", (data) => [...data, emptyBody], isSms))),
  ),
  described(
    "An active flag of an SMS that is given other content is not told again.",
    mutant("X-edit-flag-once", ({ change: { update } }) => ({
      change: {
        update: (item, scope) => {
          const before = [...scope.state.view.values()].find(({ itemId }) => itemId === item.id);
          const isActive = item.fields.flag.Status === "2" && before?.flag.Status === "2";
          return item.class === "SMS" && isActive && item.fields.read === before.read ? undefined : update(item, scope);
        },
      },
    })),
  ),
];

const emptyBody = element(
  codePage.airSyncBase,
  "Body",
  element(codePage.airSyncBase, "Type", "1"),
  element(codePage.airSyncBase, "EstimatedDataSize", "0"),
  element(codePage.airSyncBase, "Data", ""),
);

/** The server's commands as `convert` leaves them; what it drops is never sent again. */
function commandsSent(convert: (commands: readonly Element[]) => readonly Element[]): (rules: Rules) => Overrides {
  const inTree = (source: Element): Element[] => {
    if (source.page !== codePage.airSync || source.tag !== "Commands") return [source];
    const commands = convert((source.content ?? []).filter(isElement));
    return commands.length === 0 ? [] : [{ ...source, content: commands }];
  };
  return ({ wire: { document } }) => ({ wire: { document: (root) => convertTree(document(root), inTree) } });
}

function firstAlone(tag: "Change" | "Delete"): (commands: readonly Element[]) => readonly Element[] {
  return (commands) => {
    const first = commands.find((one) => one.tag === tag && isSms(one));
    return commands.filter((one) => one === first || one.tag !== tag || !isSms(one));
  };
}

/** Rewrites the ApplicationData of every command with this tag. */
function each(
  tag: "Change",
  convert: (data: readonly Content[]) => readonly Content[],
  concerns: (command: Element) => boolean = () => true,
): (commands: readonly Element[]) => readonly Element[] {
  const inCommand = (one: Content): Content =>
    isElement(one) && one.tag === "ApplicationData" ? { ...one, content: convert(one.content ?? []) } : one;
  return (commands) =>
    commands.map((one) =>
      one.tag === tag && concerns(one) ? { ...one, content: (one.content ?? []).map(inCommand) } : one,
    );
}

function withoutFlag(data: readonly Content[]): readonly Content[] {
  const isNamed = (name: string) => (one: Content) => isElement(one) && one.tag === name;
  const isBoth = data.length === 2 && data.some(isNamed("Read")) && data.some(isNamed("Flag"));
  return isBoth ? data.filter((one) => !isNamed("Flag")(one)) : data;
}

function isSms(command: Element): boolean {
  const className = child(command, codePage.airSync, "Class");
  return className !== undefined && textOf(className) === "SMS";
}
