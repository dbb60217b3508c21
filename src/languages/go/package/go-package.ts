import type { FunctionId } from "../../../flow/program.ts";
import type {
  CallExpr,
  CaseClause,
  CompositeLit,
  Expr,
  FuncDecl,
  Ident,
  Node,
  ReturnStmt,
  SelectorExpr,
} from "../ast.ts";
import { importPath } from "../scope/import-name.ts";
import type { GoObject } from "../scope/scope.ts";
import { baseType, lastName, leftmostName } from "../syntax.ts";
import type { Assignment, Body, FileIndex, FunctionNode } from "./file-index.ts";

/** The files of one package, looked at together: one name, one meaning. */
export class GoPackage {
  readonly files: readonly FileIndex[];
  readonly functions: FunctionNode[] = [];
  readonly calls: CallExpr[] = [];
  readonly literals: CompositeLit[] = [];
  readonly assignments: Assignment[] = [];
  /** The variables of the clauses of type switches, and what they are names for there. */
  readonly clauseSubjects: { readonly object: GoObject; readonly value: Expr }[] = [];
  readonly #ids = new Map<FunctionNode, FunctionId>();
  readonly #files = new Map<FunctionNode, FileIndex>();
  readonly #globals = new Map<string, GoObject>();
  readonly #methods = new Map<string, Map<string, FuncDecl[]>>();
  readonly #callsByName = new Map<string, CallExpr[]>();
  readonly #writes = new Map<GoObject, Assignment[]>();
  /** The file of the last node that was asked about: most likely that of the next one, too. */
  #last: FileIndex | undefined;
  #mentions: Map<string, (Ident | SelectorExpr)[]> | undefined;
  #writtenFields: Set<string> | undefined;

  constructor(files: readonly FileIndex[]) {
    this.files = files;
    for (const file of files) this.#declare(file);
    for (const file of files) this.#merge(file);
  }

  #declare(file: FileIndex): void {
    for (const [name, object] of file.resolution.packageScope.names) {
      if (!this.#globals.has(name)) this.#globals.set(name, object);
    }
    for (const decl of file.file.decls) {
      const receiver = decl.type === "FuncDecl" ? decl.recv?.fields[0] : undefined;
      if (decl.type !== "FuncDecl" || !receiver) continue;
      const type = lastName(baseType(receiver.typeExpr));
      const methods = this.#methods.get(type) ?? new Map<string, FuncDecl[]>();
      this.#methods.set(type, methods);
      append(methods, decl.name.name, decl);
    }
  }

  #merge(file: FileIndex): void {
    for (const node of file.functions) {
      this.#ids.set(node, this.functions.length);
      this.functions.push(node);
      this.#files.set(node, file);
    }
    this.#noteSubjects(file);
    for (const call of file.calls) {
      this.calls.push(call);
      append(this.#callsByName, lastName(call.fun), call);
    }
    for (const literal of file.literals) this.literals.push(literal);
    for (const assignment of file.assignments) {
      this.assignments.push(assignment);
      const { target } = assignment;
      const object = target.type === "Ident" ? this.objectOf(target) : undefined;
      if (object) append(this.#writes, object, assignment);
    }
  }

  #noteSubjects({ resolution, subjects }: FileIndex): void {
    for (const [clause, value] of subjects) {
      const object = resolution.clauseVariables.get(clause);
      if (!object?.ident) continue;
      append(this.#writes, object, { target: object.ident, value, part: undefined });
      this.clauseSubjects.push({ object, value });
    }
  }

  /** What a name means, here or in another file of the package; undefined for `_`, members, and names from elsewhere. */
  objectOf(ident: Ident): GoObject | undefined {
    const file = this.#fileWith(ident);
    const object = file?.resolution.objectOf.get(ident);
    const mayBeGlobal = object
      ? object.scope === file?.resolution.packageScope
      : file?.resolution.unresolved.has(ident);
    return mayBeGlobal ? (this.#globals.get(ident.name) ?? object) : object;
  }

  /** The file that a name, a call, a literal or a function stands in. To copy what all files know of them takes longer than to look for it. */
  #fileWith(node: Node): FileIndex | undefined {
    if (!this.#last?.owners.has(node)) this.#last = this.files.find(({ owners }) => owners.has(node));
    return this.#last;
  }

  /** The variable that a clause of a type switch declares, if the clause uses it. */
  clauseVariable(clause: CaseClause): GoObject | undefined {
    const file = this.files.find(({ resolution }) => resolution.clauseVariables.has(clause));
    return file?.resolution.clauseVariables.get(clause);
  }

  /** Whether an object is declared at package level. */
  isGlobal(object: GoObject): boolean {
    return this.#globals.get(object.name) === object;
  }

  global(name: string): GoObject | undefined {
    return this.#globals.get(name);
  }

  /** The path of the package that a name stands for, when it is an import. */
  importOf(ident: Ident): string | undefined {
    const object = this.objectOf(ident);
    return object?.kind === "import" && object.decl?.type === "ImportSpec"
      ? importPath(object.decl)
      : undefined;
  }

  /** Where a name that is declared nowhere in view may come from: the dot imports. */
  dotImports(): string[] {
    return this.files.flatMap((file) => file.resolution.dotImports.map(importPath));
  }

  /** The methods of a type by its name; several when build tags choose between files. */
  methodsOf(type: string, name: string): readonly FuncDecl[] {
    return this.#methods.get(type)?.get(name) ?? [];
  }

  /** Names of the types that declare all of `methods`. */
  typesWith(methods: readonly string[]): string[] {
    return [...this.#methods]
      .filter(([, own]) => methods.every((name) => own.has(name)))
      .map(([type]) => type);
  }

  get methods(): readonly FuncDecl[] {
    return [...this.#methods.values()].flatMap((own) => [...own.values()].flat());
  }

  idOf(node: FunctionNode): FunctionId {
    return this.#ids.get(node) ?? 0;
  }

  fileOf(node: FunctionNode): FileIndex {
    return this.#files.get(node) ?? (this.files[0] as FileIndex);
  }

  ownerOf(node: Node): FunctionNode | undefined {
    return this.#fileWith(node)?.owners.get(node);
  }

  returnsOf(node: FunctionNode): readonly ReturnStmt[] {
    return this.bodyOf(node)?.returns ?? [];
  }

  /** What a function runs itself. */
  bodyOf(node: FunctionNode): Body | undefined {
    return this.fileOf(node).bodies.get(node);
  }

  callsNamed(name: string): readonly CallExpr[] {
    return this.#callsByName.get(name) ?? [];
  }

  /** Where a name, or a member of that name, is mentioned in the package. */
  mentionsOf(name: string): readonly (Ident | SelectorExpr)[] {
    if (!this.#mentions) {
      this.#mentions = new Map();
      for (const { mentions } of this.files)
        for (const mention of mentions)
          append(this.#mentions, mention.type === "Ident" ? mention.name : mention.sel.name, mention);
    }
    return this.#mentions.get(name) ?? [];
  }

  /** Every assignment to a variable, its initialiser included. */
  writesOf(object: GoObject): readonly Assignment[] {
    return this.#writes.get(object) ?? [];
  }

  isWritten(ident: Ident): boolean {
    return this.#fileWith(ident)?.written.has(ident) ?? false;
  }

  /** Whether something is assigned to a field of that name, of whatever type. */
  writesField(name: string): boolean {
    this.#writtenFields ??= new Set(
      this.assignments.flatMap(({ target }) => (target.type === "SelectorExpr" ? target.sel.name : [])),
    );
    return this.#writtenFields.has(name);
  }

  isAddressed(ident: Ident): boolean {
    return this.#fileWith(ident)?.addressed.has(ident) ?? false;
  }

  /** Whether a call begins a goroutine. */
  isStarted(call: CallExpr): boolean {
    return this.#fileWith(call)?.started.has(call) ?? false;
  }

  /** The source of an expression. */
  textOf(expr: Expr): string {
    const name = leftmostName(expr);
    const owner = name && this.ownerOf(name);
    return owner ? this.fileOf(owner).text.slice(expr.start, expr.end) : "";
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
