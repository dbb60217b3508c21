import type { Comparison, Language, Outcome } from "./compare.ts";
import { judges } from "./judges/index.ts";
import type { Survey } from "./survey.ts";

const outcomes: readonly Outcome[] = ["agrees", "missed", "wrong", "silent", "correlated", "undecided"];
const verdicts = ["certain", "likely", undefined] as const;

/** A confusion table for each rule and language, in Markdown. */
export function tables({ comparisons }: Survey): string {
  const languages: readonly Language[] = ["typescript", "go"];
  return languages.flatMap((language) => [tableOf(comparisons, language), ""]).join("\n");
}

function tableOf(comparisons: readonly Comparison[], language: Language): string {
  const shown = language === "go" ? (["certain", undefined] as const) : verdicts;
  const pairs = shown.flatMap((does) => shown.map((says) => [does, says] as const));
  const head = ["rule", ...pairs.map(([does, says]) => `${does ?? "right"} / ${says ?? "silent"}`)];
  const rows = judges.map(({ rule }) => {
    const own = comparisons.filter((each) => each.rule === rule && each.language === language);
    return [
      rule,
      ...pairs.map(
        ([does, says]) => own.filter((each) => each.oracle === does && each.linter === says).length,
      ),
    ];
  });
  return [
    `${language === "go" ? "Go" : "TypeScript"} (does / linter says)`,
    "",
    ...markdown([head, ...rows]),
  ].join("\n");
}

/** How the differences are explained, by rule. */
export function explanations({ comparisons }: Survey): string {
  const rows = judges.map(({ rule }) => {
    const own = comparisons.filter((each) => each.rule === rule);
    return [rule, ...outcomes.map((outcome) => own.filter((each) => each.outcome === outcome).length)];
  });
  return markdown([["rule", ...outcomes], ...rows]).join("\n");
}

function markdown([head, ...rows]: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(head ?? []),
    line((head ?? []).map((_, index) => (index === 0 ? "---" : "---:"))),
    ...rows.map(line),
  ];
}
