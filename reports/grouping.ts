/** Items by key; keys in the order of their first item. (`Map.groupBy` came after Node 20.) */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Rows in the order of the document, the neighbours of one section together. */
export function chaptersOf<T extends { readonly section: string }>(
  rows: readonly T[],
): { readonly section: string; readonly rows: readonly T[] }[] {
  const chapters: { section: string; rows: T[] }[] = [];
  for (const row of rows) {
    const last = chapters.at(-1);
    if (last?.section === row.section) last.rows.push(row);
    else chapters.push({ section: row.section, rows: [row] });
  }
  return chapters;
}
