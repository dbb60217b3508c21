import type { ESLint, Linter } from "eslint";
import { relativePath } from "./relative-path.ts";

/** Annotations of one kind that GitHub shows for one step; the rest is in the step's log only. */
const shown = 10;

/**
 * Workflow commands of GitHub Actions, which shows them beside the lines. The place is in the message, too: the log
 * leaves out all else.
 */
export function github(results: readonly ESLint.LintResult[], directory: string): string {
  const messages = results.flatMap(({ filePath, messages: list }) =>
    list.map((message) => ({ message, file: relativePath(directory, filePath) })),
  );
  const annotations = messages.map(({ message, file }) => annotation(file, message));
  const errors = messages.filter(({ message }) => message.severity === 2).length;
  if (Math.max(errors, messages.length - errors) > shown) annotations.push(overflow(messages.length));
  return annotations.join("");
}

function annotation(file: string, { ruleId, severity, message, line, column, ...end }: Linter.LintMessage) {
  const { endLine, endColumn } = end;
  const properties = {
    file,
    line: String(line),
    ...(endLine !== undefined && { endLine: String(endLine) }),
    col: String(column),
    // GitHub takes columns for a range in one line only.
    ...(endLine === line && endColumn !== undefined && { endColumn: String(endColumn) }),
    title: ruleId ?? "workqueue",
  };
  return command(severity === 2 ? "error" : "warning", properties, `${file}:${line}:${column} ${message}`);
}

function overflow(count: number): string {
  const message = `${count} problems in all. GitHub shows the first ${shown} errors and ${shown} warnings of a step; the log has the rest.`;
  return command("notice", { title: "workqueue-lint" }, message);
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(",")}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
