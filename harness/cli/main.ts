#!/usr/bin/env node
import { processIo } from "./io.js";

// A run that is interrupted while its modules are still being loaded leaves reports that say so.
const io = processIo({ holdsInterrupts: process.argv[2] === "run" });
const { cli, ownError } = await import("./program.js");
// Node.js itself would end with 1, which says that a target broke a rule. A run has a listener of its own, and reports.
io.onUncaught?.((error) => {
  if (process.listenerCount("uncaughtException") === 1) process.exit(ownError(error, io));
});

process.exitCode = await cli(process.argv.slice(2), io);
