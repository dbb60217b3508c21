import type { FileIndex } from "../file-index.ts";
import type { Node } from "../syntax.ts";
import type { ProgramFiles } from "./program-files.ts";
import type { QueueTypes, TypedQueue } from "./queue-types.ts";
import {
  nameOf,
  symbolAt,
  type TsChecker,
  type TsSourceFile,
  type TsSymbol,
  type TsType,
} from "./typescript.ts";

/** What a type checker tells of the expressions in some files, in terms of their own trees. */
export class TypeView {
  readonly #checker: TsChecker;
  readonly #queues: QueueTypes;
  readonly #files = new Map<TsSourceFile, FileIndex>();
  readonly #symbols = new Map<Node, TsSymbol | undefined>();

  constructor({ program, queues }: ProgramFiles, files: readonly FileIndex[]) {
    this.#checker = program.getTypeChecker();
    this.#queues = queues;
    for (const file of files) {
      const root = sourceFileOf(file);
      if (root) this.#files.set(root, file);
    }
  }

  /** What a name stands for, whatever it is called there. */
  symbolOf(name: Node, file: FileIndex): TsSymbol | undefined {
    if (!this.#symbols.has(name)) {
      const node = file.parsed.nodes?.esTreeNodeToTSNodeMap.get(name);
      this.#symbols.set(name, node && symbolAt(this.#checker, node));
    }
    return this.#symbols.get(name);
  }

  /** The names, in the files in view, under which a name is declared; for what has none there, its declaration. */
  declarationsOf(name: Node, file: FileIndex): Node[] {
    return this.#declared(this.symbolOf(name, file));
  }

  /** The names under which the type of an expression is declared. */
  typeDeclarationsOf(expression: Node, file: FileIndex): Node[] {
    const type = this.#typeOf(expression, file);
    return type ? this.#declared(this.#checker.getNonNullableType(type).getSymbol()) : [];
  }

  /** The queue that an expression is by its type. */
  queueAt(expression: Node, file: FileIndex): TypedQueue | undefined {
    const type = this.#typeOf(expression, file);
    return type && this.#queues.of(type);
  }

  #typeOf(expression: Node, file: FileIndex): TsType | undefined {
    const node = file.parsed.nodes?.esTreeNodeToTSNodeMap.get(expression);
    return node && this.#checker.getTypeAtLocation(node);
  }

  #declared(symbol: TsSymbol | undefined): Node[] {
    return (symbol?.declarations ?? []).flatMap((declaration) => {
      const nodes = this.#files.get(declaration.getSourceFile())?.parsed.nodes?.tsNodeToESTreeNodeMap;
      return nodes?.get(nameOf(declaration) ?? declaration) ?? [];
    });
  }
}

export function sourceFileOf({ parsed }: FileIndex): TsSourceFile | undefined {
  return parsed.nodes?.esTreeNodeToTSNodeMap.get(parsed.ast) as TsSourceFile | undefined;
}
