/**
 * Matches the compiled modules of the harness, which Node itself loads: each worker starts a second sooner. The worker's own
 * file is not among them, since vitest must run it anew for each suite file.
 *
 * @param workerFile absolute path of `run/vitest/worker.js`, as the system writes it
 */
export function compiledHarness(workerFile: string): RegExp {
  // Vite writes paths with slashes on every system.
  const worker = workerFile.replaceAll("\\", "/");
  const name = "run/vitest/worker.js";
  const folder = worker.endsWith(`/${name}`) ? worker.slice(0, -name.length) : worker;
  // The letter of a drive is written either way.
  return new RegExp(`${escaped(folder)}(?!${escaped(name)}$).*\\.js$`, /^[a-z]:/i.test(folder) ? "i" : "");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
