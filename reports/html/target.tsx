import type { VNode } from "preact";
import type { Capability, CapabilityValue, RunResults } from "../../harness/judging/results.js";
import { count } from "./format.js";
import { ExchangeLinks } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { type Mark, VerdictMark } from "./verdict.js";

const marks: Readonly<Record<CapabilityValue, Mark>> = {
  yes: "pass",
  no: "not applicable",
  broken: "fail",
  unknown: "inconclusive",
};

function outcomeOf({ outcome, rung, measured }: Capability): string {
  const parts = [
    outcome,
    rung === undefined ? undefined : `rung ${rung}`,
    measured === undefined ? undefined : count(measured),
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function CapabilityRow({ capability }: { readonly capability: Capability }): VNode {
  const { name, value, reason, evidence } = capability;
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>
        <VerdictMark mark={marks[value]} word={value} />
      </td>
      <td>
        <Text value={outcomeOf(capability)} />
      </td>
      <td>
        <Text value={reason} />
      </td>
      <td class="judges">
        <ExchangeLinks ids={evidence} />
      </td>
    </tr>
  );
}

/** What the target can do, as probed before the cases ran (PICS). */
export function Capabilities({ results }: { readonly results: RunResults }): VNode {
  const { capabilities, target } = results;
  return (
    <section id="capabilities" aria-labelledby="capabilities-title">
      <h2 id="capabilities-title">Capabilities of the target (PICS)</h2>
      {target.commands.length > 0 && (
        <p>
          Commands offered: <Text value={target.commands.join(", ")} most={600} />.
        </p>
      )}
      {capabilities.length === 0 ? (
        <p>Nothing was probed.</p>
      ) : (
        <>
          <p>A capability decides whether a case can run, never which answer is right.</p>
          <section class="wide" {...scrolls("Capabilities")}>
            <table class="capabilities">
              <thead>
                <tr>
                  <th scope="col">Capability</th>
                  <th scope="col">Value</th>
                  <th scope="col">Outcome</th>
                  <th scope="col">What the probe saw</th>
                  <th scope="col">Evidence</th>
                </tr>
              </thead>
              <tbody>
                {capabilities.map((capability) => (
                  <CapabilityRow capability={capability} />
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Settings with dotted names, in their order. */
export function settingsOf(value: unknown, name = ""): Setting[] {
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return [{ name, value: value.length === 0 ? "none" : value.join(", ") }];
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => settingsOf(inner, name === "" ? key : `${name}.${key}`));
  }
  return [{ name, value: value === undefined || value === null ? "none" : String(value) }];
}

/** What narrows a run down; where nothing is chosen by it, nothing is left out. */
const choices = ["ids", "sections"];

/**
 * The configuration as a reader must take it: an empty choice is no choice, and a run that names no suite plays that of the
 * sections.
 */
function inForce({ configuration, protocolVersion }: RunResults): Readonly<Record<string, unknown>> {
  if (Object.keys(configuration).length === 0) return {};
  const chosen = Object.entries(configuration).map(([name, value]) => {
    const everything = choices.includes(name) && Array.isArray(value) && value.length === 0;
    return [name, everything ? "all" : value];
  });
  return { protocolVersion: protocolVersion || "none", suites: ["sections"], ...Object.fromEntries(chosen) };
}

/** Configuration in force (PIXIT). */
export function Configuration({ results }: { readonly results: RunResults }): VNode {
  const settings = settingsOf(inForce(results));
  return (
    <section id="configuration" aria-labelledby="configuration-title">
      <h2 id="configuration-title">Configuration in force (PIXIT)</h2>
      {settings.length === 0 ? (
        <p>No setting was changed.</p>
      ) : (
        <section class="wide" {...scrolls("Configuration")}>
          <table class="configuration">
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              {settings.map(({ name, value }) => (
                <tr>
                  <th scope="row">
                    <code>
                      <Text value={name} most={200} />
                    </code>
                  </th>
                  <td>
                    <Text value={value} most={600} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
