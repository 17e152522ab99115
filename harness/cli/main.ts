#!/usr/bin/env node
import { processIo } from "./io.js";
import { cli, ownError } from "./program.js";

// A reader that has seen enough (`asms list | head -1`) ends neither the work nor its exit code, nor does a terminal that
// was closed.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
  });
}

const io = processIo();
// Node.js itself would end with 1, which says that a target broke a rule. A run has a listener of its own, and reports.
io.onUncaught?.((error) => {
  if (process.listenerCount("uncaughtException") === 1) process.exit(ownError(error, io));
});

process.exitCode = await cli(process.argv.slice(2), io);
