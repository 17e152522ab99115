// `npm run bench [-- NAME …]` builds and runs the benchmarks; each is a module of scripts/bench/ that exports `run`.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const benches = ["codec", "run", "reports"];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !benches.includes(name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". Known: ${benches.join(", ")}.`);
  process.exit(2);
}
const build = spawnSync(process.execPath, [fileURLToPath(new URL("./build.mjs", import.meta.url))], {
  stdio: "inherit",
});
if (build.status !== 0) process.exit(build.status ?? 1);
for (const name of wanted.length > 0 ? wanted : benches) {
  const { run } = await import(`./bench/${name}.mjs`);
  await run(console.log);
}
