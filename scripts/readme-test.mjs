// Runs the commands that README.md shows. A fenced block that starts with ```sh is copied to a shell line by line, as a
// reader would; `# exit N` at the end of a line says which exit code it shows, 0 if nothing is said. Blocks marked
// ```sh no-run need something that CI does not have; they say what in the text around them.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const readme = readFileSync("README.md", "utf8");
const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? "");
const commands = blocks
  .flatMap((block) => block.split("\n"))
  .filter((line) => line.trim() !== "" && !line.startsWith("#"));
let failed = 0;
for (const command of commands) {
  const expected = Number(/#.*\bexit (\d+)/.exec(command)?.[1] ?? "0");
  const ran = spawnSync("bash", ["-c", command], { encoding: "utf8", timeout: 600_000 });
  const ok = ran.status === expected;
  console.log(`${ok ? "ok  " : "FAIL"} ${command}`);
  if (!ok) {
    failed += 1;
    console.log(`     exit ${ran.status}, expected ${expected}\n${ran.stdout}\n${ran.stderr}`);
  }
}
console.log(`${commands.length - failed} of ${commands.length} commands of README.md do what it says`);
process.exitCode = failed === 0 && commands.length > 0 ? 0 : 1;
