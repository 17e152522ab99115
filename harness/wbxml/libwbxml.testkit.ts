import { spawnSync } from "node:child_process";
import { namespaceOf } from "./code-pages.js";
import { type Content, type Element, isElement } from "./tree.js";

/** What vectors/wbxml-tables/libwbxml-differences.json holds. */
export interface Differences {
  readonly names: { readonly why: string; readonly theirs: Readonly<Record<string, string>> };
  readonly namespaces: { readonly why: string; readonly theirs: Readonly<Record<string, string>> };
  readonly unknownTags: { readonly why: string; readonly tags: readonly string[] };
  readonly binaryTags: { readonly why: string; readonly tags: readonly string[] };
  readonly decoding: readonly DecodingDifference[];
  readonly reading: readonly ReadingDifference[];
  readonly encoding: readonly EncodingDifference[];
}

/** Documents that the two decoders take differently. */
export interface DecodingDifference {
  readonly id: string;
  /** What this codec does: "accepts", or the code of its first fault. */
  readonly ours: string;
  readonly theirs: "accepts" | "refuses" | "crashes";
  readonly why: string;
}

/** A document that both decoders accept and read differently. */
export interface ReadingDifference {
  readonly id: string;
  readonly hex: string;
  /** The tree of this codec as `toXml` prints it. */
  readonly ours: string;
  /** What libwbxml prints. */
  readonly theirs: string;
  readonly why: string;
}

/** A text that the two encoders take differently: bytes in hexadecimal, or "refuses". */
export interface EncodingDifference {
  readonly id: string;
  readonly xml: string;
  readonly ours: string;
  readonly theirs: string;
  readonly why: string;
}

export type ToolResult =
  | { readonly kind: "output"; readonly bytes: Buffer }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "crashed"; readonly why: string };

function runTool(tool: string, options: readonly string[], input: Uint8Array): ToolResult {
  const ran = spawnSync(tool, [...options, "-o", "-", "-"], { input, timeout: 20_000, maxBuffer: 64 * 1024 * 1024 });
  if (ran.error !== undefined && "code" in ran.error && ran.error.code === "ENOENT") {
    throw new Error(`${tool} is not installed; install the Debian package libwbxml2-utils`);
  }
  if (ran.signal !== null) return { kind: "crashed", why: ran.signal };
  const said = ran.stderr.toString().trim();
  return ran.status === 0 ? { kind: "output", bytes: ran.stdout } : { kind: "refused", why: said };
}

const PROLOGUE =
  '<?xml version="1.0"?><!DOCTYPE ActiveSync PUBLIC "-//MICROSOFT//DTD ActiveSync//EN" "http://www.microsoft.com/">';

/** Decodes with libwbxml: compact XML in the notation of its ActiveSync tables, all white space kept. */
export function wbxml2xml(bytes: Uint8Array): ToolResult {
  const result = runTool("wbxml2xml", ["-l", "ACTIVESYNC", "-m", "0", "-k"], bytes);
  if (result.kind !== "output") return result;
  return { kind: "output", bytes: result.bytes.subarray(result.bytes.indexOf('.com/">') + 7) };
}

/** Encodes with libwbxml: no string table, no public identifier, all white space kept. */
export function xml2wbxml(xml: Uint8Array): ToolResult {
  return runTool("xml2wbxml", ["-n", "-k", "-a"], Buffer.concat([Buffer.from(PROLOGUE), xml]));
}

const escapes: ReadonlyMap<number, string> = new Map([
  [0x22, "&quot;"],
  [0x26, "&amp;"],
  [0x27, "&apos;"],
  [0x3c, "&lt;"],
  [0x3e, "&gt;"],
]);

function escapeBytes(bytes: Uint8Array): Buffer {
  return Buffer.concat(
    Array.from(bytes, (byte) => {
      const escaped = escapes.get(byte);
      return escaped === undefined ? Buffer.of(byte) : Buffer.from(escaped);
    }),
  );
}

/** Prints trees as libwbxml does, by way of the differences on file, and keeps account of those that were needed. */
export class LibwbxmlNotation {
  readonly used = new Set<string>();
  private readonly differences: Differences;

  constructor(differences: Differences) {
    this.differences = differences;
  }

  print(element: Element, parentPage?: number): Buffer {
    const name = this.name(element);
    const start = `<${name}${element.page === parentPage ? "" : ` xmlns="${this.namespace(element)}:"`}`;
    const content = this.content(element);
    if (content.length === 0) return Buffer.from(`${start}/>`);
    return Buffer.concat([Buffer.from(`${start}>`), content, Buffer.from(`</${name}>`)]);
  }

  private qualified({ page, tag }: Element): string {
    return `${namespaceOf(page)}:${tag}`;
  }

  private name(element: Element): string {
    const qualified = this.qualified(element);
    if (this.differences.unknownTags.tags.includes(qualified)) return this.use(`unknownTags ${qualified}`, "unknown");
    const theirs = this.differences.names.theirs[qualified];
    return theirs === undefined ? element.tag : this.use(`names ${qualified}`, theirs);
  }

  private namespace(element: Element): string {
    if (this.differences.unknownTags.tags.includes(this.qualified(element))) return "FolderHierarchy";
    const namespace = namespaceOf(element.page) ?? "";
    const theirs = this.differences.namespaces.theirs[namespace];
    return theirs === undefined ? namespace : this.use(`namespaces ${namespace}`, theirs);
  }

  private content(element: Element): Buffer {
    const parts: Buffer[] = [];
    let run: Uint8Array[] = [];
    let isFirst = true;
    const flush = (): void => {
      const bytes = Buffer.concat(run);
      parts.push(isFirst ? this.firstValue(element, bytes) : escapeBytes(bytes));
      run = [];
    };
    for (const item of element.content ?? []) {
      if (isElement(item)) {
        flush();
        isFirst = false;
        parts.push(this.print(item, element.page));
      } else {
        run.push(bytesOf(item));
      }
    }
    flush();
    return Buffer.concat(parts);
  }

  /**
   * Strings and opaque data that stand together are one value to libwbxml, in base64 or not as the tag wants it; behind a
   * child it has forgotten the tag.
   */
  private firstValue(element: Element, bytes: Buffer): Buffer {
    const qualified = this.qualified(element);
    if (bytes.length === 0 || !this.differences.binaryTags.tags.includes(qualified)) return escapeBytes(bytes);
    return this.use(`binaryTags ${qualified}`, Buffer.from(bytes.toString("base64")));
  }

  private use<T>(what: string, value: T): T {
    this.used.add(what);
    return value;
  }

  /** All differences that this notation can need. */
  all(): string[] {
    const { names, namespaces, unknownTags, binaryTags } = this.differences;
    return [
      ...Object.keys(names.theirs).map((name) => `names ${name}`),
      ...Object.keys(namespaces.theirs).map((name) => `namespaces ${name}`),
      ...unknownTags.tags.map((name) => `unknownTags ${name}`),
      ...binaryTags.tags.map((name) => `binaryTags ${name}`),
    ];
  }
}

function bytesOf(value: Exclude<Content, Element>): Uint8Array {
  return typeof value === "string" ? new TextEncoder().encode(value) : value.opaque;
}
