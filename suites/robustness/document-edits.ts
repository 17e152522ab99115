import { type Content, childElements, codePages, type Element, element, isElement } from "../../harness/wbxml/index.js";
import { fewer } from "./fewer.js";
import type { Lean } from "./smallest.js";

/**
 * One thing done to a well-formed request so that it is wrong. Places are plain numbers that are resolved against the
 * request when its turn comes (modulo the number of places), so that an edit keeps its meaning while it is shrunk and
 * whatever the SyncKey is.
 */
export type DocumentEdit =
  /** The text of a leaf is replaced. */
  | { readonly kind: "text"; readonly at: number; readonly text: string }
  /** An element stands there, and holds nothing. */
  | { readonly kind: "empty"; readonly at: number }
  /** An element is left out, with all that it holds. */
  | { readonly kind: "remove"; readonly at: number }
  /** An element stands there several times. */
  | { readonly kind: "repeat"; readonly at: number; readonly times: number }
  /** An element gets another name of the vocabulary. */
  | { readonly kind: "rename"; readonly at: number; readonly to: number }
  /** An element is wrapped into itself, so many levels deep. */
  | { readonly kind: "nest"; readonly at: number; readonly levels: number }
  /** The children of an element stand in reverse order. */
  | { readonly kind: "reverse"; readonly at: number }
  /** A leaf holds an element in place of its text. */
  | { readonly kind: "fill"; readonly at: number; readonly with: number };

/** The request after the edits, in order. An edit that finds no place does nothing. */
export function edited(root: Element, edits: readonly DocumentEdit[]): Element {
  return edits.reduce(applyEdit, root);
}

/** Path of the element that an edit is about, e.g. "Sync/Collections/Collection/SyncKey"; undefined when it finds no place. */
export function placeOf(root: Element, edit: DocumentEdit): string | undefined {
  const places = placesFor(root, edit);
  const path = places[edit.at % Math.max(1, places.length)];
  return path === undefined ? undefined : namesOn(root, path).join("/");
}

/** What an edit does, in words for a report. */
export function wordsOf(root: Element, edit: DocumentEdit): string {
  const place = placeOf(root, edit) ?? "nothing";
  switch (edit.kind) {
    case "text":
      return edit.text === "" ? `${place} is empty` : `${place} holds ${shortened(edit.text)}`;
    case "empty":
      return `${place} is empty`;
    case "remove":
      return `${place} is missing`;
    case "repeat":
      return `${place} stands there ${edit.times} times`;
    case "rename":
      return `${place} is called ${nameAt(edit.to).tag}`;
    case "nest":
      return `${place} is nested ${edit.levels} levels deep`;
    case "reverse":
      return `the children of ${place} stand in reverse order`;
    case "fill":
      return `${place} holds an element ${nameAt(edit.with).tag}`;
  }
}

function shortened(text: string): string {
  return text.length <= 40 ? JSON.stringify(text) : `${text.length} characters ${JSON.stringify(text.slice(0, 12))}…`;
}

function applyEdit(root: Element, edit: DocumentEdit): Element {
  const places = placesFor(root, edit);
  const path = places[edit.at % Math.max(1, places.length)];
  return path === undefined ? root : changedAt(root, path, (target) => changed(target, edit));
}

function changed(target: Element, edit: DocumentEdit): readonly Element[] {
  switch (edit.kind) {
    case "text":
      return [{ ...bare(target), content: [edit.text] }];
    case "empty":
      return [{ ...bare(target), content: [] }];
    case "remove":
      return [];
    case "repeat":
      return Array.from({ length: Math.min(edit.times, timesFor(target)) }, () => target);
    case "rename":
      return [{ ...bare(target), ...nameAt(edit.to), content: target.content }];
    case "nest":
      return [nested(target, edit.levels)];
    case "reverse":
      return [{ ...bare(target), content: [...(target.content ?? [])].reverse() }];
    case "fill": {
      const { page, tag } = nameAt(edit.with);
      return [{ ...bare(target), content: [element(page, tag, "1")] }];
    }
  }
}

/** Several edits together must not make a request that no memory holds. */
const mostSize = 2_000_000;

function timesFor(target: Element): number {
  let size = 0;
  const open: Content[] = [target];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    size += typeof next === "string" ? next.length : 4;
    if (isElement(next)) for (const part of next.content ?? []) open.push(part);
  }
  return Math.max(2, Math.floor(mostSize / size));
}

function bare({ page, tag, content }: Element): Element {
  return { page, tag, content };
}

function nested(target: Element, levels: number): Element {
  let inner = target;
  for (let level = 0; level < levels; level += 1) inner = { ...bare(target), content: [inner] };
  return inner;
}

const vocabulary: readonly { readonly page: number; readonly tag: string }[] = codePages.flatMap(({ tags }, page) =>
  [...tags.keys()].map((tag) => ({ page, tag })),
);

function nameAt(index: number): { readonly page: number; readonly tag: string } {
  const name = vocabulary[index % vocabulary.length];
  if (name === undefined) throw new Error("The vocabulary is empty");
  return name;
}

/** Child indexes from the root down. */
type Path = readonly number[];

function placesFor(root: Element, { kind }: DocumentEdit): readonly Path[] {
  const leaves = kind === "text" || kind === "fill";
  // The root is what makes the request one of its command: without it nothing of the command is asked.
  return allPaths(root).filter((path) => path.length > 0 && (!leaves || isLeaf(at(root, path))));
}

function isLeaf(target: Element | undefined): boolean {
  return target !== undefined && childElements(target).length === 0;
}

function allPaths(root: Element): Path[] {
  const found: Path[] = [];
  const open: { readonly node: Element; readonly path: Path }[] = [{ node: root, path: [] }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    found.push(next.path);
    const { node, path } = next;
    open.unshift(...childElements(node).map((child, index) => ({ node: child, path: [...path, index] })));
  }
  return found;
}

function at(root: Element, path: Path): Element | undefined {
  return path.reduce<Element | undefined>((node, index) => node && childElements(node)[index], root);
}

function namesOn(root: Element, path: Path): string[] {
  return [root.tag, ...path.map((_, depth) => at(root, path.slice(0, depth + 1))?.tag ?? "?")];
}

function changedAt(node: Element, path: Path, change: (target: Element) => readonly Element[]): Element {
  const [index, ...rest] = path;
  let seen = -1;
  const content = (node.content ?? []).flatMap((part): readonly Content[] => {
    if (!isElement(part)) return [part];
    seen += 1;
    if (seen !== index) return [part];
    return rest.length === 0 ? change(part) : [changedAt(part, rest, change)];
  });
  return { ...bare(node), content };
}

/** Elements that can be left out after the edits, level by level from below the root: what an edit in addition removes. */
export function leanDocument(root: Element): Lean<readonly DocumentEdit[]> {
  const left = (edits: readonly DocumentEdit[]) => allPaths(edited(root, edits)).filter((path) => path.length > 0);
  const on = (edits: readonly DocumentEdit[], level: number) =>
    left(edits).flatMap((path, at) => (path.length === level + 1 ? [at] : []));
  return {
    levels: (edits) => Math.max(0, ...left(edits).map((path) => path.length)),
    parts: (edits, level) => on(edits, level).length,
    without: (edits, level, from, count) => {
      // From the end, so that the places before keep their numbers.
      const removed = on(edits, level)
        .slice(from, from + count)
        .reverse();
      return [...edits, ...removed.map((at) => ({ kind: "remove" as const, at }))];
    },
  };
}

/** Less of the same fault: nothing in place of a wrong value, fewer levels, fewer times. */
export function simplerDocumentEdits(edit: DocumentEdit): readonly DocumentEdit[] {
  switch (edit.kind) {
    case "text":
      return fewer(edit.text.length, 0).map((length) => ({ ...edit, text: edit.text.slice(0, length) }));
    case "nest":
      return fewer(edit.levels, 2).map((levels) => ({ ...edit, levels }));
    case "repeat":
      return fewer(edit.times, 2).map((times) => ({ ...edit, times }));
    default:
      return [];
  }
}
