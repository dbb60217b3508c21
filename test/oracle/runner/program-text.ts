import { compileFunction } from "node:vm";
import ts from "typescript";
import { watched, watcherName } from "./watch.ts";

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
   * Runs the module's code, given `require`, `exports`, `console`, a watcher, and a value for each
   * declared name.
   */
  readonly load: (...values: readonly unknown[]) => void;
  readonly declared: readonly Declared[];
  /** Exported functions by name, each with the types of its parameters as text. */
  readonly exported: ReadonlyMap<string, readonly string[]>;
}

/** What the program's functions are said to stand in, in a stack trace. */
export const programFile = "controller.js";

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
    transformers: { before: [watched] },
  });
  const names = declared.map(({ name }) => name);
  return {
    load: compileFunction(outputText, ["require", "exports", "console", watcherName, ...names], {
      filename: programFile,
    }) as RunnableText["load"],
    declared,
    exported: new Map(file.statements.flatMap((statement) => exportedBy(statement))),
  };
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
