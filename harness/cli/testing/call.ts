import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../io.js";
import { cli } from "../program.js";

export interface Called {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, in a folder of its own. */
export async function call(
  argv: readonly string[],
  world: Partial<Pick<Io, "cwd" | "env" | "lost">> = {},
): Promise<Called> {
  let out = "";
  let err = "";
  const folder = mkdtempSync(join(tmpdir(), "asms cli "));
  try {
    const exitCode = await cli(argv, {
      cwd: folder,
      env: {},
      terminal: false,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      onInterrupt: () => () => undefined,
      ...world,
    });
    return { exitCode, out, err };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
