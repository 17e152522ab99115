import { readFileSync } from "node:fs";

/** The package's own name and version; the manifest lies above the sources as above dist/. */
export function tool(): { readonly name: "asms-conformance"; readonly version: string } {
  for (let folder = new URL(".", import.meta.url); ; folder = new URL("..", folder)) {
    const version = versionIn(new URL("package.json", folder));
    if (version !== undefined) return { name: "asms-conformance", version };
    if (folder.pathname === "/") return { name: "asms-conformance", version: "0.0.0" };
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
