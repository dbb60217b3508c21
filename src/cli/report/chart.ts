import type { TraceChart, TraceNode } from "../../lint/trace.ts";
import { markup, type Html } from "./html.ts";
import type { NumberedStep } from "./source.ts";

/** Nodes drawn at most. Past that only the path and what it branches to are. */
const mostNodes = 18;
const nodeHeight = 28;
const characterWidth = 6.7;
const longestLabel = 30;

const ends = { start: "", take: "", effect: "", call: "", branch: "", return: "returns", throw: "throws" };

/** A flow graph as SVG, laid out by dagre from top to bottom, with the path on top of it. */
export async function drawing(chart: TraceChart, steps: readonly NumberedStep[]): Promise<Html> {
  const { Graph, layout } = (await import("@dagrejs/dagre")) as unknown as Dagre;
  const { nodes, edges } = withinLimit(chart);
  const labels = new Map(nodes.map((node) => [node.id, labelOf(node, edges, steps)]));
  const graph = new Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: 26, marginx: 8, marginy: 8 });
  for (const { id } of nodes)
    graph.setNode(id, { width: widthOf(labels.get(id) ?? "") + 24, height: nodeHeight });
  for (const { from, to, words } of edges) {
    const label = shortWords(words);
    graph.setEdge(from, to, { width: label ? widthOf(label) : 0, height: label ? 14 : 0, labelpos: "c" });
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  // The path is drawn last, on top of what it crosses.
  const sorted = [...edges].sort((a, b) => Number(a.onPath) - Number(b.onPath));
  const lines = sorted.map((edge) => edgeOf(edge, graph.edge(edge.from, edge.to)));
  const boxes = nodes.map((node) => boxOf(node, labels.get(node.id) ?? "", graph.node(node.id), steps));
  return markup`<figure>
    <figcaption>${chart.name}</figcaption>
    <svg
      class="flow"
      width="${Math.ceil(width)}"
      height="${Math.ceil(height)}"
      viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"
      role="img"
      aria-label="Flow of ${chart.name}"
    >
      ${lines}${boxes}
    </svg>
  </figure>`;
}

function withinLimit({ nodes, edges }: TraceChart): Pick<TraceChart, "nodes" | "edges"> {
  if (nodes.length <= mostNodes) return { nodes, edges };
  const onPath = new Set(nodes.filter((node) => node.onPath).map(({ id }) => id));
  const near = new Set(edges.flatMap(({ from, to }) => (onPath.has(from) ? [from, to] : [])));
  const kept = nodes.filter(({ id }) => onPath.has(id) || near.has(id));
  const isKept = (id: string): boolean => onPath.has(id) || near.has(id);
  return { nodes: kept, edges: edges.filter(({ from, to }) => isKept(from) && isKept(to)) };
}

/** The step that a node stands for; the last one where the path comes by twice. */
function stepAt(node: TraceNode, steps: readonly NumberedStep[]): NumberedStep | undefined {
  const isHere = ({ place }: NumberedStep): boolean =>
    place.file === node.place.file && place.line === node.place.line && place.column === node.place.column;
  return node.onPath ? steps.findLast(isHere) : undefined;
}

function labelOf(node: TraceNode, edges: TraceChart["edges"], steps: readonly NumberedStep[]): string {
  const asked = edges.find(({ from, words }) => from === node.id && words.startsWith("`"))?.words;
  const text =
    node.kind === "branch" ? (/^`(.*?)`/.exec(asked ?? "")?.[1] ?? "?") : node.text || ends[node.kind];
  const short = text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
  const number = stepAt(node, steps)?.number;
  return number === undefined ? short : `${number}  ${short}`;
}

/** "`err` is not nil" beside a node that says `err`. */
function shortWords(words: string): string {
  return words.replace(/^`.*?` (?=is |was )/, "").replaceAll("`", "");
}

function widthOf(text: string): number {
  return text.length * characterWidth;
}

function edgeOf({ words, onPath }: TraceChart["edges"][number], at: EdgePlace): Html {
  const [first, ...rest] = at.points;
  const last = at.points.at(-1);
  const before = at.points.at(-2);
  if (!first || !last || !before) return markup``;
  const line = `M${round(first.x)} ${round(first.y)}${rest.map(({ x, y }) => `L${round(x)} ${round(y)}`).join("")}`;
  const angle = (Math.atan2(last.y - before.y, last.x - before.x) * 180) / Math.PI;
  const label = shortWords(words);
  const text = label
    ? markup`<text x="${round(at.x ?? 0)}" y="${round(at.y ?? 0)}">${label}</text>`
    : markup``;
  const place = `translate(${round(last.x)} ${round(last.y)}) rotate(${round(angle)})`;
  return markup`<g class="${onPath ? "edge path" : "edge"}">
    <path d="${line}" /><path class="head" d="M0 0L-8 -4L-8 4Z" transform="${place}" />${text}
  </g>`;
}

/** As much of dagre as is used: its own types name files without extensions, which NodeNext does not find. */
interface Dagre {
  readonly Graph: new () => {
    setGraph(options: object): void;
    graph(): { readonly width?: number; readonly height?: number };
    setNode(id: string, size: { width: number; height: number }): void;
    node(id: string): NodePlace;
    setEdge(from: string, to: string, label: object): void;
    edge(from: string, to: string): EdgePlace;
  };
  readonly layout: (graph: InstanceType<Dagre["Graph"]>) => void;
}

interface EdgePlace {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly x?: number;
  readonly y?: number;
}

interface NodePlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(
  node: TraceNode,
  label: string,
  { x = 0, y = 0, width, height }: NodePlace,
  steps: readonly NumberedStep[],
): Html {
  const isEnd = node.onPath && stepAt(node, steps)?.kind === "end";
  const kind = [node.kind, node.onPath ? "path" : "", isEnd ? "end" : ""].join(" ").trim();
  const radius = node.kind === "branch" ? height / 2 : 6;
  return markup`<g class="node ${kind}" transform="translate(${round(x)} ${round(y)})">
    <rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" rx="${radius}" />
    <text>${label}</text>
  </g>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
