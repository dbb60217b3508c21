import type { ESLint, Linter, Rule } from "eslint";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { rules } from "../../../rules/index.ts";
import type { Trace } from "../../lint/trace.ts";
import { meta } from "../../meta.ts";
import { explain } from "../explain.ts";
import { relativePath } from "../formats/relative-path.ts";
import type { Traces } from "../trace-messages.ts";
import { drawing } from "./chart.ts";
import { Html, markup } from "./html.ts";
import { script } from "./script.ts";
import { source, type NumberedStep } from "./source.ts";
import { style } from "./style.ts";

/** One message, with all that is shown of it. */
interface Item {
  readonly message: Linter.LintMessage;
  /** Relative to where the command runs. */
  readonly path: string;
  /** The directory, which is the package of a Go file. */
  readonly folder: string;
  /** The rule's name, or `syntax`. */
  readonly rule: string;
  readonly trace: Trace | undefined;
}

/** A page that shows findings with their paths; it needs nothing but itself. */
export async function reportPage(
  results: readonly ESLint.LintResult[],
  traces: Traces,
  cwd: string,
): Promise<string> {
  const items = results.flatMap(({ filePath, messages }) =>
    messages.map((message): Item => {
      const path = relativePath(cwd, filePath);
      const rule = message.ruleId?.replace(/^workqueue\//, "") ?? "syntax";
      return { message, path, folder: dirname(path), rule, trace: traces.of(filePath, message) };
    }),
  );
  const articles: Html[] = [];
  for (const item of items) articles.push(await articleOf(item, cwd));
  return `${pageOf(items, articles).text}\n`;
}

function pageOf(items: readonly Item[], articles: readonly Html[]): Html {
  const { length } = items;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
        />
        <title>Work-queue findings</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>${length === 1 ? "1 work-queue finding" : `${length} work-queue findings`}</h1>
          <p>
            ${meta.name} ${meta.version}. Each path is numbered in the order in which it happens. <kbd>j</kbd>
            <kbd>k</kbd> or the arrow keys go from finding to finding.
          </p>
        </header>
        <nav aria-label="Filters">
          ${filter("rule", "Rule", items)}${filter("folder", "Package", items)}<output></output>
        </nav>
        <main>${articles.length > 0 ? articles : markup`<p class="nothing">Nothing was found.</p>`}</main>
        <script>
          ${new Html(script)};
        </script>
      </body>
    </html>`;
}

function filter(name: "rule" | "folder", label: string, items: readonly Item[]): Html {
  const counts = new Map<string, number>();
  for (const { [name]: value } of items) counts.set(value, (counts.get(value) ?? 0) + 1);
  const options = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, count]) => markup`<option value="${value}">${value} (${count})</option>`);
  return markup`<label
    >${label}<select name="${name}">
      <option value="">all (${items.length})</option>
      ${options}
    </select></label
  >`;
}

async function articleOf({ message, path, folder, rule, trace }: Item, cwd: string): Promise<Html> {
  const module = (rules as Readonly<Record<string, Rule.RuleModule>>)[rule];
  const url = module?.meta?.docs?.url;
  const title = url === undefined ? markup`${rule}` : markup`<a href="${url}" rel="noreferrer">${rule}</a>`;
  return markup`<article tabindex="-1" data-rule="${rule}" data-folder="${folder}">
    <h2>${title}</h2>
    <div class="where">${path}:${message.line}:${message.column}</div>
    <p class="message">${withCode(message.message)}</p>
    ${module ? markup`<p class="why">${withCode(why(rule))}</p>` : markup``}
    ${trace ? await panes(trace, cwd) : markup``}
  </article>`;
}

/** The first paragraph of the rule's page. */
function why(rule: string): string {
  return (
    explain(rule)
      .split(/\n{2,}/)
      .slice(2)
      .find((paragraph) => !paragraph.startsWith("#"))
      ?.replaceAll("\n", " ")
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1") ?? ""
  );
}

function withCode(text: string): Html[] {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`));
}

async function panes({ steps, charts }: Trace, cwd: string): Promise<Html> {
  const numbered = steps.map((step, index): NumberedStep => ({ ...step, number: index + 1 }));
  const files = [...new Set(steps.map(({ place }) => place.file))];
  const sources = files.map((file) => {
    const here = numbered.filter(({ place }) => place.file === file);
    return markup`<p class="file">${relativePath(cwd, file)}</p>
      ${source(textOf(file), here)}`;
  });
  const drawings: Html[] = [];
  for (const chart of charts) drawings.push(await drawing(chart, numbered));
  return markup`<div class="panes">
    <div>${sources}</div>
    <div class="charts">${drawings}</div>
  </div>`;
}

/** Empty where the file is not here: reports of other machines are merged where there may be no checkout. */
function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
