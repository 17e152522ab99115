import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** A report that could not be written. The message is one sentence: what, where, why, what to do. */
export class ReportError extends Error {
  override readonly name = "ReportError";
  /** File or folder at fault. */
  readonly path: string;
  /** Error code of the system, e.g. "ENOSPC". */
  readonly code: string;
  /** Paths of the reports that were written before it. */
  readonly written: readonly string[];

  constructor(path: string, code: string, message: string, cause: unknown, written: readonly string[] = []) {
    super(message, { cause });
    this.path = path;
    this.code = code;
    this.written = written;
  }
}

/** A file of a report: its name, and its text in as many pieces as suits the writer. */
export interface ReportFile {
  readonly name: string;
  readonly chunks: Iterable<string>;
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; free some space or choose another folder with --out",
  EDQUOT: "the disk quota is used up; free some space or choose another folder with --out",
  EFBIG: "the file grows larger than the system allows; choose another folder with --out",
  EACCES: "the folder is not writable for you; change its permissions or choose another folder with --out",
  EBUSY: "the file is open in another program; close it or choose another folder with --out",
  EPERM:
    "it is not writable for you, or open in another program; change its permissions or choose another folder with --out",
  EROFS: "the file system is read-only; choose another folder with --out",
  ENOTDIR: "a part of the path is a file, not a folder; choose another folder with --out",
  EEXIST: "a file of that name stands where a folder is needed; choose another folder with --out",
  EISDIR:
    "a folder of that name stands where the file is to be written; move it away or choose another folder with --out",
  ENOTEMPTY:
    "a folder of that name stands where the file is to be written; move it away or choose another folder with --out",
  ENAMETOOLONG: "the path is too long; choose a shorter one with --out",
  ENOENT: "the folder cannot be made; choose another one with --out",
};

/** The error of the system as a sentence for the person who ran the command. */
export function reportError(path: string, error: unknown): ReportError {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new ReportError(path, code, `Cannot write the report ${path}: ${reason}.`, error);
}

async function writeWhole(path: string, chunks: Iterable<string>): Promise<void> {
  // "wx": an aside file that another run left or is writing at this moment must not be mixed with ours.
  const file = await open(path, "wx");
  try {
    for (const chunk of chunks) await file.write(chunk);
    // Without it a power cut after the rename can leave an empty file under the final name.
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Writes files so that no reader ever meets half of one: each is written whole beside its place and then renamed. When
 * one cannot be written, none is renamed, and what stood there before stays as it was.
 *
 * @returns the paths, in the order of the files.
 * @throws ReportError when the folder or a file cannot be written.
 */
export async function writeAside(folder: string, files: readonly ReportFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw reportError(folder, error);
  });
  const staged: { readonly aside: string; readonly path: string }[] = [];
  let current = folder;
  try {
    for (const file of files) {
      current = join(folder, file.name);
      const aside = join(folder, `.${file.name}.${process.pid}.part`);
      staged.push({ aside, path: current });
      await writeWhole(aside, file.chunks);
    }
    for (const { aside, path } of staged) {
      current = path;
      await rename(aside, path);
    }
  } catch (error) {
    await Promise.all(staged.map(({ aside }) => rm(aside, { force: true })));
    throw reportError(current, error);
  }
  return staged.map(({ path }) => path);
}
