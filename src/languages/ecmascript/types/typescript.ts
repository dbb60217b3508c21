import type { ParserServicesWithTypeInformation } from "@typescript-eslint/utils";
import type { Node } from "../syntax.ts";

/** TypeScript's own objects, as a parser hands them on: the compiler itself is never loaded from here. */
export type TsProgram = ParserServicesWithTypeInformation["program"];
export type TsChecker = ReturnType<TsProgram["getTypeChecker"]>;
export type TsSourceFile = NonNullable<ReturnType<TsProgram["getSourceFile"]>>;
export type TsNode = Parameters<TsChecker["getSymbolAtLocation"]>[0];
export type TsSymbol = NonNullable<ReturnType<TsChecker["getSymbolAtLocation"]>>;
export type TsDeclaration = NonNullable<TsSymbol["declarations"]>[number];
export type TsType = ReturnType<TsChecker["getTypeAtLocation"]>;

/** From one tree of a file to the other. */
export interface NodeMaps {
  readonly esTreeNodeToTSNodeMap: { get(node: Node): TsNode | undefined };
  readonly tsNodeToESTreeNodeMap: { get(node: TsNode): Node | undefined };
}

/** The name that a declaration declares. */
export function nameOf(declaration: TsNode): TsNode | undefined {
  return "name" in declaration ? (declaration.name as TsNode | undefined) : undefined;
}

/** `SymbolFlags.Alias`: the name stands for what another one does. */
const alias = 2_097_152;

/** What a name stands for, whatever it is called where it is declared. */
export function symbolAt(checker: TsChecker, name: TsNode): TsSymbol | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && withoutAlias(checker, symbol);
}

export function withoutAlias(checker: TsChecker, symbol: TsSymbol): TsSymbol {
  return symbol.flags & alias ? checker.getAliasedSymbol(symbol) : symbol;
}
