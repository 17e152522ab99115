import { readdir, readFile, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { reportError } from "./write-aside.js";

/** Folder of Allure's results, inside the folder of the reports. */
export const allureFolder = "allure-results";

/** The page that `asms allure` makes of them, beside that folder. */
export const allurePage = "allure.html";

/** What the environment of our results names; every run writes these, and no other tool writes all three. */
export const allureEnvironment = ["Target", "Profile", "Protocol"] as const;

/**
 * Takes the reports of an earlier run away, so that nobody takes them for those of the run that begins now, however that one
 * ends. Touches the files of these names alone, and allure-results/ only where we wrote it.
 *
 * @throws ReportError when one cannot be removed, with one sentence for the operator.
 */
export async function clearReports(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    await unlink(path).catch((error: unknown) => {
      if (!isMissing(error)) throw reportError(path, error);
    });
  }
  await clearAsides(folder, names);
  await clearAllure(folder);
}

/** What a run that was killed while it wrote left beside the places of these files. */
async function clearAsides(folder: string, names: readonly string[]): Promise<void> {
  const left = await readdir(folder).catch(() => []);
  const isAside = (file: string) => names.some((name) => file.startsWith(`.${name}.`) && /\.\d+\.part$/.test(file));
  for (const file of left.filter(isAside)) {
    await rm(join(folder, file), { force: true }).catch((error: unknown) => {
      throw reportError(join(folder, file), error);
    });
  }
}

/**
 * Removes allure-results/ where its environment says that it is ours, and the page that was made of it. Other tools of the
 * caller's use these names too.
 *
 * @throws ReportError when they cannot be removed.
 */
export async function clearAllure(folder: string): Promise<void> {
  const path = join(folder, allureFolder);
  const environment = await readFile(join(path, "environment.properties"), "utf8").catch(() => "");
  const isOurs = allureEnvironment.every((key) => new RegExp(`^${key} *=`, "m").test(environment));
  if (!isOurs) return;
  for (const ours of [join(folder, allurePage), path]) {
    await rm(ours, { recursive: true, force: true }).catch((error: unknown) => {
      throw reportError(ours, error);
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
