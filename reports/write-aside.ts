import { open, rename, rm, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { makeFolder } from "../harness/judging/make-folder.js";

/** A report that could not be written. The message is one sentence: what, where, why, what to do. */
export class ReportError extends Error {
  override readonly name = "ReportError";
  /** File or folder at fault. */
  readonly path: string;
  /** Error code of the system, e.g. "ENOSPC". */
  readonly code: string;
  /** Paths of the reports that were written all the same. */
  readonly written: readonly string[];
  /** Paths of all that could not be, this one among them. */
  readonly missing: readonly string[];

  constructor(
    path: string,
    code: string,
    message: string,
    cause: unknown,
    others: { readonly written?: readonly string[]; readonly missing?: readonly string[] } = {},
  ) {
    super(message, { cause });
    this.path = path;
    this.code = code;
    this.written = others.written ?? [];
    this.missing = others.missing ?? [path];
  }
}

/** A file of a report: its name, and its text in as many pieces as suits the writer, from the start for each who asks. */
export interface ReportFile {
  readonly name: string;
  readonly chunks: Iterable<string>;
}

const fileInTheWay = "a file stands where a folder is needed; choose another folder with --out";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; free some space or choose another folder with --out",
  EDQUOT: "the disk quota is used up; free some space or choose another folder with --out",
  EFBIG: "the file grows larger than the system allows; choose another folder with --out",
  EACCES: "the folder is not writable for you; change its permissions or choose another folder with --out",
  EBUSY: "the file is open in another program; close it or choose another folder with --out",
  EPERM:
    "it is not writable for you, or open in another program; change its permissions or choose another folder with --out",
  EROFS: "the file system is read-only; choose another folder with --out",
  ENOTDIR: fileInTheWay,
  EEXIST: fileInTheWay,
  EISDIR:
    "a folder of that name stands where the file is to be written; move it away or choose another folder with --out",
  ENOTEMPTY:
    "a folder of that name stands where the file is to be written; move it away or choose another folder with --out",
  ENAMETOOLONG: "the path is too long; choose a shorter one with --out",
  ENOENT: "the folder cannot be made; choose another one with --out",
};

/** Why standard output is not whole, as a sentence. @param code error code of the system */
export function outputError(code: string): string {
  const reason = isFull(code) ? "the disk is full; free some space or send it elsewhere" : `${code}; send it elsewhere`;
  return `Cannot write to standard output: ${reason}.`;
}

/** The error of the system as a sentence for the person who ran the command. */
export function reportError(path: string, error: unknown): ReportError {
  return new ReportError(path, codeOf(error), `Cannot write the report ${path}: ${reasonOf(error)}.`, error);
}

/**
 * The error of the system in words, and what to do: "the disk is full; free some space or choose another folder with --out".
 *
 * @param flag the option that names another place
 */
export function reasonOf(error: unknown, flag = "--out"): string {
  const reason = reasons[codeOf(error)];
  return reason?.replace("--out", flag) ?? (error instanceof Error ? error.message : String(error));
}

async function writeWhole(path: string, chunks: Iterable<string>): Promise<void> {
  // "wx": an aside file that another run left or is writing at this moment must not be mixed with ours.
  const file = await open(path, "wx");
  try {
    // Unlike `write`, which on a disk that is nearly full may end half-way and say so in a number alone.
    for (const chunk of chunks) await file.appendFile(chunk);
    // Without it a power cut after the rename can leave an empty file under the final name.
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What becomes of the file that stands where another one belongs and cannot be written. */
export interface Stale {
  /**
   * keep (default): it stays as it was. remove: it says what no longer holds, and goes; where the room that it took was what
   * is missing, the new one is tried again.
   */
  readonly stale?: "keep" | "remove";
}

/**
 * Writes files so that no reader ever meets half of one: each is written whole beside its place and then renamed, one after
 * the other. One that cannot be written keeps none of the others from being.
 *
 * @returns the paths, in the order of the files.
 * @throws ReportError when the folder or files cannot be written, after all of them were tried
 */
export async function writeAside(
  folder: string,
  files: readonly ReportFile[],
  { stale }: Stale = {},
): Promise<string[]> {
  await makeFolder(folder).catch((error: unknown) => {
    throw reportError(folder, error);
  });
  const written: string[] = [];
  const failures: ReportError[] = [];
  for (const file of files) {
    const path = join(folder, file.name);
    const aside = join(folder, `.${file.name}.${process.pid}.part`);
    try {
      await (stale === "remove" ? replaceStale : replace)(path, aside, file.chunks);
      written.push(path);
    } catch (error) {
      failures.push(reportError(path, error));
    }
  }
  if (failures.length > 0) throw joined(failures, written);
  return written;
}

async function replace(path: string, aside: string, chunks: Iterable<string>): Promise<void> {
  try {
    await writeWhole(aside, chunks);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

async function replaceStale(path: string, aside: string, chunks: Iterable<string>): Promise<void> {
  try {
    await replace(path, aside, chunks);
  } catch (error) {
    const removed = await unlink(path).then(
      () => true,
      () => false,
    );
    if (!removed || !isFull(codeOf(error))) throw error;
    await replace(path, aside, chunks);
  }
}

/** Does this error code of the system say that there is no room left? */
export function isFull(code: string): boolean {
  return code === "ENOSPC" || code === "EDQUOT";
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

/** The first one says why; of the others, their names are enough. */
function joined(failures: readonly ReportError[], written: readonly string[]): ReportError {
  const [first, ...others] = failures;
  if (first === undefined) throw new Error("nothing failed");
  const more =
    others.length === 0 ? "" : ` Nor could ${others.map(({ path }) => basename(path)).join(", ")} be written.`;
  const missing = failures.map(({ path }) => path);
  return new ReportError(first.path, first.code, `${first.message}${more}`, first.cause, { written, missing });
}
