#!/usr/bin/env node
import { processIo } from "./io.js";
import { cli } from "./program.js";

// A reader that has seen enough (`asms list | head -1`) ends neither the work nor its exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await cli(process.argv.slice(2), processIo());
