// How fast the codec is, as ratios to what runs beside it in the same minute: JSON.parse of the same tree, a plain copy
// of the bytes, and libwbxml's own tree functions where the library and a C compiler are installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decode, diagnose, encode, fromXml, toXml } from "../../dist/harness/wbxml/index.js";
import { benchDocuments } from "./documents.mjs";

const SECONDS = 0.5;
const ROUNDS = 3;

/** Runs a second, best of three: the best is the one that other work disturbed least. */
function perSecond(work) {
  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let count = 0;
    const start = process.hrtime.bigint();
    let elapsed = 0;
    do {
      work();
      count += 1;
      elapsed = Number(process.hrtime.bigint() - start) / 1e9;
    } while (elapsed < SECONDS);
    best = Math.max(best, count / elapsed);
  }
  return best;
}

const asJson = (node) =>
  typeof node === "string"
    ? node
    : node.opaque !== undefined
      ? { o: Buffer.from(node.opaque).toString("base64") }
      : { p: node.page, t: node.tag, c: node.content?.map(asJson) ?? null };

/** Compiles the C program; the reason why not, when that cannot be. */
function compileLibwbxml(folder) {
  const program = join(folder, "libwbxml");
  const source = fileURLToPath(new URL("./libwbxml.c", import.meta.url));
  const compiled = spawnSync("cc", ["-O2", "-o", program, source, "-ldl"], { encoding: "utf8" });
  if (compiled.error !== undefined) return { missing: "no C compiler (cc)" };
  return compiled.status === 0 ? { program } : { missing: `the C program does not compile: ${compiled.stderr.trim()}` };
}

function measureLibwbxml(program, folder, bytes) {
  const file = join(folder, "document.wbxml");
  writeFileSync(file, bytes);
  const best = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    const ran = spawnSync(program, [file, String(SECONDS)], { encoding: "utf8" });
    if (ran.status !== 0) return { missing: ran.stderr.trim() };
    for (const [, what, rate] of ran.stdout.matchAll(/^(\w+) ([\d.]+)$/gm))
      best[what] = Math.max(best[what] ?? 0, Number(rate));
  }
  return best;
}

function line(print, name, rate, bytes, ratios) {
  const speed = `${((rate * bytes) / 1e6).toFixed(1)} MB/s`;
  print(
    `  ${name.padEnd(34)}${speed.padStart(14)}${ratios.map((ratio) => `${ratio.toFixed(2)} x`.padStart(12)).join("")}`,
  );
}

/** Prints one table a document: MB/s of WBXML bytes, ratio to JSON.parse, ratio to libwbxml where it ran. */
export async function run(print) {
  const folder = mkdtempSync(join(tmpdir(), "asms-bench-"));
  try {
    const { program, missing } = compileLibwbxml(folder);
    print(
      program === undefined
        ? `libwbxml is not compared: ${missing}.`
        : "libwbxml: wbxml_tree_from_wbxml and wbxml_encoder_encode_tree_to_wbxml of the installed library, in one process.",
    );
    for (const { name, tree } of benchDocuments()) documentTable(print, folder, program, name, encode(tree));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function documentTable(print, folder, program, name, bytes) {
  const tree = decode(bytes);
  const json = JSON.stringify(asJson(tree));
  const xml = toXml(tree);
  const parse = perSecond(() => JSON.parse(json));
  const library = program === undefined ? { missing: "" } : measureLibwbxml(program, folder, bytes);
  if (library.missing) print(`libwbxml is not compared: ${library.missing}.`);
  const against = (rate, reference) => (reference === undefined ? [rate / parse] : [rate / parse, rate / reference]);
  print(
    `\n${name}, ${bytes.length} bytes${" ".repeat(18)}${"to JSON.parse".padStart(20)}${library.decode ? "to libwbxml".padStart(14) : ""}`,
  );
  const ours = [
    ["decode", () => decode(bytes), library.decode],
    ["diagnose", () => diagnose(bytes), library.decode],
    ["encode", () => encode(tree), library.encode],
    ["toXml", () => toXml(tree)],
    ["fromXml", () => fromXml(xml)],
    ["JSON.parse of the same tree", () => JSON.parse(json)],
    ["plain copy of the bytes", () => bytes.slice()],
  ];
  for (const [what, work, reference] of ours) {
    const rate = perSecond(work);
    line(print, what, rate, bytes.length, against(rate, reference));
  }
  if (library.decode)
    line(print, "libwbxml decode to a tree", library.decode, bytes.length, [library.decode / parse, 1]);
  if (library.encode)
    line(print, "libwbxml encode from a tree", library.encode, bytes.length, [library.encode / parse, 1]);
}
