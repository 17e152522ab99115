import type { VNode } from "preact";
import type { Finding } from "../../harness/judging/results.js";
import { Text } from "./text.js";

/** What a breach of a requirement comes to. */
export interface Consequence {
  /** What the user of a phone meets. */
  readonly user: string;
  /** What the implementer probably got wrong. */
  readonly mistake: string;
}

/** A name and what stands under it. */
export interface NamedText {
  readonly name: string;
  readonly text: string | readonly string[];
}

/** What the page knows to say of ids; nothing where nothing is known. */
export interface PageWords {
  /** What a finding comes to. */
  readonly breach: (finding: Pick<Finding, "requirement" | "ruling">) => Consequence | undefined;
  /** What a requirement means, whether it was broken or not, in the words of `asms explain`. */
  readonly row: (id: string) => readonly NamedText[];
  /** What a Status of a command means, e.g. of "Sync" or "Settings/DeviceInformation". */
  readonly status: (command: string, code: string) => string | undefined;
}

/** For a page whose words are not at hand. */
export const noWords: PageWords = { breach: () => undefined, row: () => [], status: () => undefined };

/** The two questions that a failure raises with those who have not read the document. */
export function Meaning({ consequence }: { readonly consequence: Consequence | undefined }): VNode | null {
  if (consequence === undefined) return null;
  return (
    <dl class="meaning">
      <div>
        <dt>What it means for a phone’s user</dt>
        <dd>
          <Text value={consequence.user} />
        </dd>
      </div>
      <div>
        <dt>What is probably wrong in the server</dt>
        <dd>
          <Text value={consequence.mistake} />
        </dd>
      </div>
    </dl>
  );
}

interface ExplainedProps {
  readonly id: string;
  readonly texts: readonly NamedText[];
}

/** What a requirement means, for those who have not read the document; closed, because there are many. */
export function Explained({ id, texts }: ExplainedProps): VNode | null {
  if (texts.length === 0) return null;
  return (
    <details class="explained">
      <summary>
        What it means<span class="unseen">: {id}</span>
      </summary>
      <dl>
        {texts.map(({ name, text }) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <Text value={typeof text === "string" ? text : text.join(" ")} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
