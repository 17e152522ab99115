import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutAnalytics } from "../../reports/allure-page.js";
import { allureFolder, allurePage } from "../../reports/clear-reports.js";
import { isFull, ReportError, writeAside } from "../../reports/write-aside.js";
import { UsageError } from "../run/usage-error.js";
import type { Io } from "./io.js";
import type { Register } from "./program.js";

interface AllureFlags {
  readonly out?: string;
}

export const allureCommand: Register = (program, io, done) => {
  program
    .command("allure [folder...]")
    .description("make Allure's own page, without its analytics, out of what asms run --allure wrote")
    .option("--out <file>", "the page to write (default: allure.html in the first folder)")
    .addHelpText(
      "after",
      `
Folders are those of asms run --allure, asms-report by default; the parts of a divided run may be named together.
Allure is not part of this tool: npm install --save-dev allure@${major} puts it where it is found.`,
    )
    .action(async (folders: readonly string[], flags: AllureFlags) => {
      await allure(folders.length === 0 ? ["asms-report"] : folders, flags, io);
      done(0);
    });
};

/** The major version whose pages `withoutAnalytics` knows. */
const major = 3;

/** Writes the page, or nothing. @throws UsageError, ReportError where there is no room for it */
async function allure(folders: readonly string[], { out }: AllureFlags, io: Io): Promise<void> {
  const results = folders.map((folder) => resultsIn(resolve(io.cwd, folder), folder));
  const program = findAllure([io.cwd, dirname(fileURLToPath(import.meta.url))]);
  const path = resolve(io.cwd, out ?? join(folders[0] ?? "", allurePage));
  const scratch = await mkdtemp(join(tmpdir(), "asms-allure-"));
  try {
    const page = withoutAnalytics(await generate(program, results, scratch, io));
    if (page === undefined) {
      throw new UsageError(
        `Allure ${program.version} writes its page in a way that asms does not know, so it may ask somebody else when it is opened: nothing was written; allure@3.18.0 is known`,
      );
    }
    await writeAside(dirname(path), [{ name: basename(path), chunks: [page] }]);
  } catch (error) {
    if (error instanceof ReportError) throw isFull(error.code) ? error : new UsageError(error.message);
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  io.out(`${path}\n`);
}

/** @throws UsageError when the folder holds no results for Allure */
function resultsIn(folder: string, named: string): string {
  const results = join(folder, allureFolder);
  if (!existsSync(folder))
    throw new UsageError(`There is no folder ${named}: asms run --allure --out ${named} makes it`);
  if (existsSync(results) && readdirSync(results).some((name) => name.endsWith("-result.json"))) return results;
  throw new UsageError(`${named} holds no results for Allure: only asms run --allure writes them`);
}

interface AllureProgram {
  readonly command: string;
  readonly version: string;
}

/**
 * The command line of Allure that is installed for one of the folders, the first that has one.
 *
 * @throws UsageError when there is none, or one of another major version
 */
export function findAllure(folders: readonly string[]): AllureProgram {
  for (const folder of folders) {
    const root = packageOf(folder);
    if (root === undefined) continue;
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    if (version.startsWith(`${major}.`)) return { command: join(root, "cli.js"), version };
    throw new UsageError(
      `Allure ${version} in ${root} is not one that asms can use: npm install --save-dev allure@${major}`,
    );
  }
  throw new UsageError(
    `Allure is not installed here, and asms does not bring it: npm install --save-dev allure@${major}`,
  );
}

function packageOf(folder: string): string | undefined {
  try {
    return dirname(dirname(createRequire(join(folder, "anything.js")).resolve("allure")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** The page as Allure makes it. @throws UsageError with what Allure said when it made none */
async function generate(program: AllureProgram, results: readonly string[], scratch: string, io: Io): Promise<string> {
  // In a folder of its own, without its variables: a configuration or a token that lies about could send results away.
  const env = Object.fromEntries(Object.entries(io.env).filter(([name]) => !/^ALLURE_/i.test(name)));
  const name = "[MS-ASMS] conformance";
  const args = ["awesome", ...results, "--single-file", "--name", name, "--output", join(scratch, "page")];
  const said = await new Promise<string>((done) => {
    execFile(process.execPath, [program.command, ...args], { cwd: scratch, env }, (_, out, err) => done(out + err));
  });
  const page = join(scratch, "page", "index.html");
  if (existsSync(page)) return readFile(page, "utf8");
  const [line = "it said nothing"] = said.split("\n").filter((text) => text.trim() !== "");
  throw new UsageError(`Allure ${program.version} made no page: ${line}`);
}
