import { Linter } from "eslint";
import * as parser from "@typescript-eslint/parser";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { rules } from "/work/main/rules/index.ts";
const linter = new Linter();
export function lint(file: string, certainty: string) {
  const text = readFileSync(file, "utf8");
  const cfg: any = {
    files: ["**/*.{ts,tsx,js,mjs,cjs,jsx}"],
    languageOptions: { parser: parser as any, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { workqueue: { rules } as any },
    rules: Object.fromEntries(Object.keys(rules).map((r) => ["workqueue/" + r, ["error", { certainty }]])),
  };
  return linter.verify(text, [cfg], { filename: file.replace(/^.*\//, "") });
}
function walk(d: string): string[] {
  return statSync(d).isFile() ? [d] : readdirSync(d).flatMap((f) => walk(d + "/" + f));
}
const mode = process.argv[2];
let bad = 0,
  ok = 0;
for (const root of process.argv.slice(3))
  for (const f of walk(root)) {
    if (!/\.(m?[jt]s|tsx)$/.test(f) || /\.d\.ts$/.test(f)) continue;
    if (mode === "show") {
      for (const m of lint(f, "likely")) {
        const c = lint(f, "certain").some((x) => x.line === m.line && x.ruleId === m.ruleId);
        console.log(`${f}:${m.line} ${c ? "" : "(likely) "}${m.ruleId ?? "FATAL"}: ${m.message}`);
      }
      continue;
    }
    const text = readFileSync(f, "utf8").split("\n");
    const wants = new Set<string>(),
      likely = new Set<string>();
    text.forEach((l, i) => {
      for (const m of l.matchAll(/\/\/ want( likely)?: ([a-z, -]+)/g))
        for (const r of m[2]!.split(",")) {
          const k = `${i + 1}:${r.trim()}`;
          if (!(r.trim() in rules)) continue;
          (m[1] ? likely : wants).add(k);
        }
    });
    const got = new Map(
      lint(f, "certain").map((m) => [
        `${m.line}:${m.ruleId?.replace("workqueue/", "") ?? "FATAL"}`,
        m.message,
      ]),
    );
    const got2 = new Map(
      lint(f, "likely").map((m) => [
        `${m.line}:${m.ruleId?.replace("workqueue/", "") ?? "FATAL"}`,
        m.message,
      ]),
    );
    const problems: string[] = [];
    for (const w of wants)
      if (!got.has(w)) problems.push(`  MISSED ${w}${got2.has(w) ? " (only likely)" : ""}`);
    for (const [g, m] of got)
      if (!wants.has(g)) problems.push(`  WRONG ${g} ${likely.has(g) ? "(wanted only likely)" : ""} ${m}`);
    for (const w of likely) if (!got2.has(w)) problems.push(`  MISSED-LIKELY ${w}`);
    for (const [g, m] of got2) if (!got.has(g) && !likely.has(g)) problems.push(`  WRONG-LIKELY ${g} ${m}`);
    if (problems.length) {
      bad++;
      console.log(f.replace("/work/main/test/fixtures/", "") + "\n" + problems.join("\n"));
    } else ok++;
  }
if (mode !== "show") console.log({ ok, bad });
