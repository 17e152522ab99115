import type { VNode } from "preact";
import { Text } from "./text.js";

/** A line for a shell; with script it can be copied. */
export function Command({ text, most = 2_000 }: { readonly text: string; readonly most?: number }): VNode {
  return (
    <div class="replay">
      <code>
        <Text value={text} most={most} />
      </code>
      {/* Half a command is worth nothing to a shell. */}
      {text.length <= most && (
        <button type="button" class="copy" hidden>
          Copy
        </button>
      )}
    </div>
  );
}
