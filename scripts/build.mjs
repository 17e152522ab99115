// Compiles the sources into dist/ and lays the data files beside the modules that read them, so that the source tree
// and the installed package look the same to `new URL("./x.json", import.meta.url)`.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
if (!existsSync(tsc)) {
  // `npm install` of the packed tarball runs no prepare script, and a production install has dist/ already.
  process.exit(existsSync(join(root, "dist")) ? 0 : 1);
}
// Built aside and then put in place: a run that goes on meanwhile finds its modules, and a failed build leaves the old ones.
const made = join(root, `dist.${process.pid}`);
const built = join(root, "dist");
const project = ["-p", join(root, "tsconfig.build.json"), "--outDir", made];
const compiled = spawnSync(process.execPath, [tsc, ...project], { stdio: "inherit" });
if (compiled.status !== 0) {
  rmSync(made, { recursive: true, force: true });
  process.exit(compiled.status ?? 1);
}
for (const folder of ["vectors", "reports", "harness"]) {
  cpSync(join(root, folder), join(made, folder), {
    recursive: true,
    filter: (path) => !/\.(ts|tsx|mjs|md)$/.test(path),
  });
}
const bin = join(made, "harness", "cli", "main.js");
if (existsSync(bin)) chmodSync(bin, 0o755);
const former = join(root, `dist.${process.pid}.old`);
if (existsSync(built)) renameSync(built, former);
renameSync(made, built);
rmSync(former, { recursive: true, force: true });
