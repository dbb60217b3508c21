import type { ESLint, Linter } from "eslint";
import { relativePath } from "./relative-path.ts";

/** Workflow commands of GitHub Actions, which shows them beside the lines. */
export function github(results: readonly ESLint.LintResult[], cwd: string): string {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map((message) => annotation(relativePath(cwd, filePath), message)),
    )
    .join("");
}

function annotation(file: string, { ruleId, severity, message, line, column, endLine }: Linter.LintMessage) {
  const properties = {
    file,
    line: String(line),
    ...(endLine !== undefined && { endLine: String(endLine) }),
    col: String(column),
    title: ruleId ?? "workqueue",
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${severity === 2 ? "error" : "warning"} ${list.join(",")}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
