import type { BodyFields, ItemFields } from "../../eas/index.js";
import type { Item } from "../mailbox.js";
import { htmlOf, type ItemRules } from "../rules/index.js";
import { type Entry, mutant, type Overrides } from "../variant.js";
import { encodeRaw, numberedTokens } from "./raw-encoder.js";
import { convertTree, withChild, withoutApplicationData } from "./tree.js";

/** A rule of writing items, replaced for SMS only. */
function forSms<Name extends keyof ItemRules>(
  name: Name,
  make: (rule: ItemRules[Name]) => ItemRules[Name],
): (rules: { readonly item: ItemRules }) => Overrides {
  return ({ item }) => ({ item: { [name]: make(item[name]) } });
}

function isSms(item: Pick<Item, "class">): boolean {
  return item.class === "SMS";
}

/** The number between `[MOBILE:` and `]`. */
function numberIn(address: string): string {
  return /\[MOBILE:([^\]]*)\]/i.exec(address)?.[1] ?? address;
}

/** From of an SMS, written in another way. */
function from(write: (address: string) => string) {
  return forSms("parties", (parties) => (item, folder) => {
    const written = parties(item, folder);
    return isSms(item) && written.from !== undefined ? { ...written, from: write(written.from) } : written;
  });
}

/** DateReceived of an SMS, written in another way. */
function date(write: (iso: string) => string) {
  return forSms("dateReceived", (dateReceived) => (item) => {
    const written = dateReceived(item);
    return isSms(item) && written !== undefined ? write(written) : written;
  });
}

/** Body of an SMS, written in another way. */
function body(write: (body: BodyFields) => BodyFields | undefined) {
  return forSms("body", (rule) => (item, set) => {
    const written = rule(item, set);
    return isSms(item) && written !== undefined ? write(written) : written;
  });
}

function swapped({ to, from: sender }: Pick<ItemFields, "to" | "from">): Pick<ItemFields, "to" | "from"> {
  return { ...(sender === undefined ? {} : { to: sender }), ...(to === undefined ? {} : { from: to }) };
}

export const item: readonly Entry[] = [
  mutant(
    "M-class-omitted",
    forSms("classOnAdd", (rule) => (one) => (isSms(one) ? undefined : rule(one))),
  ),
  mutant(
    "M-class-value",
    forSms("classOnAdd", (rule) => (one) => (isSms(one) ? "IPM.Note.Mobile.SMS" : rule(one))),
  ),
  mutant(
    "M-change-class-wrong",
    forSms("classOnChange", (rule) => (one) => (isSms(one) ? "Email" : rule(one))),
  ),
  mutant("M-appdata-outside", { wire: { document: (root) => convertTree(root, withoutApplicationData) } }),
  mutant("M-from-bare", from(numberIn)),
  mutant(
    "M-from-smtp",
    from((address) => `${numberIn(address)}@sms.example.com`),
  ),
  mutant(
    "M-from-two",
    from((address) => `${address}; "Somebody else" [MOBILE:+15555550199]`),
  ),
  mutant(
    "M-date-compact",
    date((iso) => iso.replace(/[-:]|\.\d+/g, "")),
  ),
  mutant(
    "M-date-noz",
    date((iso) => iso.replace(/Z$/, "")),
  ),
  mutant(
    "M-read-word",
    forSms("read", (rule) => (read, one) => (isSms(one) ? String(read === "1") : rule(read, one))),
  ),
  mutant("M-leaf-children", { wire: { document: (root) => convertTree(root, withChild) } }),
  mutant(
    "M-extra-subject",
    forSms("subject", (rule) => (one) => (isSms(one) ? "Text message" : rule(one))),
  ),
  mutant("M-convid-page", {
    wire: { encode: (root) => encodeRaw(convertTree(root, numberedTokens), { header: [0x03, 0x01, 0x6a, 0x00] }) },
  }),
  mutant(
    "M-body-missing",
    body(() => undefined),
  ),
  mutant(
    "M-body-html",
    body(({ data = "" }) => bodyOf("2", htmlOf(data))),
  ),
  mutant("M-body-160", { commands: { storedText: (text) => [...text].slice(0, 160).join("") } }),
  mutant(
    "M-body-ascii",
    body((written) => (written.data === undefined ? written : { ...written, data: ascii(written.data) })),
  ),
  mutant("M-swap-sent", ({ item: { parties } }) => ({
    item: {
      parties: (one, folder) =>
        isSms(one) && folder.type === 5 ? swapped(parties(one, folder)) : parties(one, folder),
    },
  })),
];

function bodyOf(type: string, data: string): BodyFields {
  return { type, estimatedDataSize: String(Buffer.byteLength(data)), data };
}

/** Question marks for whatever is not ASCII, one for each character. */
function ascii(text: string): string {
  return text.replace(/\P{ASCII}/gu, "?");
}
