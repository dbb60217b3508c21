import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as prettier from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generatedFiles } from "../../tools/generate/files.ts";
import { complaintAbout, newRuleFiles } from "../../tools/scaffold/new-rule-files.ts";
import { gofmtComplaint } from "../languages/go/support/gofmt.ts";

const project = join(import.meta.dirname, "../..");
const name = "no-such-mistake";
const files = newRuleFiles(name);

/** A copy of what rules are made of, in which the new rule is started. */
const root = mkdtempSync(join(tmpdir(), "new-rule-"));

beforeAll(() => {
  for (const part of ["rules", "docs/rules", "README.md", ".prettierrc.json"])
    cpSync(join(project, part), join(root, part), { recursive: true });
  for (const part of ["src", "node_modules", "package.json"])
    symlinkSync(join(project, part), join(root, part));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe("a new rule", () => {
  it("starts with a rule, a page and a wrong and a clean fixture for each language", () => {
    expect([...files.keys()]).toEqual([
      "rules/no-such-mistake.ts",
      "docs/rules/no-such-mistake.md",
      "test/fixtures/ecmascript/no-such-mistake/early-return.ts",
      "test/fixtures/ecmascript/no-such-mistake/clean-early-return.ts",
      "test/fixtures/go/no-such-mistake/early-return.go",
      "test/fixtures/go/no-such-mistake/clean-early-return.go",
    ]);
  });

  it("asks for its report in the wrong fixtures only", () => {
    const asking = [...files].filter(([, text]) => text.includes(`// want: ${name}\n`)).map(([path]) => path);
    expect(asking).toEqual([
      "test/fixtures/ecmascript/no-such-mistake/early-return.ts",
      "test/fixtures/go/no-such-mistake/early-return.go",
    ]);
  });

  it("is written as prettier and gofmt like it", async () => {
    for (const [path, text] of files) {
      if (path.endsWith(".go")) expect(gofmtComplaint(text)).toBeNull();
      else expect(await prettier.check(text, { filepath: path, printWidth: 110 }), path).toBe(true);
    }
  });

  it("is a rule, and gets into the index, the table and its own page", async () => {
    const generated = await generatedFiles(root);
    expect(generated.get("rules/index.ts")).toContain('"no-such-mistake": noSuchMistake,');
    expect(generated.get("README.md")).toContain("[no-such-mistake](docs/rules/no-such-mistake.md)");
    expect(generated.get("docs/rules/no-such-mistake.md")).toMatch(/In the preset `all`.*\| `certainty`/s);
  });
});

describe("a name", () => {
  it("is in lower case with hyphens", () => {
    expect(complaintAbout("NoSuchMistake", [])).toMatch(/lower case with hyphens/);
    expect(complaintAbout("../x-y", [])).toMatch(/lower case with hyphens/);
    expect(complaintAbout("", [])).toMatch(/lower case with hyphens/);
  });

  it("is new", () => {
    expect(complaintAbout("require-done", ["require-done"])).toBe("There is a rule require-done already.");
    expect(complaintAbout(name, ["require-done"])).toBeUndefined();
  });
});
