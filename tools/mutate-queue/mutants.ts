import ts from "typescript";

/** One small change to a source file. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** 1-based. */
  readonly line: number;
  readonly before: string;
}

const swappedOperators = new Map<ts.SyntaxKind, string[]>([
  [ts.SyntaxKind.LessThanToken, ["<=", ">="]],
  [ts.SyntaxKind.LessThanEqualsToken, ["<", ">"]],
  [ts.SyntaxKind.GreaterThanToken, [">=", "<="]],
  [ts.SyntaxKind.GreaterThanEqualsToken, [">", "<"]],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [ts.SyntaxKind.AmpersandAmpersandToken, ["||"]],
  [ts.SyntaxKind.BarBarToken, ["&&"]],
  [ts.SyntaxKind.QuestionQuestionToken, ["&&"]],
  [ts.SyntaxKind.PlusToken, ["-"]],
  [ts.SyntaxKind.MinusToken, ["+"]],
  [ts.SyntaxKind.AsteriskToken, ["/"]],
  [ts.SyntaxKind.SlashToken, ["*"]],
  [ts.SyntaxKind.PercentToken, ["*"]],
  [ts.SyntaxKind.AmpersandToken, ["|"]],
  [ts.SyntaxKind.BarToken, ["&"]],
  [ts.SyntaxKind.PlusEqualsToken, ["-="]],
  [ts.SyntaxKind.MinusEqualsToken, ["+="]],
  [ts.SyntaxKind.SlashEqualsToken, ["*="]],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, ["="]],
]);

const swappedFunctions = new Map([
  ["Math.max", "Math.min"],
  ["Math.min", "Math.max"],
  ["Math.floor", "Math.ceil"],
  ["Math.ceil", "Math.floor"],
  ["Math.round", "Math.floor"],
  ["Math.trunc", "Math.ceil"],
]);

/** All mutants of a file: operators, conditions, literals and calls replaced, statements left out. Texts of messages stay. */
export function mutantsOf(text: string): Mutant[] {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, replacement: string): void => {
    const start = node.getStart(file);
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    mutants.push({ start, end: node.end, replacement, line, before: node.getText(file) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    for (const replacement of replacementsOf(node, file)) replace(node, replacement);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return mutants;
}

function replacementsOf(node: ts.Node, file: ts.SourceFile): string[] {
  if (swappedOperators.has(node.kind) && ts.isBinaryExpression(node.parent))
    return swappedOperators.get(node.kind)!;
  if (ts.isPrefixUnaryExpression(node)) return unaryReplacements(node, file);
  if (ts.isPostfixUnaryExpression(node)) {
    return [`${node.operand.getText(file)}${node.operator === ts.SyntaxKind.PlusPlusToken ? "--" : "++"}`];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ["false"];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ["true"];
  if (ts.isNumericLiteral(node)) return [node.text === "0" ? "1" : `(${node.getText(file)} + 1)`];
  if (ts.isPropertyAccessExpression(node)) {
    const swapped = swappedFunctions.get(node.getText(file));
    return swapped === undefined ? [] : [swapped];
  }
  if (isLeavable(node)) return [";"];
  return isCondition(node) ? ["true", "false"] : [];
}

function unaryReplacements(node: ts.PrefixUnaryExpression, file: ts.SourceFile): string[] {
  const operand = node.operand.getText(file);
  if (node.operator === ts.SyntaxKind.PlusPlusToken) return [`--${operand}`];
  if (node.operator === ts.SyntaxKind.MinusMinusToken) return [`++${operand}`];
  return [operand];
}

/** Statements without which the file still compiles. */
function isLeavable(node: ts.Node): boolean {
  if (ts.isExpressionStatement(node)) return !node.getText().startsWith("super(");
  return ts.isThrowStatement(node) || (ts.isReturnStatement(node) && ts.isIfStatement(node.parent));
}

/** The tests of branches; of loops only those that a mutant cannot make endless. */
function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  return ts.isConditionalExpression(parent) && parent.condition === node;
}
