#!/usr/bin/env node
import { processIo } from "./io.js";
import { cli } from "./program.js";

process.exitCode = await cli(process.argv.slice(2), processIo());
