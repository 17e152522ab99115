import { existsSync } from "node:fs";
import { dirname } from "node:path";

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
