import type { ComponentChildren, VNode } from "preact";
import type { RunResults } from "../../harness/judging/results.js";
import { versionWords } from "../wording.js";
import { duration, moment } from "./format.js";
import { Text } from "./text.js";

const profiles: Readonly<Record<RunResults["profile"], string>> = {
  seed: "[MS-ASMS] v0.1 as given",
  current: "[MS-ASMS] as published today",
};

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who was judged, by what, when. The profile stands in the first line. */
export function Identity({ results }: { readonly results: RunResults }): VNode {
  return (
    <header class="identity">
      <p class="kind">
        Conformance report · profile <strong>{results.profile}</strong>: {profiles[results.profile]}
      </p>
      <h1>
        <Text value={results.target.name} most={200} />
      </h1>
      {(results.target.variants ?? []).map(({ id, summary }) => (
        <p class="made">
          <code>
            <Text value={id} most={200} />
          </code>
          , on purpose: <Text value={summary} most={600} />
        </p>
      ))}
    </header>
  );
}

function ProtocolVersion({ results }: { readonly results: RunResults }): VNode {
  const offered = results.target.protocolVersions.join(", ");
  return (
    <Fact name="Protocol version">
      {versionWords(results)}
      {offered !== "" && (
        <span class="quiet">
          {" "}
          of <Text value={offered} most={200} />
        </span>
      )}
    </Fact>
  );
}

/** What else is known of target and run. */
export function Facts({ results }: { readonly results: RunResults }): VNode {
  const { target, tool } = results;
  return (
    <dl class="facts">
      <ProtocolVersion results={results} />
      <Fact name="Date">
        <time dateTime={results.startedAt}>{moment(results.startedAt)}</time>
        <span class="quiet">, took {duration(results.durationMs)}</span>
      </Fact>
      <Fact name="Tool">
        {tool.name} {tool.version}
      </Fact>
      <Fact name="Server">
        <Text value={target.server ?? "did not name itself"} most={120} />
      </Fact>
      <Fact name="Claims">
        {results.claims === "asms" ? "implements [MS-ASMS]" : "claims nothing"}
        <span class="quiet">, tolerance {results.tolerance}</span>
      </Fact>
      {target.url !== target.name && !target.embedded && (
        <Fact name="URL">
          <Text value={target.url} most={200} />
        </Fact>
      )}
      {target.embedded && <Fact name="Where">embedded in the tool, on loopback</Fact>}
    </dl>
  );
}
