import { readDataFile } from "../data-file.js";

/** What a breach of some rows means: an entry of vectors/consequences.json. */
export interface Consequence {
  readonly rows: readonly string[];
  /** What the user of a phone meets. */
  readonly user: string;
  /** What the implementer probably got wrong. */
  readonly mistake: string;
}

let loaded: ReadonlyMap<string, Consequence> | undefined;

/** The entries of vectors/consequences.json by row, read once. @throws DataFileError */
export function consequences(): ReadonlyMap<string, Consequence> {
  loaded ??= new Map(
    readDataFile<Consequence[]>("consequences.json", "consequences.schema.json").flatMap((entry) =>
      entry.rows.map((row) => [row, entry] as const),
    ),
  );
  return loaded;
}
