// Writes the first two thirds of vectors/scenarios.json anew from the cases and monitors: which of them carry out a scenario,
// and which rows they may emit, together and each by itself. What stands under "mutants" is written by hand. Run after `npm run build`.
import { readFileSync, writeFileSync } from "node:fs";
import { clientMonitors } from "../dist/harness/monitors/client/index.js";
import { monitors } from "../dist/harness/monitors/index.js";
import { suiteCases } from "../dist/harness/run/suites.js";

const file = "vectors/scenarios.json";
const known = JSON.parse(readFileSync(file, "utf8"));
const carried = {};
const judges = {};
for (const { definition } of await suiteCases()) {
  carried[definition.scenario] ??= { cases: [], requirements: [] };
  const { cases, requirements } = carried[definition.scenario];
  cases.push(definition.id);
  judges[definition.id] = definition.requirements;
  requirements.push(...definition.requirements.filter((id) => !requirements.includes(id)));
}
for (const { id, requirements } of monitors) carried[id] = { monitor: id, requirements };
for (const { id, requirements } of [...monitors, ...clientMonitors]) judges[id] = requirements;
// What stood there keeps its place, so that a change shows as one line.
const order = [...new Set([...Object.keys(known.scenarios), ...Object.keys(carried)])].filter((id) => id in carried);
const spaced = (value) => JSON.stringify(value).replaceAll('":', '": ').replaceAll(',"', ', "');
const lines = (object, keys) => keys.map((key) => `  ${JSON.stringify(key)}: ${spaced(object[key])}`).join(",\n");
writeFileSync(
  file,
  `{
 "about": ${JSON.stringify(known.about)},
 "scenarios": {
${lines(carried, order)}
 },
 "judges": {
${lines(judges, Object.keys(judges).sort())}
 },
 "mutants": {
${lines(known.mutants, Object.keys(known.mutants))}
 }
}
`,
);
