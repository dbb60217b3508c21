/** The page's style sheet: light, or dark as the reader's system is. */
export const style = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #1b2230; --quiet: #5c6675; --line: #dde1e8;
  --accent: #2457d6; --take: #2457d6; --branch: #8a5a00; --effect: #0b7285; --end: #c92a2a; --wash: #fdf3f3;
  --keyword: #7a3e9d; --string: #1a7f4b; --shadow: 0 1px 2px #1b223014, 0 4px 16px #1b22300d; }
@media (prefers-color-scheme: dark) { :root { --page: #12151b; --card: #1a1f28; --ink: #e4e8ef; --quiet: #98a3b3;
  --line: #2e3644; --accent: #82a8ff; --take: #82a8ff; --branch: #e9b44c; --effect: #5ccfe0; --end: #ff8787;
  --wash: #2b1e22; --keyword: #d0a0f0; --string: #7fd6a4; --shadow: none; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { padding: 24px 32px 12px; } h1 { margin: 0; font-size: 22px; } header p { margin: 4px 0 0; color: var(--quiet); }
kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; font: 12px ui-monospace, monospace; }
nav { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 8px 24px; padding: 10px 32px;
  background: var(--page); border-bottom: 1px solid var(--line); }
nav label { display: flex; align-items: center; gap: 8px; color: var(--quiet); }
select { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 4px 8px; }
main { padding: 20px 32px 64px; display: grid; gap: 20px; max-width: 1500px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px; box-shadow: var(--shadow);
  min-width: 0; scroll-margin-top: 64px; }
article:focus, .source:focus, select:focus, a:focus { outline: 3px solid var(--accent); outline-offset: 2px; }
article[hidden] { display: none; }
article h2 { margin: 0; font-size: 16px; overflow-wrap: anywhere; } article h2 a { color: var(--accent); }
.where { color: var(--quiet); font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
.message { margin: 10px 0 4px; max-width: 90ch; } .why { margin: 0 0 14px; max-width: 90ch; color: var(--quiet); }
.panes { display: grid; grid-template-columns: minmax(0, 1fr) fit-content(46%); gap: 20px; align-items: start; }
.panes > * { min-width: 0; } 
@media (max-width: 1000px) { .panes { grid-template-columns: minmax(0, 1fr); }  }
.file { margin: 0 0 4px; color: var(--quiet); font: 12px ui-monospace, monospace; }
.source { position: relative; display: flex; overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; margin-bottom: 12px;
  font: 13px/22px ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.rail { flex: none; position: sticky; left: 0; background: var(--card); z-index: 1; }
.rail path { fill: none; stroke: var(--end); stroke-width: 2; opacity: .55; } .rows { flex: 1 0 auto; min-width: 0; }
.row { height: 22px; white-space: pre; padding-right: 16px; tab-size: 4; } .row.marked { background: var(--wash); }
.row.skipped { color: var(--quiet); padding-left: 44px; } .row .number { display: inline-block; width: 44px; padding-right: 12px; text-align: right; color: var(--quiet); }
.row code { font: inherit; } .keyword { color: var(--keyword); } .string { color: var(--string); } .comment { color: var(--quiet); font-style: italic; }
.note { margin-left: 16px; padding: 1px 8px; border-radius: 9px; font: 12px system-ui, sans-serif; border: 1px solid currentColor; }
.marker rect { fill: var(--effect); } .marker text { fill: var(--card); font: 600 11px system-ui, sans-serif; text-anchor: middle; dominant-baseline: central; }
.note { color: var(--effect); } .note.take, .note.change { color: var(--take); } .note.branch { color: var(--branch); } .note.end { color: var(--end); font-weight: 600; }
.marker.take rect, .marker.change rect { fill: var(--take); } .marker.branch rect { fill: var(--branch); } .marker.end rect { fill: var(--end); }
figure { margin: 0 0 12px; } figcaption { color: var(--quiet); font: 12px ui-monospace, monospace; } .flow { display: block; max-width: 100%; height: auto; }
.node rect { fill: var(--card); stroke: var(--quiet); } .node text { fill: var(--quiet); font: 11px ui-monospace, monospace; text-anchor: middle; dominant-baseline: central; white-space: pre; }
.node.path rect { stroke: var(--accent); stroke-width: 2; } .node.path text { fill: var(--ink); } .node.end rect { stroke: var(--end); fill: var(--wash); stroke-width: 2.5; }
.edge path { fill: none; stroke: var(--quiet); opacity: .6; } .edge .head { fill: var(--quiet); stroke: none; }
.edge.path path { stroke: var(--end); stroke-width: 2; opacity: 1; } .edge.path .head { fill: var(--end); stroke: none; }
.edge text { fill: var(--quiet); stroke: var(--card); stroke-width: 4px; paint-order: stroke; font: 11px system-ui, sans-serif; text-anchor: middle; dominant-baseline: central; }
.edge.path text { fill: var(--ink); } .nothing { padding: 48px; text-align: center; color: var(--quiet); }
`;
