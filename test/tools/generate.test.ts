import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../tools/generate/rule-facts.ts";
import { generatedFiles } from "../../tools/generate/files.ts";
import { ruleIndex } from "../../tools/generate/rule-index.ts";
import { rulePage } from "../../tools/generate/rule-page.ts";
import { ruleTable } from "../../tools/generate/rule-table.ts";
import { withSection } from "../../tools/generate/sections.ts";

const root = join(import.meta.dirname, "../..");

const facts = factsOf("no-such-mistake", {
  meta: {
    docs: { description: "disallow such a mistake", preset: "strict" } as object,
    hasSuggestions: true,
    schema: [{ properties: { certainty: { enum: ["certain", "likely"], description: "How sure." } } }],
    defaultOptions: [{ certainty: "certain" }],
  },
  create: () => ({}),
});

it("finds every generated file of the project up to date", async () => {
  for (const [path, text] of await generatedFiles(root))
    expect(readFileSync(join(root, path), "utf8"), `${path}: run \`npm run generate\``).toBe(text);
});

describe("the generator", () => {
  it("lists the rules in order", () => {
    expect(ruleIndex(["b-rule", "a-long-rule"])).toBe(
      `import aLongRule from "./a-long-rule.ts";
import bRule from "./b-rule.ts";

export const rules = {
  "a-long-rule": aLongRule,
  "b-rule": bRule,
};
`,
    );
  });

  it("writes the header and the options of a page, and leaves the rest", () => {
    const page =
      "# x\n\n<!-- header -->\nold\n<!-- /header -->\n\nWhy.\n\n<!-- options -->\n<!-- /options -->\n";
    expect(rulePage(page, facts)).toBe(`# x

<!-- header -->

Disallow such a mistake. In the presets \`strict\` and \`all\`; for TypeScript, JavaScript and Go. It offers edits as suggestions.

<!-- /header -->

Why.

<!-- options -->

| option | values | default | |
| --- | --- | --- | --- |
| \`certainty\` | \`"certain"\`, \`"likely"\` | \`"certain"\` | How sure. |

<!-- /options -->
`);
  });

  it("writes the table of rules", () => {
    expect(ruleTable([facts]).split("\n").at(-1)).toBe(
      "| [no-such-mistake](docs/rules/no-such-mistake.md) | Disallow such a mistake. | strict | yes |",
    );
  });

  it("asks for a description of every option", () => {
    const rule = {
      meta: { docs: { description: "x" }, schema: [{ properties: { loud: {} } }] },
      create: () => ({}),
    };
    expect(() => factsOf("no-such-mistake", rule)).toThrow(
      "the option loud of no-such-mistake has no description",
    );
  });

  it("does not write where there is no section", () => {
    expect(() => withSection("# x", "header", "y")).toThrow("there is no section <!-- header -->");
  });
});
