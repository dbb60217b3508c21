import type { ESLint, Linter, Rule } from "eslint";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Location, Log, Notification, ReportingDescriptor, Result } from "sarif";
import { rules } from "../../../rules/index.ts";
import { meta } from "../../meta.ts";
import { relativePath } from "./relative-path.ts";

const ruleList = Object.entries<Rule.RuleModule>(rules);

/** A log in SARIF 2.1.0. Findings that a comment silences are in it as suppressed, syntax errors as notifications. */
export function sarif(results: readonly ESLint.LintResult[], cwd: string): string {
  const all = results.flatMap(({ filePath, messages, suppressedMessages }) =>
    [...messages, ...suppressedMessages].map((message) => ({
      message,
      location: locationOf(message, relativePath(cwd, filePath)),
    })),
  );
  const broken = all.filter(({ message }) => message.ruleId === null);
  const log: Log = {
    version: "2.1.0",
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    runs: [
      {
        tool: { driver: { name: meta.name, version: meta.version, rules: ruleList.map(describe) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(cwd).href}/` } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: broken.map(({ message, location }) => notify(message, location)),
          },
        ],
        results: all
          .filter(({ message }) => message.ruleId !== null)
          .map(({ message, location }) => resultOf(message, location)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describe([name, { meta: about }]: [string, Rule.RuleModule]): ReportingDescriptor {
  return {
    id: `workqueue/${name}`,
    shortDescription: { text: about?.docs?.description ?? name },
    ...(about?.docs?.url !== undefined && { helpUri: about.docs.url }),
  };
}

function resultOf(message: Linter.LintMessage & Partial<Linter.SuppressedLintMessage>, at: Location): Result {
  const { ruleId, severity, suppressions } = message;
  return {
    ...(ruleId !== null && { ruleId }),
    ruleIndex: ruleList.findIndex(([name]) => ruleId === `workqueue/${name}`),
    level: severity === 2 ? "error" : "warning",
    message: { text: message.message },
    locations: [at],
    ...(suppressions && {
      suppressions: suppressions.map(({ justification }) => ({ kind: "inSource", justification })),
    }),
  };
}

function notify({ message }: Linter.LintMessage, at: Location): Notification {
  return { level: "error", message: { text: message }, locations: [at] };
}

function locationOf({ line, column, endLine, endColumn }: Linter.LintMessage, path: string): Location {
  return {
    physicalLocation: {
      artifactLocation: isAbsolute(path)
        ? { uri: pathToFileURL(path).href }
        : { uri: encodeURI(path), uriBaseId: "SRCROOT" },
      region: {
        startLine: line,
        startColumn: column,
        ...(endLine !== undefined && { endLine }),
        ...(endColumn !== undefined && { endColumn }),
      },
    },
  };
}
