import type { FileProblem, SourceLocation, VisitTraversalStep } from "@eslint/core";
import { TextSourceCodeBase, VisitNodeStep, type Directive } from "@eslint/plugin-kit";
import { resolve } from "node:path";
import type { Comment } from "./ast.ts";
import {
  disableComments,
  inlineConfigs,
  isConfigComment,
  nolintDirectives,
  type InlineConfig,
  type Mark,
  type RuleNames,
} from "./directives.ts";
import { LineIndex, type Position } from "./lines.ts";
import { nolintComments, type NolintComment } from "./nolint.ts";
import { siblingsOf, type PackageFile } from "./package-directory.ts";
import { parseGo, type ParseResult } from "./parse.ts";

/** What ESLint sees of the tree: the root alone. */
export interface GoRoot {
  readonly type: "File";
  readonly start: number;
  readonly end: number;
}

export type GoElement = GoRoot | Comment | Mark;

/** `languageOptions` of `workqueue/go`. */
export interface GoLanguageOptions {
  /** Report in files with a `// Code generated ... DO NOT EDIT.` line; false by default. */
  readonly generated?: boolean;
  /** Report in `_test.go` files; false by default. */
  readonly tests?: boolean;
  readonly [forOtherLanguages: string]: unknown;
}

interface GoTypes {
  LangOptions: GoLanguageOptions;
  RootNode: GoRoot;
  SyntaxElementWithLoc: GoElement;
  ConfigNode: Comment;
}

/** A Go file on its way to the language. */
export interface GoFile {
  readonly path: string;
  readonly text: string;
  /** Undefined where no rule will ask for the tree; it is parsed if one does all the same. */
  readonly parsed: ParseResult | undefined;
  /** No rule gets to see the file. */
  readonly isSilent: boolean;
  readonly names: RuleNames;
}

/** What scope analysis of JavaScript would say of a file without any. */
const emptyScope = {
  type: "global",
  isStrict: true,
  block: null,
  upper: null,
  childScopes: [],
  variables: [],
  references: [],
  through: [],
  set: new Map(),
} as const;

/**
 * A Go file as ESLint's rules see it. The tree is not walked for them: a rule listens to the root and takes the rest
 * from `syntax`. Lines, comments and siblings are worked out when they are asked for.
 */
export class GoSourceCode extends TextSourceCodeBase<GoTypes> {
  readonly path: string;
  /** Empty, as are the answers of `getAllComments`, `getFirstToken` and `getScope`: rules for JavaScript reach for them before they look at any node. */
  readonly tokensAndComments: readonly never[] = [];
  readonly parserServices = {};
  readonly #isSilent: boolean;
  readonly #names: RuleNames;
  readonly #lineIndex: LineIndex;
  #syntax: ParseResult | undefined;
  #nolint: readonly NolintComment[] | undefined;
  #siblings: readonly PackageFile[] | undefined;

  constructor({ path, text, parsed, isSilent, names }: GoFile) {
    super({ text, ast: { type: "File", start: 0, end: text.length }, lineEndingPattern: /\n/ });
    this.path = resolve(path);
    this.#isSilent = isSilent;
    this.#names = names;
    this.#lineIndex = new LineIndex(text);
    this.#syntax = parsed;
  }

  /** Whether the text, or that of the package, told of a queue by one of the names the language knows. */
  get isParsed(): boolean {
    return this.#syntax !== undefined;
  }

  /** The syntax tree with its comments and errors. */
  get syntax(): ParseResult {
    return (this.#syntax ??= parseGo(this.text));
  }

  /** The other files of the package, as they are on disk. */
  siblings(): readonly PackageFile[] {
    return (this.#siblings ??= siblingsOf(this.path, this.text));
  }

  /**
   * Whether a `//nolint` without names covers an offset. It speaks to every linter, so it is no directive of ours, which
   * ESLint would report wherever it has nothing to silence.
   */
  isSilencedAt(offset: number): boolean {
    const { line } = this.#lineIndex.positionAt(offset);
    return this.#nolintComments().some(
      ({ names, firstLine, lastLine }) => names === undefined && firstLine <= line && line <= lastLine,
    );
  }

  override getLoc({ start, end }: GoElement): SourceLocation {
    return { start: this.#lineIndex.positionAt(start), end: this.#lineIndex.positionAt(end) };
  }

  override getRange({ start, end }: GoElement): [number, number] {
    return [start, end];
  }

  override getLocFromIndex(index: number): Position {
    return this.#lineIndex.positionAt(index);
  }

  override getParent(): undefined {
    return undefined;
  }

  override *traverse(): Iterable<VisitTraversalStep> {
    if (this.#isSilent) return;
    yield new VisitNodeStep({ target: this.ast, phase: 1, args: [this.ast] });
    yield new VisitNodeStep({ target: this.ast, phase: 2, args: [this.ast] });
  }

  getAllComments(): readonly never[] {
    return [];
  }

  getFirstToken(): null {
    return null;
  }

  getScope(): typeof emptyScope {
    return emptyScope;
  }

  getInlineConfigNodes(): Comment[] {
    return this.text.includes("eslint") ? this.#comments().filter(isConfigComment) : [];
  }

  applyInlineConfig(): { configs: InlineConfig[]; problems: FileProblem[] } {
    return inlineConfigs(this.getInlineConfigNodes(), (comment) => this.getLoc(comment));
  }

  getDisableDirectives(): { directives: Directive[]; problems: FileProblem[] } {
    const { directives, problems } = disableComments(this.getInlineConfigNodes(), (comment) =>
      this.getLoc(comment),
    );
    const nolint = this.#nolintComments().flatMap((comment) => nolintDirectives(comment, this.#names));
    return { directives: [...directives, ...nolint], problems };
  }

  /** None in a file that no rule will look into: its comments are of no consequence. */
  #comments(): readonly Comment[] {
    return this.#syntax?.comments ?? [];
  }

  #nolintComments(): readonly NolintComment[] {
    if (!this.#syntax || !this.text.includes("nolint")) return [];
    const { comments, file } = this.#syntax;
    return (this.#nolint ??= nolintComments(comments, this.text, file, this.#lineIndex));
  }
}
