import type { VNode } from "preact";
import { count } from "./format.js";
import { scrolls } from "./scrolls.js";

/** Bytes that are pointed at, `end` exclusive. An empty region stands for a body that ends where more was due. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

const width = 16;
/** Bytes shown of a long body: at its beginning, and on either side of each region. */
const head = 256;
const around = 128;

function isMarked(offset: number, regions: readonly Region[]): boolean {
  return regions.some(({ start, end }) => offset >= start && offset < end);
}

/** Indexes of the rows that are shown: all of a short body, else its head and what is near a region. */
function shownRows(length: number, regions: readonly Region[]): number[] {
  const rows = Array.from({ length: Math.ceil(length / width) }, (_, row) => row);
  if (length <= head * 4) return rows;
  return rows.filter((row) => {
    const offset = row * width;
    if (offset < head || row === rows.length - 1) return true;
    // A long region is shown at both its ends.
    return regions.some(({ start, end }) => near(offset, start) || near(offset, end));
  });
}

function near(offset: number, place: number): boolean {
  return offset + width > place - around && offset < place + around;
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function glyphOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
}

/** Marked bytes as runs; the space between a marked byte and an unmarked one stays outside the mark. */
function runs(
  bytes: Uint8Array,
  offset: number,
  regions: readonly Region[],
  separator: string,
  show: (byte: number) => string,
) {
  const parts: (string | VNode)[] = [];
  let run: string[] = [];
  let marked = false;
  const close = () => {
    const text = run.join(separator);
    if (run.length > 0) parts.push(marked ? <mark>{text}</mark> : text, separator);
    run = [];
  };
  bytes.forEach((byte, index) => {
    const now = isMarked(offset + index, regions);
    if (now !== marked) close();
    marked = now;
    run.push(show(byte));
  });
  close();
  return parts;
}

function Row({
  bytes,
  row,
  regions,
}: {
  readonly bytes: Uint8Array;
  readonly row: number;
  readonly regions: readonly Region[];
}) {
  const offset = row * width;
  const slice = bytes.subarray(offset, offset + width);
  const padding = "   ".repeat(width - slice.length);
  return (
    <>
      <span class="offset">{offset.toString(16).padStart(6, "0")}</span>
      {"  "}
      {runs(slice, offset, regions, " ", hexOf)}
      {`${padding} `}
      {runs(slice, offset, regions, "", glyphOf)}
      {"\n"}
    </>
  );
}

/** Hex dump of a body, 16 bytes a row, with the regions marked. Long bodies are cut to their head and the regions. */
export function HexDump({ bytes, regions, label }: HexDumpProps): VNode {
  const shown = shownRows(bytes.length, regions);
  const endsShort = regions.some(({ start, end }) => start === end && start >= bytes.length);
  return (
    <pre class="hex" {...scrolls(label)}>
      {shown.map((row, index) => {
        const before = shown[index - 1] ?? -1;
        const skipped = (row - before - 1) * width;
        return (
          <>
            {skipped > 0 && <span class="left-out">{`… ${count(skipped)} bytes, see exchanges.ndjson\n`}</span>}
            <Row bytes={bytes} row={row} regions={regions} />
          </>
        );
      })}
      {endsShort && <mark>the body ends here</mark>}
    </pre>
  );
}

interface HexDumpProps {
  readonly bytes: Uint8Array;
  readonly regions: readonly Region[];
  /** What it is, for whoever hears the page: "Bytes of the response". */
  readonly label: string;
}
