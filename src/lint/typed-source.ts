import type { SourceCode } from "eslint";
import type { ParsedFile } from "../languages/ecmascript/file-index.ts";
import type { TypedSource } from "../languages/ecmascript/types/typed-files.ts";
import type { TsProgram } from "../languages/ecmascript/types/typescript.ts";

interface Context {
  readonly sourceCode: SourceCode;
  readonly languageOptions?: unknown;
}

/** A parser as ESLint's configurations hold them. */
interface Parser {
  parseForESLint?(text: string, options: object): unknown;
}

/** The type information that came with a file: the configuration asks the parser for it (`projectService`), or it is not there. */
export function typedSourceOf({ sourceCode, languageOptions }: Context): TypedSource | undefined {
  const { program, esTreeNodeToTSNodeMap, tsNodeToESTreeNodeMap } = sourceCode.parserServices as Partial<
    TypedSource["nodes"]
  > & { program?: TsProgram | null };
  if (!program || !esTreeNodeToTSNodeMap || !tsNodeToESTreeNodeMap) return undefined;
  const { parser, parserOptions } = (languageOptions ?? {}) as { parser?: Parser; parserOptions?: object };
  return {
    program,
    nodes: { esTreeNodeToTSNodeMap, tsNodeToESTreeNodeMap },
    parse: (path, text, of) => parseWith(parser, parserOptions, { path, text, program: of }),
  };
}

/** Reads a file of the program with the parser of the linted file. A file that it cannot read is out of view. */
function parseWith(
  parser: Parser | undefined,
  parserOptions: object | undefined,
  { path, text, program }: { path: string; text: string; program: TsProgram },
): ParsedFile | undefined {
  const options = {
    ...parserOptions,
    sourceType: "module",
    ecmaFeatures: { jsx: /x$/.test(path) },
    range: true,
    loc: true,
    project: null,
    projectService: false,
    programs: [program],
    filePath: path,
  };
  try {
    const parsed = parser?.parseForESLint?.(text, options) as
      | (Omit<ParsedFile, "path" | "text" | "nodes"> & { services: NonNullable<ParsedFile["nodes"]> })
      | undefined;
    return parsed && { ...parsed, path, text, nodes: parsed.services };
  } catch {
    return undefined;
  }
}
