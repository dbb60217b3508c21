import { Ajv } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const path = createRequire(import.meta.url).resolve(
  "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
);
const { id, ...schema } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;

// The schema is of draft 4, which ajv reads no more: but for its name it is of draft 7, too.
// One of its patterns is none in Unicode mode.
const validate = new Ajv({
  strict: false,
  allErrors: true,
  unicodeRegExp: false,
  formats: fullFormats,
}).compile({
  ...schema,
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: String(id),
});

/** What the schema of SARIF 2.1.0 has against a log; nothing for a valid one. */
export function sarifErrors(log: unknown): string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}
