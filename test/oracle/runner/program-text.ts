import { compileFunction } from "node:vm";
import ts from "typescript";

/** A function, or an object of functions, that a program declares and does not define: the world has to supply it. */
export interface Declared {
  readonly name: string;
  /** The declared result, as text: `Promise<void>`; undefined for an object. */
  readonly result: string | undefined;
  /** Methods of a declared object, by name, with their results. */
  readonly methods: ReadonlyMap<string, string>;
}

export interface RunnableText {
  /**
   * Runs the module's code, given `require`, `exports`, `console`, something to call whenever an error was caught, and a value for each
   * declared name.
   */
  readonly load: (...values: readonly unknown[]) => void;
  readonly declared: readonly Declared[];
  /** Exported functions by name, each with the types of its parameters as text. */
  readonly exported: ReadonlyMap<string, readonly string[]>;
}

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
};

/** Makes a TypeScript controller runnable, and lists what it needs from its world. */
export function readProgram(text: string): RunnableText {
  const file = ts.createSourceFile("controller.ts", text, ts.ScriptTarget.Latest, true);
  const declared = file.statements.filter(isAmbient).flatMap((statement) => declaredBy(statement));
  const { outputText } = ts.transpileModule(text, {
    compilerOptions,
    transformers: { before: [tellWhatIsCaught] },
  });
  const names = declared.map(({ name }) => name);
  return {
    load: compileFunction(outputText, [
      "require",
      "exports",
      "console",
      caught,
      ...names,
    ]) as RunnableText["load"],
    declared,
    exported: new Map(file.statements.flatMap((statement) => exportedBy(statement))),
  };
}

/** The name under which a program calls what notes that an error was caught. */
const caught = "noteCaught$";

/** Lets `catch` clauses, and the callbacks of promises for a rejection, say that they run. */
function tellWhatIsCaught(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const note = (): ts.Expression => factory.createCallExpression(factory.createIdentifier(caught), [], []);
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isCatchClause(inner)) {
      const body = factory.createBlock([
        factory.createExpressionStatement(note()),
        ...inner.block.statements,
      ]);
      return factory.updateCatchClause(inner, inner.variableDeclaration, body);
    }
    const index = ts.isCallExpression(inner) ? rejectionCallback(inner) : undefined;
    if (!ts.isCallExpression(inner) || index === undefined) return inner;
    const args = inner.arguments.map((argument, at) =>
      at === index
        ? factory.createCallExpression(factory.createIdentifier(caught), [], [argument])
        : argument,
    );
    return factory.updateCallExpression(inner, inner.expression, inner.typeArguments, args);
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

/** Which argument of `promise.catch(f)`, `promise.then(f, g)` is called with a rejection. */
function rejectionCallback({ expression, arguments: given }: ts.CallExpression): number | undefined {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
  const index = name === "catch" ? 0 : name === "then" ? 1 : undefined;
  return index !== undefined && given.length > index ? index : undefined;
}

function hasModifier(node: ts.Statement, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
  );
}

function isAmbient(statement: ts.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.DeclareKeyword);
}

function declaredBy(statement: ts.Statement): Declared[] {
  if (ts.isFunctionDeclaration(statement) && statement.name) {
    const result = statement.type?.getText() ?? "any";
    return [{ name: statement.name.text, result, methods: new Map() }];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map((declaration) => ({
    name: declaration.name.getText(),
    result:
      declaration.type && ts.isFunctionTypeNode(declaration.type)
        ? declaration.type.type.getText()
        : undefined,
    methods: methodsOf(declaration.type),
  }));
}

function methodsOf(type: ts.TypeNode | undefined): Map<string, string> {
  if (!type || !ts.isTypeLiteralNode(type)) return new Map();
  return new Map(
    type.members.flatMap((member): [string, string][] =>
      ts.isMethodSignature(member) ? [[member.name.getText(), member.type?.getText() ?? "any"]] : [],
    ),
  );
}

function exportedBy(statement: ts.Statement): [string, string[]][] {
  if (!ts.isFunctionDeclaration(statement) || !statement.name) return [];
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return [];
  return [[statement.name.text, statement.parameters.map((parameter) => parameter.type?.getText() ?? "any")]];
}
