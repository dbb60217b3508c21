import type { TraceStep } from "../../lint/trace.ts";
import { markup, type Html } from "./html.ts";

/** Lines shown around each step. */
const context = 3;
/** Pixels; the lines of the path are drawn over rows of this height. */
const rowHeight = 22;
const railWidth = 44;
const railAt = 22;

/** A step with its number in the path, from 1. */
export interface NumberedStep extends TraceStep {
  readonly number: number;
}

/** A line of source, or what stands for lines that are left out. */
type Row = { readonly line: number; readonly text: string } | { readonly skipped: number };

/** Lines of one file around the steps that lie in it, with the path drawn beside them. */
export function source(text: string, steps: readonly NumberedStep[]): Html {
  const lines = text.split(/\r?\n/);
  const rows = rowsAround(
    steps.map(({ place }) => place.line),
    lines,
  );
  return markup`<div class="source" tabindex="0" role="group" aria-label="Source with the path">
    ${rail(rows, steps)}
    <div class="rows">${rows.map((row) => rowOf(row, steps))}</div>
  </div>`;
}

function rowsAround(marked: readonly number[], lines: readonly string[]): Row[] {
  const rows: Row[] = [];
  let last: number | undefined;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    if (!marked.some((each) => Math.abs(each - line) <= context)) continue;
    const skipped = last === undefined ? 0 : line - last - 1;
    if (skipped > 0) rows.push({ skipped });
    rows.push({ line, text });
    last = line;
  }
  return rows;
}

function rowOf(row: Row, steps: readonly NumberedStep[]): Html {
  if ("skipped" in row) return markup`<div class="row skipped">⋯ ${row.skipped} lines</div>`;
  const here = steps.filter(({ place }) => place.line === row.line);
  const notes = here.map(
    ({ kind, number, words }) =>
      markup`<span class="note ${kind}">${number} ${words.replaceAll("`", "")}</span>`,
  );
  const marked = here.length > 0 ? "row marked" : "row";
  const number = markup`<span class="number">${row.line}</span>`;
  return markup`<div class="${marked}" data-line="${row.line}">${number}<code>${highlighted(row.text)}</code>${notes}</div>`;
}

const tokens =
  /(?<comment>\/\/.*|\/\*.*?\*\/)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(?<keyword>\b(?:async|await|break|case|catch|class|const|continue|default|defer|else|export|extends|false|finally|for|func|function|go|if|import|interface|let|new|nil|null|package|private|public|range|readonly|return|select|static|struct|switch|this|throw|true|try|type|undefined|var|while)\b)/g;

/** Colours by a look at each line alone: what runs over several lines is not coloured as it should be. */
function highlighted(line: string): Html[] {
  const parts: Html[] = [];
  let at = 0;
  for (const match of line.matchAll(tokens)) {
    const kind = match.groups?.["comment"] ? "comment" : match.groups?.["string"] ? "string" : "keyword";
    parts.push(markup`${line.slice(at, match.index)}<span class="${kind}">${match[0]}</span>`);
    at = match.index + match[0].length;
  }
  return [...parts, markup`${line.slice(at)}`];
}

/** The path as a line from marker to marker; a step back up is drawn as a bow. */
function rail(rows: readonly Row[], steps: readonly NumberedStep[]): Html {
  const middle = ({ place }: NumberedStep): number =>
    (rows.findIndex((row) => "line" in row && row.line === place.line) + 0.5) * rowHeight;
  const legs = steps.slice(1).map((step, index) => {
    const from = steps[index];
    return from ? markup`<path d="${leg(middle(from), middle(step))}" />` : markup``;
  });
  const shared = new Map<number, NumberedStep[]>();
  for (const step of steps) shared.set(middle(step), [...(shared.get(middle(step)) ?? []), step]);
  const markers = [...shared].map(([y, here]) => marker(y, here));
  const height = rows.length * rowHeight;
  return markup`<svg class="rail" width="${railWidth}" height="${height}" aria-hidden="true">
    ${legs}${markers}
  </svg>`;
}

function leg(from: number, to: number): string {
  if (to >= from) return `M${railAt} ${from}V${to}`;
  return `M${railAt} ${from}C2 ${from} 2 ${to} ${railAt} ${to}`;
}

function marker(y: number, steps: readonly NumberedStep[]): Html {
  const kind = steps.at(-1)?.kind ?? "end";
  const label = steps.map(({ number }) => number).join("·");
  const width = Math.max(18, 8 + label.length * 6.5);
  return markup`<g class="marker ${kind}" transform="translate(${railAt} ${y})"
    ><rect x="${-width / 2}" y="-9" width="${width}" height="18" rx="9" /><text>${label}</text></g
  >`;
}
