import type { DirectiveType, FileProblem, RulesConfig, SourceLocation } from "@eslint/core";
import { ConfigCommentParser, Directive } from "@eslint/plugin-kit";
import type { Comment } from "./ast.ts";
import type { NolintComment, NolintName } from "./nolint.ts";

/** What ESLint is told about a place in the text that is no syntax. */
export interface Mark {
  readonly type: "Mark";
  readonly start: number;
  readonly end: number;
}

export interface InlineConfig {
  readonly config: { readonly rules: RulesConfig };
  readonly loc: SourceLocation;
}

/** Our rules as `//nolint` may name them. */
export interface RuleNames {
  /** The plugin's prefix; alone it stands for every rule of the plugin. */
  readonly prefix: string;
  readonly rules: ReadonlySet<string>;
}

const parser = new ConfigCommentParser();
const directiveLabel = /^eslint-(enable|disable(?:-next-line|-line)?)$/;

/** Whether a comment is for ESLint. */
export function isConfigComment(comment: Comment): boolean {
  return /^eslint(?:-(?:enable|disable(?:-next-line|-line)?))?(?:\s|$)/.test(contentOf(comment).trimStart());
}

/** `eslint-disable`, `eslint-enable` and the line forms, in comments of either kind, as ESLint has them for JavaScript. */
export function disableComments(
  comments: readonly Comment[],
  locate: (comment: Comment) => SourceLocation,
): { directives: Directive[]; problems: FileProblem[] } {
  const directives: Directive[] = [];
  const problems: FileProblem[] = [];
  for (const comment of comments) {
    const parsed = parser.parseDirective(contentOf(comment));
    const type = parsed && directiveLabel.exec(parsed.label)?.[1];
    if (!parsed || type === undefined) continue;
    const { label, value, justification } = parsed;
    const loc = locate(comment);
    if (type === "disable-line" && loc.start.line !== loc.end.line) {
      problems.push({ ruleId: null, message: `${label} comment should not span multiple lines.`, loc });
    } else if (type.includes("line") || comment.type === "BlockComment") {
      directives.push(new Directive({ type: type as DirectiveType, node: comment, value, justification }));
    }
  }
  return { directives, problems };
}

/** `eslint rule: options` in block comments. */
export function inlineConfigs(
  comments: readonly Comment[],
  locate: (comment: Comment) => SourceLocation,
): { configs: InlineConfig[]; problems: FileProblem[] } {
  const configs: InlineConfig[] = [];
  const problems: FileProblem[] = [];
  for (const comment of comments) {
    const parsed = comment.type === "BlockComment" ? parser.parseDirective(contentOf(comment)) : undefined;
    if (parsed?.label !== "eslint") continue;
    const loc = locate(comment);
    const result = parser.parseJSONLikeConfig(parsed.value);
    if (result.ok) configs.push({ config: { rules: result.config }, loc });
    else problems.push({ ruleId: null, message: result.error.message, loc });
  }
  return { configs, problems };
}

/**
 * The directives that a `//nolint` comment with names stands for: only names of ours count, the rest is for other
 * linters. ESLint may offer to remove an unused directive: its node covers just what may go.
 */
export function nolintDirectives(nolint: NolintComment, ours: RuleNames): Directive[] {
  return (nolint.names ?? []).flatMap((name) => {
    const value = valueOf(name, ours);
    if (value === undefined) return [];
    const disable = { node: mark(name.start, name.end), value, justification: nolint.reason };
    if (nolint.firstLine === nolint.lastLine) return [new Directive({ type: "disable-line", ...disable })];
    return [
      new Directive({ type: "disable", ...disable }),
      new Directive({ type: "enable", node: mark(nolint.end, nolint.end), value, justification: "" }),
    ];
  });
}

/** The rule as ESLint knows it; empty for all of them. */
function valueOf({ name }: NolintName, { prefix, rules }: RuleNames): string | undefined {
  if (name === prefix) return "";
  const rule = name.startsWith(`${prefix}/`) ? name.slice(prefix.length + 1) : name;
  return rules.has(rule) ? `${prefix}/${rule}` : undefined;
}

function mark(start: number, end: number): Mark {
  return { type: "Mark", start, end };
}

function contentOf({ type, text }: Comment): string {
  return type === "LineComment" ? text.slice(2) : text.slice(2, -2);
}
