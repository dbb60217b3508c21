import { resolve } from "node:path";
import type { File, Language, LanguageContext, OkParseResult, ParseResult } from "@eslint/core";
import type { Vocabulary } from "../../protocol/vocabulary.ts";
import type { RuleNames } from "./directives.ts";
import { readHeader } from "./header.ts";
import { textMayUseQueue } from "./interest.ts";
import { LineIndex } from "./lines.ts";
import { parsedOnce } from "./package/store.ts";
import type { ParseResult as GoSyntax } from "./parse.ts";
import { GoSourceCode, type GoElement, type GoLanguageOptions, type GoRoot } from "./source-code.ts";
import { visitorKeys } from "./visitor-keys.ts";
import { isTestFile } from "./test-file.ts";

/** The types that ESLint connects the language's parts by. */
export interface GoLanguageTypes {
  LangOptions: GoLanguageOptions;
  Code: GoSourceCode;
  RootNode: GoRoot;
  Node: GoElement;
}

interface GoParseResult extends OkParseResult<GoRoot> {
  readonly syntax: GoSyntax | undefined;
  readonly isSilent: boolean;
}

const ownOptions = ["generated", "tests"] as const;

/**
 * Go as a language of ESLint. A file without a sign of a queue in it or, if it calls what queues have, in its package,
 * is not even parsed, so its syntax errors are nobody's concern here.
 */
export function goLanguage(names: RuleNames, vocabulary: Vocabulary): Language<GoLanguageTypes> {
  return {
    fileType: "text",
    lineStart: 1,
    columnStart: 0,
    nodeTypeKey: "type",
    visitorKeys: visitorKeys as unknown as Record<string, string[]>,
    // ESLint's own rule `strict` looks into it.
    defaultLanguageOptions: { parserOptions: {} },
    validateLanguageOptions,

    parse(file: File, { languageOptions }: LanguageContext<GoLanguageOptions>): ParseResult<GoRoot> {
      const text = textOf(file);
      const ast: GoRoot = { type: "File", start: 0, end: text.length };
      const isSilent = isLeftOut(file.physicalPath, text, languageOptions);
      const path = resolve(file.physicalPath);
      const syntax =
        !isSilent && textMayUseQueue(path, text, vocabulary) ? parsedOnce({ path, text }) : undefined;
      if (syntax && syntax.errors.length > 0) return { ok: false, errors: asMessages(syntax, text) };
      return { ok: true, ast, syntax, isSilent } satisfies GoParseResult;
    },

    createSourceCode(file, result): GoSourceCode {
      const { syntax, isSilent } = result as GoParseResult;
      return new GoSourceCode({
        path: file.physicalPath,
        text: textOf(file),
        parsed: syntax,
        isSilent,
        names,
      });
    },
  };
}

/** Options of other languages are let through: a configuration without `files` gives them to every file. */
function validateLanguageOptions(options: GoLanguageOptions): void {
  for (const name of ownOptions) {
    if (options[name] !== undefined && typeof options[name] !== "boolean")
      throw new TypeError(`Key "${name}": Expected a boolean.`);
  }
}

function isLeftOut(path: string, text: string, { generated, tests }: GoLanguageOptions): boolean {
  return (tests !== true && isTestFile(path)) || (generated !== true && readHeader(text).isGenerated);
}

/** ESLint wants lines and columns from 1 here. */
function asMessages({ errors }: GoSyntax, text: string): { message: string; line: number; column: number }[] {
  const lines = new LineIndex(text);
  return errors.map(({ offset, message }) => {
    const { line, column } = lines.positionAt(offset);
    return { message, line, column: column + 1 };
  });
}

function textOf({ body }: File): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body);
}
