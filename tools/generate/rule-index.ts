/** The text of `rules/index.ts` for rules of these names. */
export function ruleIndex(names: readonly string[]): string {
  const sorted = [...names].sort();
  const imports = sorted.map((name) => `import ${camelCase(name)} from "./${name}.ts";`);
  const entries = sorted.map((name) => `  "${name}": ${camelCase(name)},`);
  return [...imports, "", "export const rules = {", ...entries, "};", ""].join("\n");
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
