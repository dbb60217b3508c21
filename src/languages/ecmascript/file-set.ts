import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { FunctionId, Span } from "../../flow/program.ts";
import type { FileIndex, Variable } from "./file-index.ts";
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
  readonly #ids = new Map<FunctionNode, FunctionId>();

  constructor(linted: FileIndex) {
    const files = [linted];
    this.linted = linted;
    this.#files = files;
    this.functions = files.flatMap((file) => file.functions);
    this.calls = files.flatMap((file) => file.calls);
    this.news = files.flatMap((file) => file.news);
    this.assignments = files.flatMap((file) => file.assignments);
    this.properties = files.flatMap((file) => file.properties);
    this.members = files.flatMap((file) => file.members);
    this.classes = files.flatMap((file) => file.classes);
    this.loops = files.flatMap((file) => file.loops);
    this.noticed = files.flatMap((file) => file.noticed);
    this.functions.forEach((node, id) => this.#ids.set(node, id));
  }

  idOf(node: FunctionNode): FunctionId {
    return this.#ids.get(node) ?? 0;
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

  /** The variable that a name stands for in its own file: for an imported one, the name that the import declares. */
  bindingOf(identifier: Node): Variable | undefined {
    return this.linted.variables.get(identifier);
  }

  /** The variable that a name stands for. */
  variableOf(identifier: Node): Variable | undefined {
    return this.bindingOf(identifier);
  }

  text(node: Node): string {
    return this.linted.parsed.text.slice(node.range[0], node.range[1]);
  }

  span({ range: [start, end] }: Node): Span {
    return { start, end };
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

  /** The class in view that a name stands for. */
  classNamed(name: Node): ClassNode | undefined {
    const found = name.type === AST_NODE_TYPES.Identifier ? this.variableOf(name)?.defs[0]?.node : undefined;
    if (!found) return undefined;
    if (isClass(found)) return found;
    const init = found.type === AST_NODE_TYPES.VariableDeclarator ? found.init : undefined;
    return init && isClass(init) ? init : undefined;
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
