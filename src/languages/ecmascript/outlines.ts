import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";
import type { FunctionId, Outline, ThrowOrigin } from "../../flow/program.ts";
import { excusesErrors, neverReturns, saysStop } from "../../protocol/known-calls.ts";
import { isPromiseChain, looksOnly, throwsOf, useOf } from "./call-facts.ts";
import type { FunctionParts } from "./function-parts.ts";
import { roleOf, type FileContext } from "./lower/lowering.ts";
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
 * return, failures that are looked at or caught, callees of which one of these holds.
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
      if (!outline) return undefined;
      works ||= outline.works;
      for (const origin of outline.throws) throws.add(origin);
      for (const callee of outline.passesOn) seen.add(callee);
    }
    return { returns: own.returns, makes: own.makes, throws, works };
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
  #works = false;
  #makes = false;

  constructor(file: FileContext, node: FunctionNode) {
    this.#file = file;
    this.#function = node;
  }

  read(parts: readonly Node[]): OwnOutline | undefined {
    if (!isFunction(this.#function) || !surelyReturns(this.#function.body)) return undefined;
    for (const part of parts) if (!this.#understands(part)) return undefined;
    if (this.#function.body.type !== AST_NODE_TYPES.BlockStatement) this.#return(this.#function.body);
    return {
      returns: true,
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
        return !decidesOnFailure(this.#file.index.text(testOf(part)));
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
    if (nobodyWaits) return true;
    this.#passesOn.push(...functions);
    return !this.#isCaught(call);
  }

  #return(value: Node | null): true {
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

  /** Whether a throw leaves the function; one that is caught shows a failure to whoever calls it. */
  #throw(node: Node, origin: ThrowOrigin): boolean {
    if (this.#isCaught(node)) return false;
    this.#throws.add(origin);
    return true;
  }

  #isCaught(node: Node): boolean {
    for (let at = node, up = at.parent; up && at !== this.#function; at = up, up = up.parent) {
      if (up.type === AST_NODE_TYPES.TryStatement && up.block === at && up.handler) return true;
    }
    return false;
  }
}

/** What a decision looks at. */
function testOf(decision: Node): Node {
  if ("test" in decision && decision.test) return decision.test;
  if ("right" in decision && "body" in decision) return decision.right;
  return decision.type === AST_NODE_TYPES.SwitchStatement ? decision.discriminant : decision;
}

/** Whether a test has a word in it that may stand for a failure, or for what excuses one. */
function decidesOnFailure(test: string): boolean {
  const words = test.match(/\w+/g) ?? [];
  return words.some(
    (word, index) =>
      roleOf(word)?.startsWith("fails") === true ||
      /Error|Failure|Exception/.test(word) ||
      excusesErrors(word) ||
      saysStop(words[index - 1] ?? "", word),
  );
}

/** Whether a function's last statement is one after which it returns. */
function surelyReturns(body: Node): boolean {
  if (body.type !== AST_NODE_TYPES.BlockStatement) return true;
  const last = body.body.at(-1);
  switch (last?.type) {
    case undefined:
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ExpressionStatement:
    case AST_NODE_TYPES.VariableDeclaration:
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.ForInStatement:
      return true;
    case AST_NODE_TYPES.IfStatement:
      return !last.alternate || surelyReturns(last.consequent) || surelyReturns(last.alternate);
    case AST_NODE_TYPES.TryStatement:
      return surelyReturns(last.block) && (!last.finalizer || surelyReturns(last.finalizer));
    default:
      return false;
  }
}
