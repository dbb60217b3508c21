import * as parser from "@typescript-eslint/parser";
import { AST_NODE_TYPES, type TSESTree } from "@typescript-eslint/types";

/** A program in two files: what was one, without a function, and a file with that function alone. */
export interface Split {
  readonly name: string;
  readonly main: string;
  readonly helper: string;
  /** The lines on which the function stood. */
  readonly from: number;
  readonly to: number;
}

/** Every way to move one function of a text that the rest of it uses to a file of its own. Lines stay where they are. */
export function splits(text: string): Split[] {
  const { ast, scopeManager } = parser.parseForESLint(text, { range: true, loc: true, sourceType: "module" });
  const variables = scopeManager.scopes.find(({ block, upper }) => block === ast && upper)?.variables ?? [];
  const imports = ast.body.filter(({ type }) => type === AST_NODE_TYPES.ImportDeclaration);
  return ast.body.flatMap((statement): Split[] => {
    const declared = declarationIn(statement);
    const variable = variables.find(({ identifiers: [id] }) => id !== undefined && id === declared);
    const isIn = ({ range }: TSESTree.Node): boolean =>
      statement.range[0] <= range[0] && range[1] <= statement.range[1];
    if (!variable || variable.references.every(({ identifier }) => isIn(identifier))) return [];
    const needed = variables.filter(
      (other) => other !== variable && other.references.some(({ identifier }) => isIn(identifier)),
    );
    const own = needed.filter(
      ({ defs: [definition] }) => definition?.parent?.type !== AST_NODE_TYPES.ImportDeclaration,
    );
    const names = own.map(({ name, isTypeVariable, isValueVariable }) =>
      isTypeVariable && !isValueVariable ? `type ${name}` : name,
    );
    const isExported = (name: string): boolean =>
      new RegExp(`export .*\\b${name.replace("type ", "")}\\b`).test(text);
    const source = text.slice(...statement.range);
    const toExport = names.filter((name) => !isExported(name));
    return [
      {
        name: variable.name,
        main: [
          text.slice(0, statement.range[0]) + source.replace(/[^\n]/g, " ") + text.slice(statement.range[1]),
          `import { ${variable.name} } from "./helper";`,
          `export { ${toExport.join(", ")} };`,
        ].join("\n"),
        helper: [
          ...imports.map(({ range }) => text.slice(...range)),
          `import { ${names.join(", ")} } from "./main";`,
          source.startsWith("export") ? source : `export ${source}`,
        ].join("\n"),
        from: statement.loc.start.line,
        to: statement.loc.end.line,
      },
    ];
  });
}

/** The name of the function that a statement declares. */
function declarationIn(statement: TSESTree.Node): TSESTree.Node | null {
  if (statement.type === AST_NODE_TYPES.ExportNamedDeclaration)
    return statement.declaration && declarationIn(statement.declaration);
  return statement.type === AST_NODE_TYPES.FunctionDeclaration ? statement.id : null;
}
