import type { VNode } from "preact";
import { Text } from "./text.js";

/** What a breach of a requirement comes to. */
export interface Consequence {
  /** What the user of a phone meets. */
  readonly user: string;
  /** What the implementer probably got wrong. */
  readonly mistake: string;
}

/** By id of the requirement; undefined where nothing is known. */
export type Explain = (id: string) => Consequence | undefined;

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
