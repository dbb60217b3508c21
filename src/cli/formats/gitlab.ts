import type { ESLint, Linter } from "eslint";
import { Fingerprints } from "./fingerprint.ts";
import { relativePath } from "./relative-path.ts";

/**
 * A code quality report of GitLab, which shows it in merge requests:
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlab(results: readonly ESLint.LintResult[], directory: string): string {
  const fingerprints = new Fingerprints();
  const issues = results.flatMap(({ filePath, messages, source }) => {
    const path = relativePath(directory, filePath);
    return messages.map((message) => ({
      ...issueOf(message, path),
      fingerprint: fingerprints.of(path, message, source),
    }));
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}

function issueOf({ ruleId, severity, message, line, endLine = line }: Linter.LintMessage, path: string) {
  return {
    description: message,
    check_name: ruleId ?? "syntax",
    severity: severity === 2 ? "major" : "minor",
    location: { path, lines: { begin: line, end: endLine } },
  };
}
