import { pageRows, versionSets } from "./tables.js";

/** One code page of [MS-ASWBXML] 2.1.2.1. */
export interface CodePage {
  /** 0 to 25. */
  readonly page: number;
  /** XML namespace, without the colon that some tools append, e.g. "AirSyncBase". */
  readonly namespace: string;
  /** Token (0x05 to 0x3F, without the content bit) by tag, in token order. Page 3 has none. */
  readonly tags: ReadonlyMap<string, number>;
  /** Tag by token. */
  readonly names: ReadonlyMap<number, string>;
}

/** A token that [MS-ASWBXML] does not define but older implementations use. Never sent; named when it is met. */
export interface LegacyTag {
  readonly page: number;
  readonly token: number;
  readonly name: string;
}

interface ParsedPage {
  readonly page: CodePage;
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

const sets = versionSets.map((set) => set.split(" "));

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function parse(row: (typeof pageRows)[number], page: number): ParsedPage {
  const tags = new Map<string, number>();
  const names = new Map<number, string>();
  const versions = new Map<string, readonly string[]>();
  for (const word of words(row.tags)) {
    const tag = word.slice(4);
    const token = Number.parseInt(word.slice(0, 2), 16);
    tags.set(tag, token);
    names.set(token, tag);
    versions.set(tag, sets[Number.parseInt(word.charAt(2), 36)] ?? []);
  }
  return { page: { page, namespace: row.namespace, tags, names }, versions };
}

const parsed = pageRows.map(parse);

/** The code pages in order: index is page number. */
export const codePages: readonly CodePage[] = parsed.map((entry) => entry.page);

/** Tokens of older implementations, by page and token. */
export const legacyTags: readonly LegacyTag[] = pageRows.flatMap((row, page) =>
  words(row.legacy).map((word) => ({ page, token: Number.parseInt(word.slice(0, 2), 16), name: word.slice(3) })),
);

const pageByNamespace = new Map(codePages.map((page) => [page.namespace, page.page]));

/** The tag's token (0x05 to 0x3F), or undefined when the page does not define it. */
export function tokenOf(page: number, tag: string): number | undefined {
  return codePages[page]?.tags.get(tag);
}

/** The tag of a token (0x05 to 0x3F), or undefined when the page does not define it. */
export function tagOf(page: number, token: number): string | undefined {
  return codePages[page]?.names.get(token);
}

/** Namespace of a code page, or undefined when there is no such page. */
export function namespaceOf(page: number): string | undefined {
  return codePages[page]?.namespace;
}

/** Code page of a namespace in the spelling of this table, or undefined. */
export function pageOf(namespace: string): number | undefined {
  return pageByNamespace.get(namespace);
}

/** The protocol versions that know a tag ("2.5" to "16.1", ascending); empty when no page defines it. */
export function tagVersions(page: number, tag: string): readonly string[] {
  return parsed[page]?.versions.get(tag) ?? [];
}

/** "AirSync:Sync", for messages; an unknown page is shown by number ("page 99:Unknown-0x05"). */
export function qualifiedName(page: number, tag: string): string {
  return `${namespaceOf(page) ?? `page ${page}`}:${tag}`;
}
