#!/usr/bin/env node
import { processIo } from "./io.js";
import { cli, ownError } from "./program.js";

const io = processIo();
// Node.js itself would end with 1, which says that a target broke a rule. A run has a listener of its own, and reports.
io.onUncaught?.((error) => {
  if (process.listenerCount("uncaughtException") === 1) process.exit(ownError(error, io));
});

process.exitCode = await cli(process.argv.slice(2), io);
