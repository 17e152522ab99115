import type { CaseBody, CaseDefinition } from "./case.js";

/** A case as a suite file declared it. */
export interface RegisteredCase {
  readonly definition: CaseDefinition;
  readonly body: CaseBody;
}

/** Receives each case at the moment in which its suite file declares it. */
export type CaseSink = (registered: RegisteredCase) => void;

interface Registry {
  sink: CaseSink | undefined;
}

// A suite file and the driver may each get a module instance of their own (a bundler's and the runtime's). The registry
// therefore hangs on globalThis, where there is one per thread whatever loads it.
const key = Symbol.for("asms-conformance.registry");

function registry(): Registry {
  const holder = globalThis as { [key]?: Registry };
  holder[key] ??= { sink: undefined };
  return holder[key];
}

/**
 * Declares a case. What happens with it is the driver's business: under vitest each of its expansions becomes a test,
 * elsewhere it is collected.
 * @throws Error when no driver listens, as when a suite file is run by itself.
 */
export function testCase(definition: CaseDefinition, body: CaseBody): void {
  const { sink } = registry();
  if (sink === undefined) {
    throw new Error(
      `Case ${definition.id} was declared while nothing collects cases; run it by \`asms run --id ${definition.id}\``,
    );
  }
  sink({ definition, body });
}

/** Lets `sink` receive the cases from now on; returns what undoes it. */
export function listenForCases(sink: CaseSink): () => void {
  const current = registry();
  const before = current.sink;
  current.sink = sink;
  return () => {
    current.sink = before;
  };
}
