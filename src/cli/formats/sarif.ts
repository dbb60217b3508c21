import type { ESLint, Linter } from "eslint";
import { pathToFileURL } from "node:url";
import type { Log, Notification, Result, Run } from "sarif";
import { meta } from "../../meta.ts";
import { Fingerprints } from "./fingerprint.ts";
import type { Trace } from "../../lint/trace.ts";
import type { Traces } from "../trace-messages.ts";
import { relativePath } from "./relative-path.ts";
import { sarifFixes } from "./sarif-fixes.ts";
import { sarifCodeFlows, sarifRelatedLocations } from "./sarif-paths.ts";
import { root, sarifLocation } from "./sarif-places.ts";
import { sarifRuleIndex, sarifRules } from "./sarif-rules.ts";

type Message = Linter.LintMessage & Partial<Linter.SuppressedLintMessage>;

/** A log in SARIF 2.1.0. Findings that a comment silences are in it as suppressed, syntax errors as notifications. */
export function sarif(results: readonly ESLint.LintResult[], directory: string, traces: Traces): string {
  const log: Log = {
    version: "2.1.0",
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    runs: [runOf(results, directory, traces)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function runOf(results: readonly ESLint.LintResult[], directory: string, traces: Traces): Run {
  const files = results.map((result) => ({ ...result, path: relativePath(directory, result.filePath) }));
  const fingerprints = new Fingerprints();
  return {
    tool: { driver: { name: meta.name, version: meta.version, rules: sarifRules() } },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [root]: { uri: `${pathToFileURL(directory).href}/` } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: files.flatMap(({ path, messages }) =>
          messages.filter(({ ruleId }) => ruleId === null).map((message) => notify(message, path)),
        ),
      },
    ],
    results: files.flatMap(({ path, filePath, source, messages, suppressedMessages }) =>
      inTextOrder([...messages, ...suppressedMessages]).map((message) => ({
        ...resultOf(message, path, source),
        ...pathOf(traces.of(filePath, message), directory),
        partialFingerprints: { "workqueueFinding/v1": fingerprints.of(path, message, source) },
      })),
    ),
  };
}

function inTextOrder(messages: readonly Message[]): Message[] {
  return messages
    .filter(({ ruleId }) => ruleId !== null)
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function resultOf(message: Message, path: string, source: string | undefined): Result {
  const { ruleId, severity, suppressions } = message;
  const fixes = sarifFixes(message, path, source);
  return {
    ...(ruleId !== null && { ruleId }),
    ruleIndex: sarifRuleIndex(ruleId),
    level: severity === 2 ? "error" : "warning",
    message: { text: message.message },
    locations: [sarifLocation(path, message)],
    ...(fixes.length > 0 && { fixes }),
    ...(suppressions && {
      suppressions: suppressions.map(({ justification }) => ({ kind: "inSource", justification })),
    }),
  };
}

function pathOf(trace: Trace | undefined, directory: string): Partial<Result> {
  if (!trace) return {};
  return {
    codeFlows: sarifCodeFlows(trace, directory),
    relatedLocations: sarifRelatedLocations(trace, directory),
  };
}

function notify(message: Message, path: string): Notification {
  return {
    level: "error",
    message: { text: message.message },
    locations: [sarifLocation(path, message)],
  };
}
