import { readFileSync } from "node:fs";

/** The package's own name and version; the manifest lies above the sources as above dist/. */
export function tool(): { readonly name: "asms-conformance"; readonly version: string } {
  for (const folder of foldersUp(new URL(".", import.meta.url))) {
    const version = versionIn(new URL("package.json", folder));
    if (version !== undefined) return { name: "asms-conformance", version };
  }
  return { name: "asms-conformance", version: "0.0.0" };
}

/** The folder and all above it. The last one is above itself: "/" on one system, "C:/" on another. */
export function* foldersUp(from: URL): Generator<URL> {
  for (let folder = from; ; ) {
    yield folder;
    const above = new URL("..", folder);
    if (above.href === folder.href) return;
    folder = above;
  }
}

function versionIn(manifest: URL): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(manifest, "utf8")) as { name?: unknown; version?: unknown };
    return name === "asms-conformance" && typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
