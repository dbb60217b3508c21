import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { FunctionId, Outline, ThrowOrigin } from "../../flow/program.ts";
import { neverReturns } from "../../protocol/known-calls.ts";
import { isPromiseChain, looksOnly, throwsOf, useOf } from "./call-facts.ts";
import type { FunctionParts } from "./function-parts.ts";
import type { FileContext } from "./lower/lowering.ts";
import { bare, isFunction, type FunctionNode, type Node } from "./syntax.ts";

/** What a function contributes to the outlines of all that call it. */
interface OwnOutline {
  readonly returns: boolean;
  readonly works: boolean;
  readonly makes: boolean;
  readonly throws: ReadonlySet<ThrowOrigin>;
  /** The functions in view whose throws are its own. */
  readonly passesOn: readonly FunctionId[];
}

/**
 * How functions end, read off their statements without a flow graph: what is thrown outside of every `try` that has a `catch`, by the function
 * and by those in view that it calls. Undefined where a look at the statements is not enough: promise chains, functions that may never
 * return, callees that never do, callees of which one of these holds. A failure that a function keeps to itself is not told: where nobody
 * asks for its results, nobody can go on differently after it.
 */
export class Outlines {
  readonly #file: FileContext;
  readonly #parts: FunctionParts;
  readonly #own = new Map<FunctionId, OwnOutline | undefined>();

  constructor(file: FileContext, parts: FunctionParts) {
    this.#file = file;
    this.#parts = parts;
  }

  of(id: FunctionId): Outline | undefined {
    const own = this.#ownOutline(id);
    if (!own) return undefined;
    const throws = new Set<ThrowOrigin>();
    let { works } = own;
    const seen = new Set([id]);
    for (const at of seen) {
      const outline = this.#ownOutline(at);
      if (!outline || (at !== id && !outline.returns)) return undefined;
      works ||= outline.works;
      for (const origin of outline.throws) throws.add(origin);
      for (const callee of outline.passesOn) seen.add(callee);
    }
    return { returns: own.returns, makes: own.makes, throws, works, withoutResults: false };
  }

  #ownOutline(id: FunctionId): OwnOutline | undefined {
    if (!this.#own.has(id)) {
      const node = this.#file.index.functions[id];
      this.#own.set(id, node && new OutlineReader(this.#file, node).read(this.#parts.of(id)));
    }
    return this.#own.get(id);
  }
}

class OutlineReader {
  readonly #file: FileContext;
  readonly #function: FunctionNode;
  readonly #throws = new Set<ThrowOrigin>();
  readonly #passesOn: FunctionId[] = [];
  #returns = false;
  #works = false;
  #makes = false;

  constructor(file: FileContext, node: FunctionNode) {
    this.#file = file;
    this.#function = node;
  }

  read(parts: readonly Node[]): OwnOutline | undefined {
    if (!isFunction(this.#function)) return undefined;
    for (const part of parts) if (!this.#understands(part)) return undefined;
    const { body } = this.#function;
    if (body.type !== AST_NODE_TYPES.BlockStatement) this.#return(body);
    return {
      returns: this.#returns || mayRunThrough(body),
      works: this.#works,
      makes: this.#makes,
      throws: this.#throws,
      passesOn: this.#passesOn,
    };
  }

  #understands(part: Node): boolean {
    switch (part.type) {
      case AST_NODE_TYPES.CallExpression:
        return this.#understandsCall(part);
      case AST_NODE_TYPES.AwaitExpression:
        return bare(part.argument).type === AST_NODE_TYPES.CallExpression || this.#throw(part, "awaited");
      case AST_NODE_TYPES.ThrowStatement:
        return this.#throw(part, "explicit");
      case AST_NODE_TYPES.ReturnStatement:
        return this.#return(part.argument);
      case AST_NODE_TYPES.NewExpression:
      case AST_NODE_TYPES.TaggedTemplateExpression:
        return this.#throw(part, "call");
      case AST_NODE_TYPES.VariableDeclaration: // of a `using` variable
        return false;
      case AST_NODE_TYPES.MemberExpression: // of a lease
        return true;
      default: // a decision
        this.#works = true;
        return true;
    }
  }

  #understandsCall(call: TSESTree.CallExpression): boolean {
    const callee = bare(call.callee);
    const functions = this.#file.callees.of(callee);
    if (functions.length === 0 && this.#file.handles.meaningOf(call)) return true;
    const text = this.#file.index.text(callee);
    if (isPromiseChain(call) || Object.hasOwn(neverReturns, text)) return false;
    const use = useOf(call);
    if (functions.length === 0) {
      this.#works ||= !looksOnly(text, use);
      const throws = throwsOf(text, use);
      return throws === "never" || this.#throw(call, throws);
    }
    this.#works = true;
    const nobodyWaits = use === "dropped" && functions.every((id) => this.#file.index.isAsync(id));
    if (!nobodyWaits && !this.#isCaught(call)) this.#passesOn.push(...functions);
    return true;
  }

  #return(value: Node | null): true {
    this.#returns = true;
    this.#makes ||= value !== null && this.#isMade(bare(value));
    return true;
  }

  /** Whether a value may be an object made here, or by a function in view. */
  #isMade(value: Node): boolean {
    switch (value.type) {
      case AST_NODE_TYPES.ObjectExpression:
      case AST_NODE_TYPES.ArrayExpression:
      case AST_NODE_TYPES.NewExpression:
      case AST_NODE_TYPES.ConditionalExpression:
      case AST_NODE_TYPES.LogicalExpression:
        return true;
      case AST_NODE_TYPES.CallExpression:
        return this.#file.callees.of(bare(value.callee)).length > 0;
      case AST_NODE_TYPES.Identifier: {
        const written = this.#file.index.variableOf(value)?.references ?? [];
        const values = written.flatMap(({ writeExpr }) => (writeExpr ? [bare(writeExpr)] : []));
        return values.some((each) => each.type !== AST_NODE_TYPES.Identifier && this.#isMade(each));
      }
      default:
        return false;
    }
  }

  #throw(node: Node, origin: ThrowOrigin): true {
    if (!this.#isCaught(node)) this.#throws.add(origin);
    return true;
  }

  #isCaught(node: Node): boolean {
    for (let at = node, up = at.parent; up && at !== this.#function; at = up, up = up.parent) {
      if (up.type === AST_NODE_TYPES.TryStatement && up.block === at && up.handler) return true;
    }
    return false;
  }
}

/** Whether what follows a statement may run, by its last statements alone. */
function mayRunThrough(statement: TSESTree.Statement | TSESTree.Expression | undefined): boolean {
  switch (statement?.type) {
    case AST_NODE_TYPES.BlockStatement:
      return mayRunThrough(statement.body.at(-1));
    case AST_NODE_TYPES.ThrowStatement:
    case AST_NODE_TYPES.ReturnStatement:
      return false;
    case AST_NODE_TYPES.IfStatement:
      return (
        !statement.alternate || mayRunThrough(statement.consequent) || mayRunThrough(statement.alternate)
      );
    case AST_NODE_TYPES.TryStatement: {
      const { block, handler, finalizer } = statement;
      if (finalizer && !mayRunThrough(finalizer)) return false;
      return mayRunThrough(block) || (handler !== null && mayRunThrough(handler.body));
    }
    case AST_NODE_TYPES.WhileStatement:
    case AST_NODE_TYPES.DoWhileStatement:
    case AST_NODE_TYPES.ForStatement:
      return statement.test !== null && statement.test.type !== AST_NODE_TYPES.Literal;
    default:
      return true;
  }
}
