import { resolve } from "node:path";
import type { Register } from "./program.js";

export const vectorsCliCommand: Register = (program, io, done) => {
  program
    .command("vectors <folder>")
    .description("check every WBXML vector file of a folder against the codec")
    .action(async (folder: string) => {
      const { vectorsCommand } = await import("./vectors.js");
      const { exitCode, lines } = await vectorsCommand(resolve(io.cwd, folder));
      for (const line of lines) (exitCode === 2 ? io.err : io.out)(`${line}\n`);
      done(exitCode);
    });
};
