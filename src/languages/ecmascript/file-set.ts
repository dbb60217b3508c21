import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { TSESLint } from "@typescript-eslint/utils";
import type { FunctionId, Span } from "../../flow/program.ts";
import { isImport, type FileIndex, type Variable } from "./file-index.ts";
import {
  classOfThis,
  functionAround,
  isClass,
  isFunction,
  keyName,
  type ClassNode,
  type FunctionNode,
  type Node,
} from "./syntax.ts";
import type { TypedQueue } from "./types/queue-types.ts";
import type { TypeView } from "./types/type-view.ts";

type Reference = TSESLint.Scope.Reference;

/** The files that are looked at together: the linted one, which comes first, and those that it leads to. */
export class FileSet {
  readonly linted: FileIndex;
  readonly functions: readonly FunctionNode[];
  readonly calls: readonly TSESTree.CallExpression[];
  readonly news: readonly TSESTree.NewExpression[];
  readonly assignments: readonly TSESTree.AssignmentExpression[];
  readonly properties: readonly (TSESTree.PropertyDefinition | TSESTree.Property)[];
  readonly members: readonly TSESTree.MemberExpression[];
  readonly classes: readonly ClassNode[];
  readonly loops: readonly TSESTree.ForOfStatement[];
  /** See FileIndex.noticed. */
  readonly noticed: readonly Node[];
  readonly #files: readonly FileIndex[];
  readonly #types: TypeView | undefined;
  readonly #classes: ReadonlySet<ClassNode>;
  readonly #ids = new Map<FunctionNode, FunctionId>();
  readonly #roots = new Map<Node, FileIndex>();
  /** From imported names to what they stand for; of a thing that has no name in view, to the import that was seen first. */
  readonly #imported = new Map<Variable, Variable>();
  readonly #unnamed = new Map<object, Variable>();
  #importsOf: Map<Variable, Variable[]> | undefined;

  /** With `types`, what the names of one file stand for in another is known. */
  constructor(linted: FileIndex, others: readonly FileIndex[] = [], types?: TypeView) {
    const files = [linted, ...others];
    this.linted = linted;
    this.#files = files;
    this.#types = types;
    for (const file of files) this.#roots.set(file.parsed.ast, file);
    this.functions = files.flatMap((file) => file.functions);
    this.calls = files.flatMap((file) => file.calls);
    this.news = files.flatMap((file) => file.news);
    this.assignments = files.flatMap((file) => file.assignments);
    this.properties = files.flatMap((file) => file.properties);
    this.members = files.flatMap((file) => file.members);
    this.classes = files.flatMap((file) => file.classes);
    this.loops = files.flatMap((file) => file.loops);
    this.noticed = files.flatMap((file) => file.noticed);
    this.#classes = new Set(this.classes);
    this.functions.forEach((node, id) => this.#ids.set(node, id));
  }

  idOf(node: FunctionNode): FunctionId {
    return this.#ids.get(node) ?? 0;
  }

  /** Whether a function stands in the linted file. */
  isLinted(id: FunctionId): boolean {
    return id < this.linted.functions.length;
  }

  /** Whether a function was looked at. */
  has(node: FunctionNode): boolean {
    return this.#ids.has(node);
  }

  /** Whether a call of the function comes back before it has run to its end. */
  isAsync(id: FunctionId): boolean {
    const node = this.functions[id];
    return node !== undefined && isFunction(node) && (node.async || node.generator);
  }

  /** The assignments to variables of another function. */
  *foreignWrites(): Generator<{ identifier: Node; variable: Node }> {
    for (const scope of this.#files.flatMap(({ scopes }) => scopes)) {
      for (const reference of scope.references) {
        const variable = reference.resolved;
        const isForeign = reference.isWrite() && variable?.scope.variableScope !== scope.variableScope;
        const [name] = variable?.identifiers ?? [];
        if (isForeign && name) yield { identifier: reference.identifier, variable: name };
      }
    }
  }

  /** The function whose control flow runs `node`. */
  ownerOf(node: Node): FunctionId {
    return this.idOf(functionAround(node));
  }

  #fileOf(node: Node): FileIndex {
    if (this.#files.length === 1) return this.linted;
    let at = node;
    while (at.parent) at = at.parent;
    return this.#roots.get(at) ?? this.linted;
  }

  get hasTypes(): boolean {
    return this.#types !== undefined;
  }

  isInLinted(node: Node): boolean {
    return this.#fileOf(node) === this.linted;
  }

  /** The variable that a name stands for in its own file: for an imported one, the name that the import declares. */
  bindingOf(identifier: Node): Variable | undefined {
    return this.linted.variables.get(identifier) ?? this.#fileOf(identifier).variables.get(identifier);
  }

  /** Whether a name is imported from another file of the project, and not from a package. */
  isImportedFromProject(identifier: Node): boolean {
    const declaration = this.bindingOf(identifier)?.defs[0]?.parent;
    return (
      declaration?.type === AST_NODE_TYPES.ImportDeclaration &&
      /^(?:\.|#|[@~]\/)/.test(declaration.source.value)
    );
  }

  /** The variable that a name stands for, in whichever file in view. */
  variableOf(identifier: Node): Variable | undefined {
    const binding = this.bindingOf(identifier);
    return binding && this.#types && isImport(binding) ? this.#exportedAs(binding, this.#types) : binding;
  }

  #exportedAs(binding: Variable, types: TypeView): Variable {
    let variable = this.#imported.get(binding);
    if (!variable) this.#imported.set(binding, (variable = this.#findExported(binding, types)));
    return variable;
  }

  #findExported(binding: Variable, types: TypeView): Variable {
    const [name] = binding.identifiers;
    const symbol = name && types.symbolOf(name, this.#fileOf(name));
    if (!name || !symbol?.declarations?.length) return binding;
    for (const declared of this.declarationsOf(name)) {
      const variable = this.bindingOf(declared);
      if (variable && !isImport(variable)) return variable;
    }
    const first = this.#unnamed.get(symbol) ?? binding;
    this.#unnamed.set(symbol, first);
    return first;
  }

  /** The variable of another file that a member of a namespace (`queues.pods`) is. */
  exportedVariable({ object, property }: TSESTree.MemberExpression): Variable | undefined {
    const namespace = object.type === AST_NODE_TYPES.Identifier ? this.bindingOf(object) : undefined;
    if (namespace?.defs[0]?.node.type !== AST_NODE_TYPES.ImportNamespaceSpecifier) return undefined;
    return this.declarationsOf(property).flatMap((declared) => this.bindingOf(declared) ?? [])[0];
  }

  /** Every use of a variable, in its own file and through the imports of others. */
  referencesTo(variable: Variable): readonly Reference[] {
    const imports = this.#types ? (this.#importsTo(this.#types).get(variable) ?? []) : [];
    return [variable, ...imports].flatMap(({ references }) => references);
  }

  #importsTo(types: TypeView): Map<Variable, Variable[]> {
    if (this.#importsOf) return this.#importsOf;
    const imports = new Map<Variable, Variable[]>();
    for (const binding of this.#files.flatMap((file) => file.imports)) {
      const variable = this.#exportedAs(binding, types);
      if (variable !== binding) imports.set(variable, [...(imports.get(variable) ?? []), binding]);
    }
    return (this.#importsOf = imports);
  }

  /** Where, in the files in view, the thing is declared that a name or the name of a member stands for, by types. */
  declarationsOf(name: Node): Node[] {
    return this.#types?.declarationsOf(name, this.#fileOf(name)) ?? [];
  }

  /** The queue that an expression is by its type. */
  queueAt(expression: Node): TypedQueue | undefined {
    return this.#types?.queueAt(expression, this.#fileOf(expression));
  }

  /** The classes in view whose instance an expression can be by its type: for an interface, those that implement it. */
  classesAt(expression: Node): ClassNode[] {
    const names = this.#types?.typeDeclarationsOf(expression, this.#fileOf(expression)) ?? [];
    return names.flatMap(({ parent }) => {
      if (!parent) return [];
      if (isClass(parent)) return this.#inView(parent) ?? [];
      if (parent.type !== AST_NODE_TYPES.TSInterfaceDeclaration) return [];
      return this.classes.filter((owner) => this.#implements(owner, parent));
    });
  }

  #implements(owner: ClassNode, type: TSESTree.TSInterfaceDeclaration): boolean {
    return owner.implements.some(
      ({ expression }) =>
        expression.type === AST_NODE_TYPES.Identifier &&
        this.variableOf(expression)?.defs.some(({ node }) => node === type),
    );
  }

  text(node: Node): string {
    return this.#fileOf(node).parsed.text.slice(node.range[0], node.range[1]);
  }

  span(node: Node): Span {
    const [start, end] = node.range;
    const { path } = this.#fileOf(node).parsed;
    return path === undefined ? { start, end } : { start, end, file: path };
  }

  nameOf(node: FunctionNode): string {
    if (node.type === AST_NODE_TYPES.Program) return "the module";
    if (node.id) return node.id.name;
    const { parent } = node;
    if (parent.type === AST_NODE_TYPES.VariableDeclarator && parent.id.type === AST_NODE_TYPES.Identifier) {
      return parent.id.name;
    }
    const named =
      parent.type === AST_NODE_TYPES.MethodDefinition ||
      parent.type === AST_NODE_TYPES.PropertyDefinition ||
      parent.type === AST_NODE_TYPES.Property;
    return (named ? keyName(parent.key, parent.computed) : undefined) ?? "an anonymous function";
  }

  /** The class in view that a name, or a name in a namespace, stands for. */
  classNamed(name: Node): ClassNode | undefined {
    const found =
      name.type === AST_NODE_TYPES.Identifier
        ? this.variableOf(name)?.defs[0]?.node
        : name.type === AST_NODE_TYPES.MemberExpression
          ? this.declarationsOf(name.property)[0]?.parent
          : undefined;
    if (!found) return undefined;
    if (isClass(found)) return this.#inView(found);
    const init = found.type === AST_NODE_TYPES.VariableDeclarator ? found.init : undefined;
    return init && isClass(init) ? this.#inView(init) : undefined;
  }

  /** A class whose methods were looked at. */
  #inView(found: ClassNode): ClassNode | undefined {
    return this.#classes.has(found) ? found : undefined;
  }

  /** The class in view that `node` extends. */
  superClass(node: ClassNode): ClassNode | undefined {
    return node.superClass ? this.classNamed(node.superClass) : undefined;
  }

  /** The topmost class in view that `node` inherits from, itself at the least: fields are named after it. */
  rootClass(node: ClassNode): ClassNode {
    const seen = new Set<ClassNode>();
    let at = node;
    for (let up = this.superClass(at); up && !seen.has(up); up = this.superClass(at)) {
      seen.add(up);
      at = up;
    }
    return at;
  }

  thisClass(node: Node): ClassNode | undefined {
    return classOfThis(node);
  }
}
