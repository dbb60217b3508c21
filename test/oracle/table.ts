import type { Language, Outcome } from "./compare.ts";
import { judges } from "./judges/index.ts";
import { countWhere, type Survey, type Tally } from "./survey.ts";

const outcomes: readonly Outcome[] = ["agrees", "missed", "wrong", "silent", "correlated", "undecided"];
const verdicts = ["certain", "likely", undefined] as const;

/** A confusion table for each rule and language, in Markdown. */
export function tables(survey: Survey): string {
  const languages: readonly Language[] = ["typescript", "go"];
  return languages.flatMap((language) => [tableOf(survey, language), ""]).join("\n");
}

function tableOf(survey: Survey, language: Language): string {
  const shown = language === "go" ? (["certain", undefined] as const) : verdicts;
  const pairs = shown.flatMap((does) => shown.map((says) => [does, says] as const));
  const head = ["rule", ...pairs.map(([does, says]) => `${does ?? "right"} / ${says ?? "silent"}`)];
  const rows = judges.map(({ rule }) => {
    const isOwn = (each: Tally): boolean => each.rule === rule && each.language === language;
    return [
      rule,
      ...pairs.map(([does, says]) =>
        countWhere(survey, (each) => isOwn(each) && each.oracle === does && each.linter === says),
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
export function explanations(survey: Survey): string {
  const rows = judges.map(({ rule }) => {
    return [
      rule,
      ...outcomes.map((outcome) =>
        countWhere(survey, (each) => each.rule === rule && each.outcome === outcome),
      ),
    ];
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
