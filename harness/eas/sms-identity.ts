import type { ItemFields } from "./item.js";

// What an SMS can be known by, whatever a server makes of it.

/** National parts of the telephone numbers in a text: servers add and drop the country code, blanks and brackets. */
export function numbersIn(text: string): readonly string[] {
  const digits = text.replace(/(?<=\d)[\s().-]+(?=\d)/g, "").match(/\d{10,}/g) ?? [];
  return digits.map((number) => number.slice(-10));
}

/** Names of the classes that are not SMS. */
export const otherClasses: readonly string[] = ["Email", "Calendar", "Contacts", "Tasks", "Notes"];

/** Does a server call this item something else than an SMS? Without Class it is of the folder's own class; a name in another spelling is none. */
export function isOfOtherClass({ class: name = "Email" }: { readonly class?: string }): boolean {
  return otherClasses.includes(name);
}

/** The text of an item with its blanks and line ends made alike. */
export function textOfItem({ body }: Pick<ItemFields, "body">): string {
  return (body?.data ?? "").replace(/\s+/g, " ").trim();
}
