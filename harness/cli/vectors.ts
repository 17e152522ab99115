import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  checkVectors,
  type VectorFile,
  VectorFileError,
  type VectorOutcome,
  type VectorReport,
} from "../wbxml/index.js";

/** What a command leaves behind: its exit code and what it prints. */
export interface CommandResult {
  /** 0: all vectors agree; 1: some differ; 2: there is nothing to check, or it cannot be read. */
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
}

/** `asms vectors DIR`: checks every `*.json` of a folder against the codec. Never throws for what stands in the folder. */
export async function vectorsCommand(folder: string): Promise<CommandResult> {
  try {
    return result(checkVectors(await readFiles(folder)), folder);
  } catch (error) {
    if (error instanceof VectorFileError) return { exitCode: 2, lines: [error.message] };
    throw error;
  }
}

async function readFiles(folder: string): Promise<VectorFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new VectorFileError(`${folder}: the folder cannot be read (${error.code ?? error.message})`);
  });
  const files = names.filter((name) => name.endsWith(".json")).sort();
  return Promise.all(files.map((name) => readVectors(folder, name)));
}

async function readVectors(folder: string, name: string): Promise<VectorFile> {
  const path = join(folder, name);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new VectorFileError(`${path}: the file cannot be read (${error.code ?? error.message})`);
  });
  try {
    return { name: path, json: JSON.parse(text) };
  } catch (error) {
    throw new VectorFileError(`${path}: not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function result(report: VectorReport, folder: string): CommandResult {
  if (report.outcomes.length === 0) {
    return { exitCode: 2, lines: [`${folder}: no vectors found; expected *.json files with a list "vectors"`] };
  }
  const open = report.outcomes.filter((outcome) => outcome.kind === "policy").map(describe);
  const differing = report.differences.map(describe);
  return { exitCode: differing.length === 0 ? 0 : 1, lines: [...open, ...differing, ...summary(report)] };
}

function describe({ id, kind, agrees, details }: VectorOutcome): string {
  return `${agrees ? kind : "DIFFERS"} ${id}: ${details.join("; ")}`;
}

function summary({ outcomes, valid, malformed, policy, differences }: VectorReport): string[] {
  const checked = valid + malformed;
  return [
    `${outcomes.length} ${outcomes.length === 1 ? "vector" : "vectors"}: ${valid} valid, ${malformed} malformed, ${policy} open (reported, never failed).`,
    `${checked - differences.length} of ${checked} agree, ${differences.length} differ.`,
  ];
}
