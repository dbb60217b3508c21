import type { Vocabulary } from "../../../protocol/vocabulary.ts";
import { FileIndex, type ParsedFile } from "../file-index.ts";
import type { ClassNode, Node } from "../syntax.ts";
import { QueueTypes } from "./queue-types.ts";
import { symbolAt, type TsChecker, type TsNode, type TsProgram, type TsSourceFile } from "./typescript.ts";

/** Reads a file of a program as the linted one was read; undefined when that cannot be done. */
export type ParseFile = (path: string, text: string, program: TsProgram) => ParsedFile | undefined;

/** How many imports away a file may be, how many files are looked at together, and how much text that may be. */
const hops = 4;
const mostFiles = 40;
const mostText = 2_000_000;

const known = new WeakMap<TsProgram, Map<Vocabulary, ProgramFiles>>();
/** A source file outlives its program as long as its text does. */
const indexes = new WeakMap<Vocabulary, WeakMap<TsSourceFile, FileIndex | false>>();

/** The files of a TypeScript program, read when they are first asked for. Declaration files and packages are left out. */
export class ProgramFiles {
  readonly program: TsProgram;
  readonly queues: QueueTypes;
  readonly #checker: TsChecker;
  readonly #vocabulary: Vocabulary;
  readonly #imports = new Map<TsSourceFile, readonly TsSourceFile[]>();
  readonly #leads = new Map<TsSourceFile, boolean>();
  readonly #indexes: WeakMap<TsSourceFile, FileIndex | false>;

  static of(program: TsProgram, vocabulary: Vocabulary): ProgramFiles {
    const byVocabulary = known.get(program) ?? new Map<Vocabulary, ProgramFiles>();
    known.set(program, byVocabulary);
    let files = byVocabulary.get(vocabulary);
    if (!files) byVocabulary.set(vocabulary, (files = new ProgramFiles(program, vocabulary)));
    return files;
  }

  private constructor(program: TsProgram, vocabulary: Vocabulary) {
    this.program = program;
    this.#checker = program.getTypeChecker();
    this.#vocabulary = vocabulary;
    const read = indexes.get(vocabulary) ?? new WeakMap<TsSourceFile, FileIndex | false>();
    indexes.set(vocabulary, read);
    this.#indexes = read;
    this.queues = new QueueTypes(this.#checker, vocabulary, () => this.#importsFromProfiles());
  }

  /** What the files of the program import from the modules of profiles. */
  *#importsFromProfiles(): Generator<{ source: string; module: TsNode }> {
    for (const file of this.program.getSourceFiles()) {
      if (!this.#isSource(file)) continue;
      for (const statement of file.statements) {
        const module =
          "moduleSpecifier" in statement ? (statement.moduleSpecifier as TsNode | undefined) : undefined;
        const source = module && "text" in module ? String(module.text) : "";
        if (module && this.#vocabulary.isModule(source)) yield { source, module };
      }
    }
  }

  /** Whether a file, or one that it leads to, holds a name that is evidence of a queue. */
  leadToQueue(file: TsSourceFile): boolean {
    let leads = this.#leads.get(file);
    if (leads === undefined) {
      leads = this.#reached(file).some(({ text }) => this.#vocabulary.mentionsQueue(text));
      this.#leads.set(file, leads);
    }
    return leads;
  }

  /** The files that declare what a file imports, and of those further away the ones that lead to a queue; nearest first. */
  around(file: TsSourceFile, parse: ParseFile): FileIndex[] {
    const near = new Set(this.#importsOf(file));
    const wanted = this.#reached(file).filter(
      (other) => other !== file && (near.has(other) || this.leadToQueue(other)),
    );
    let text = 0;
    const fitting = wanted.slice(0, mostFiles).filter((other) => (text += other.text.length) <= mostText);
    return fitting.flatMap((other) => this.#indexOf(other, parse) ?? []);
  }

  #indexOf(file: TsSourceFile, parse: ParseFile): FileIndex | undefined {
    let index = this.#indexes.get(file);
    if (index === undefined) {
      const parsed = parse(file.fileName, file.text, this.program);
      if (parsed) setParents(parsed);
      index = parsed ? new FileIndex(parsed, (owner) => this.#isQueueClass(owner, parsed)) : false;
      this.#indexes.set(file, index);
    }
    return index || undefined;
  }

  /** Whether a class is a queue that some profile speaks of: its methods are known by their effects. */
  #isQueueClass({ id }: ClassNode, { nodes }: ParsedFile): boolean {
    const name = id && nodes?.esTreeNodeToTSNodeMap.get(id);
    const symbol = name ? symbolAt(this.#checker, name) : undefined;
    return symbol !== undefined && this.queues.named(symbol) !== undefined;
  }

  #reached(start: TsSourceFile): readonly TsSourceFile[] {
    const found = new Set([start]);
    let last: readonly TsSourceFile[] = [start];
    for (let hop = 0; hop < hops; hop++) {
      last = last.flatMap((file) => this.#importsOf(file)).filter((file) => !found.has(file));
      for (const file of last) found.add(file);
    }
    return [...found];
  }

  #importsOf(file: TsSourceFile): readonly TsSourceFile[] {
    let imports = this.#imports.get(file);
    if (!imports) {
      const declaring = file.statements.flatMap(importedNames).flatMap((name) => this.#filesDeclaring(name));
      imports = [...new Set(declaring)].filter((other) => other !== file && this.#isSource(other));
      this.#imports.set(file, imports);
    }
    return imports;
  }

  /** The files that declare what an imported name stands for, or what a namespace holds. Queues of a profile are known as they are. */
  #filesDeclaring(name: TsNode): TsSourceFile[] {
    const symbol = symbolAt(this.#checker, name);
    const declarations = symbol?.declarations ?? [];
    const files = [...new Set(declarations.map((declaration) => declaration.getSourceFile()))];
    const isModule = declarations.some((declaration) => "statements" in declaration);
    if (symbol && isModule) {
      const exported = this.#checker.getExportsOfModule(symbol).flatMap((each) => each.declarations ?? []);
      return [...files, ...exported.map((declaration) => declaration.getSourceFile())];
    }
    return symbol && this.queues.named(symbol) ? [] : files;
  }

  #isSource(file: TsSourceFile): boolean {
    return (
      !file.isDeclarationFile &&
      !this.program.isSourceFileFromExternalLibrary(file) &&
      !/[\\/]node_modules[\\/]/.test(file.fileName)
    );
  }
}

/** The names under which a statement imports something. */
function importedNames(statement: TsSourceFile["statements"][number]): TsNode[] {
  const clause =
    "importClause" in statement ? (statement.importClause as ImportClause | undefined) : undefined;
  const bindings = clause?.namedBindings;
  const named = bindings?.elements?.map(({ name }) => name) ?? bindings?.name ?? [];
  return [clause?.name ?? [], named].flat();
}

interface ImportClause {
  readonly name?: TsNode;
  readonly namedBindings?: {
    readonly name?: TsNode;
    readonly elements?: readonly { readonly name: TsNode }[];
  };
}

/** What ESLint does for the linted file. */
function setParents({ ast, visitorKeys }: ParsedFile): void {
  const pending: Node[] = [ast];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const key of visitorKeys[node.type] ?? []) {
      for (const child of [(node as unknown as Record<string, unknown>)[key]].flat()) {
        if (!child) continue;
        (child as { parent: Node }).parent = node;
        pending.push(child as Node);
      }
    }
  }
}
