import ts from "typescript";

/** The name under which a program calls its watcher. */
export const watcherName = "watch$";

type Callback = (...args: unknown[]) => unknown;

/** What a watched program says of where it is. */
export interface Watcher {
  /** An error was caught. */
  caught(): void;
  /** `callback`, called with a rejection. */
  catching(callback: Callback): Callback;
  /** A finalizer begins, or (`isFunction`) a function that is called by its name or by others. */
  enter(isFunction: boolean): void;
  leave(): void;
}

/**
 * Lets a program tell a `watcher` what no call on a queue shows: that an error was caught, and that it is in a finalizer or in another function
 * than its exported ones. What it does is the same.
 */
export function watched(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isCatchClause(inner)) return tellingCatch(inner);
    if (ts.isCallExpression(inner)) return tellingRejection(inner);
    if (ts.isTryStatement(inner) && inner.finallyBlock)
      return factory.updateTryStatement(
        inner,
        inner.tryBlock,
        inner.catchClause,
        away(inner.finallyBlock.statements, false),
      );
    return ts.isArrowFunction(inner) || ts.isFunctionDeclaration(inner)
      ? tellingFunction(inner, node)
      : inner;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

const { factory } = ts;

function tell(method: keyof Watcher, ...args: readonly ts.Expression[]): ts.CallExpression {
  const watcher = factory.createIdentifier(watcherName);
  return factory.createCallExpression(factory.createPropertyAccessExpression(watcher, method), [], args);
}

function tellingCatch(clause: ts.CatchClause): ts.CatchClause {
  const told = factory.createExpressionStatement(tell("caught"));
  const block = factory.createBlock([told, ...clause.block.statements]);
  return factory.updateCatchClause(clause, clause.variableDeclaration, block);
}

function tellingRejection(call: ts.CallExpression): ts.CallExpression {
  const index = rejectionCallback(call);
  const args = call.arguments.map((argument, at) => (at === index ? tell("catching", argument) : argument));
  return index === undefined
    ? call
    : factory.updateCallExpression(call, call.expression, call.typeArguments, args);
}

/** Which argument of `promise.catch(f)`, `promise.then(f, g)` is called with a rejection. */
function rejectionCallback({ expression, arguments: given }: ts.CallExpression): number | undefined {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
  const index = name === "catch" ? 0 : name === "then" ? 1 : undefined;
  return index !== undefined && given.length > index ? index : undefined;
}

/** A function that is called where it stands is part of the one around it, and an exported one is what is run. */
function tellingFunction(
  inner: ts.ArrowFunction | ts.FunctionDeclaration,
  original: ts.Node,
): ts.ArrowFunction | ts.FunctionDeclaration {
  const isExported = inner.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  const { body } = inner;
  if (isExported || !body || isCalledInPlace(original)) return inner;
  if (ts.isFunctionDeclaration(inner)) {
    const { modifiers, asteriskToken, name, typeParameters, parameters, type } = inner;
    const block = ts.isBlock(body) ? away(body.statements, true) : undefined;
    return factory.updateFunctionDeclaration(
      inner,
      modifiers,
      asteriskToken,
      name,
      typeParameters,
      parameters,
      type,
      block,
    );
  }
  const block = away(ts.isBlock(body) ? body.statements : [factory.createReturnStatement(body)], true);
  const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = inner;
  return factory.updateArrowFunction(
    inner,
    modifiers,
    typeParameters,
    parameters,
    type,
    equalsGreaterThanToken,
    block,
  );
}

function isCalledInPlace(node: ts.Node): boolean {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  return ts.isCallExpression(at.parent) && at.parent.expression === at;
}

/** Statements that tell when they begin and end, however they end. */
function away(statements: readonly ts.Statement[], isFunction: boolean): ts.Block {
  const entered = tell("enter", isFunction ? factory.createTrue() : factory.createFalse());
  const left = factory.createBlock([factory.createExpressionStatement(tell("leave"))]);
  return factory.createBlock([
    factory.createExpressionStatement(entered),
    factory.createTryStatement(factory.createBlock(statements), undefined, left),
  ]);
}
