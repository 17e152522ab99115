import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

// docs/design.md says who may import whom, biome.json enforces it, and the imports keep to it: none of the three drifts alone.

const root = fileURLToPath(new URL("../", import.meta.url));

interface Room {
  readonly name: string;
  /** From the root, with slashes and one at its end. */
  readonly folder: string;
  readonly floor: number;
  readonly mayImport: string;
}

const rooms: readonly Room[] = readFileSync(join(root, "docs/design.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, floor = "", folder = "", , mayImport = ""] = line.split("|").map((cell) => cell.trim());
    const [, path = ""] = /^`((?:\w+\/)+)`$/.exec(folder) ?? [];
    if (path === "" || path === "vectors/") return [];
    return [{ name: path.split("/").at(-2) ?? "", folder: path, floor: Number(floor), mayImport }];
  });

/** Names of the rooms that a room may import from. */
function allowed({ floor, mayImport }: Room): string[] {
  if (mayImport === "nothing") return [];
  if (/^(everything below|floors 1 to \d)$/.test(mayImport)) {
    return rooms.filter((other) => other.floor < floor).map(({ name }) => name);
  }
  return mayImport.split(", ");
}

function forbidden(room: Room): string[] {
  const may = allowed(room);
  return rooms.map(({ name }) => name).filter((name) => name !== room.name && !may.includes(name));
}

const isTest = /(\.(test|bench)\.tsx?|\.testkit\.ts|\.debian\.ts)$|(^|\/)testing\//;

interface Import {
  readonly file: string;
  readonly from: Room;
  readonly to: Room | undefined;
}

/** Every relative import, static or not, of the sources that are no tests. */
function imports(from: Room): Import[] {
  const files = readdirSync(join(root, from.folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${from.folder}${name.split(sep).join("/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !isTest.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, specifier = ""]) => {
      const target = relative(root, join(root, dirname(file), specifier))
        .split(sep)
        .join("/");
      return { file, from, to: rooms.find(({ folder }) => target.startsWith(folder)) };
    });
  });
}

test("the table names every room there is, and none that there is not", () => {
  const folders = readdirSync(join(root, "harness")).map((name) => `harness/${name}/`);
  expect(rooms.map(({ folder }) => folder).sort()).toEqual([...folders, "reports/", "suites/"].sort());
  for (const room of rooms) {
    for (const name of allowed(room)) {
      const floor = rooms.find((other) => other.name === name)?.floor;
      expect(floor, `${room.name} may import ${name}, which lies no lower`).toBeLessThan(room.floor);
    }
  }
});

let refusals: ReturnType<typeof lintProbes> = [];
beforeAll(() => {
  refusals = lintProbes();
});

describe.each(rooms)("$folder", (room) => {
  test("imports what the table allows it, and all of that", () => {
    const used = imports(room).filter(({ to }) => to !== undefined && to !== room);
    const may = allowed(room);
    expect(
      used.filter(({ to }) => !may.includes(to?.name ?? "")).map(({ file, to }) => `${file} → ${to?.name}`),
    ).toEqual([]);
    // What is allowed and never used is a gap in the wall. Those that may import a whole floor need not.
    const listed = room.mayImport.includes(", ") || may.length === 1 ? may : [];
    expect(listed.filter((name) => !used.some(({ to }) => to?.name === name))).toEqual([]);
  });

  test("the lint rule refuses everything else, however it is imported", () => {
    const file = `${room.folder}probe.ts`;
    const refused = refusals.filter((one) => one.file.endsWith(`/${file}`)).map(({ line }) => line);
    expect(refused.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 3 * forbidden(room).length }, (_, index) => index + 1),
    );
  });
});

/** What breaks the rule, in each of the forms that an import has, and after that what keeps it. */
function probeOf(room: Room): string {
  const refused = forbidden(room);
  const lines = [
    ...refused.map((name, index) => `export * as a${index} from "../${name}/index.js";`),
    ...refused.map((name, index) => `export type { B${index} } from "../../harness/${name}/deeper/b.js";`),
    ...refused.map((name, index) => `export const c${index} = () => import("../${name}/c.js");`),
    ...allowed(room).map((name, index) => `export * as d${index} from "../${name}/index.js";`),
  ];
  return `${lines.join("\n")}\n`;
}

/** Lints a probe in every room with the rules of the project. */
function lintProbes(): { readonly file: string; readonly line: number }[] {
  const folder = mkdtempSync(join(tmpdir(), "asms rooms "));
  try {
    copyFileSync(join(root, "biome.json"), join(folder, "biome.json"));
    for (const room of rooms) {
      mkdirSync(join(folder, room.folder), { recursive: true });
      writeFileSync(join(folder, room.folder, "probe.ts"), probeOf(room));
    }
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    const argv = [biome, "lint", "--max-diagnostics=none", "--reporter=github", "."];
    const { stdout, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: "utf8" });
    const found = `${stdout}${stderr}`.matchAll(/title=lint\/style\/noRestrictedImports,file=([^,]+),line=(\d+)/g);
    return [...found].map(([, file = "", line]) => ({ file: file.replaceAll("\\", "/"), line: Number(line) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
