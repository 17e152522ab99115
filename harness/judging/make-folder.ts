import { existsSync } from "node:fs";
import { mkdir, rmdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

interface World {
  readonly exists: (folder: string) => boolean;
  /** `dirname` of the system: tests give that of another one. */
  readonly dirname: (path: string) => string;
}

/** Folders that are to be made before an absolute path is there, outermost first. The root of a drive cannot be made. */
export function missingLevels(folder: string, world: World = { exists: existsSync, dirname }): string[] {
  const levels: string[] = [];
  for (let level = folder; !world.exists(level); level = world.dirname(level)) {
    levels.unshift(level);
    if (world.dirname(level) === level) return levels;
  }
  return levels;
}

/**
 * Makes a folder and what is missing above it, one level after the other: `recursive` never ends where a folder that is there
 * can hold none, as below /proc.
 *
 * @returns the folders that were made, outermost first; none where it was there
 * @throws the error of the system, with its code (EEXIST where a file of that name stands), after what was made is gone again
 */
export async function makeFolder(folder: string): Promise<readonly string[]> {
  const made: string[] = [];
  try {
    for (const level of missingLevels(resolve(folder))) if (await makeLevel(level)) made.push(level);
    if (!(await stat(folder)).isDirectory())
      throw Object.assign(new Error(`${folder} is no folder`), { code: "EEXIST" });
  } catch (error) {
    await unmakeFolders(made);
    throw error;
  }
  return made;
}

/** Takes folders away that `makeFolder` made, unless something was put into them since. */
export async function unmakeFolders(made: readonly string[]): Promise<void> {
  for (const level of [...made].reverse()) await rmdir(level).catch(() => undefined);
}

/** @returns whether it was made; not where somebody else has made it at the same moment */
async function makeLevel(level: string): Promise<boolean> {
  try {
    await mkdir(level);
    return true;
  } catch (error) {
    if (
      await stat(level).then(
        (there) => there.isDirectory(),
        () => false,
      )
    )
      return false;
    throw error;
  }
}
