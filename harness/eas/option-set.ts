import { childElements, children, type Element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childInteger, childText, container, defined, isTag, leaf, parseBoolean } from "./fields.js";

/** One BodyPreference ([MS-ASAIRS] 2.2.2.12). */
export interface BodyPreference {
  readonly type: number;
  /** Bytes; absent: the whole body. */
  readonly truncationSize?: number;
  readonly allOrNone?: boolean;
  /** Characters of preview wanted, 0 to 255; 14.1 and later ([MS-ASAIRS] 2.2.2.35). */
  readonly preview?: number;
}

/**
 * One set of options ([MS-ASCMD] 2.2.3.125.6). `class` absent: the default class of the folder ([MS-ASMS] 3.1.4.1.1).
 * Values are text so that a request can be wrong on purpose.
 */
export interface OptionSet {
  readonly class?: string;
  readonly filterType?: string;
  readonly bodyPreferences?: readonly BodyPreference[];
  readonly conflict?: string;
  readonly mimeSupport?: string;
  /**
   * Where Class stands among the children; absent: first. The order is free in the schema, yet servers read it in
   * different ways. A reader writes `"last"` alone, when Class ends a set of several children.
   */
  readonly classPosition?: "first" | "last";
  /** Elements that are written once more, with these values: wrong on purpose, and never set by a reader. */
  readonly again?: { readonly class?: string; readonly filterType?: string };
  /** The Options element that it was read from. */
  readonly element?: Element;
}

/** An Options element of Sync. */
export function buildOptions(set: OptionSet): Element {
  const page = codePage.airSync;
  const className = leaf(page, "Class", set.class);
  const last = set.classPosition === "last";
  return container(
    page,
    "Options",
    last ? [] : className,
    leaf(page, "FilterType", set.filterType),
    (set.bodyPreferences ?? []).map(buildBodyPreference),
    leaf(page, "MIMESupport", set.mimeSupport),
    leaf(page, "Conflict", set.conflict),
    last ? className : [],
    leaf(page, "Class", set.again?.class),
    leaf(page, "FilterType", set.again?.filterType),
  );
}

/** One set from an Options element; of a child that stands there twice the first counts. */
export function readOptions(options: Element): OptionSet {
  const page = codePage.airSync;
  const preferences = children(options, codePage.airSyncBase, "BodyPreference").flatMap(readBodyPreference);
  const all = childElements(options);
  const final = all.at(-1);
  const classIsLast = all.length > 1 && final !== undefined && isTag(final, page, "Class");
  return defined({
    class: childText(options, page, "Class"),
    filterType: childText(options, page, "FilterType"),
    bodyPreferences: preferences.length === 0 ? undefined : preferences,
    conflict: childText(options, page, "Conflict"),
    mimeSupport: childText(options, page, "MIMESupport"),
    classPosition: classIsLast ? ("last" as const) : undefined,
    element: options,
  });
}

/** BodyPreference { Type TruncationSize? AllOrNone? Preview? }: a sequence ([MS-ASAIRS] 2.2.2.12). */
function buildBodyPreference(preference: BodyPreference): Element {
  const page = codePage.airSyncBase;
  return container(
    page,
    "BodyPreference",
    leaf(page, "Type", preference.type),
    leaf(page, "TruncationSize", preference.truncationSize),
    leaf(page, "AllOrNone", preference.allOrNone === undefined ? undefined : Number(preference.allOrNone)),
    leaf(page, "Preview", preference.preview),
  );
}

/** None without a Type: such a preference asks for nothing. */
function readBodyPreference(source: Element): BodyPreference[] {
  const page = codePage.airSyncBase;
  const type = childInteger(source, page, "Type");
  if (type === undefined) return [];
  return [
    defined({
      type,
      truncationSize: childInteger(source, page, "TruncationSize"),
      allOrNone: parseBoolean(childText(source, page, "AllOrNone")),
      preview: childInteger(source, page, "Preview"),
    }),
  ];
}
