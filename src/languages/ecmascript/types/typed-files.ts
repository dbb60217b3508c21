import type { Vocabulary } from "../../../protocol/vocabulary.ts";
import { FileIndex, type ParsedFile } from "../file-index.ts";
import { FileSet } from "../file-set.ts";
import { ProgramFiles, type ParseFile } from "./program-files.ts";
import { sourceFileOf, TypeView } from "./type-view.ts";
import type { NodeMaps, TsProgram } from "./typescript.ts";

/** What the parser of the linted file tells beside its tree, when it was told to look at types. */
export interface TypedSource {
  readonly program: TsProgram;
  readonly nodes: NodeMaps;
  readonly parse: ParseFile;
}

/** The linted file and the source files of its program that it leads to. */
export function filesAround(parsed: ParsedFile, typed: TypedSource, vocabulary: Vocabulary): FileSet {
  const linted = new FileIndex({ ...parsed, nodes: typed.nodes });
  const root = sourceFileOf(linted);
  const files = ProgramFiles.of(typed.program, vocabulary);
  const others = root ? files.around(root, typed.parse) : [];
  return new FileSet(linted, others, new TypeView(files, [linted, ...others]));
}

/** Whether the file with this tree leads to one that holds a name that is evidence of a queue. */
export function leadsToQueue(
  ast: ParsedFile["ast"],
  { program, nodes }: Pick<TypedSource, "program" | "nodes">,
  vocabulary: Vocabulary,
): boolean {
  const root = nodes.esTreeNodeToTSNodeMap.get(ast);
  return root !== undefined && ProgramFiles.of(program, vocabulary).leadToQueue(root.getSourceFile());
}
