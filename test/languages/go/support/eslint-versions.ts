import * as eslint10 from "eslint";
import * as eslint9 from "eslint-v9";
import * as inside10 from "eslint/use-at-your-own-risk";
import * as inside9 from "eslint-v9/use-at-your-own-risk";

interface ESLintVersion {
  readonly version: string;
  readonly eslint: typeof eslint10;
  /** The names of ESLint's own rules. */
  readonly ruleNames: readonly string[];
}

/* eslint-disable @typescript-eslint/no-deprecated -- there is no other list of them */
/** The two supported majors under one type; what the project uses of them is the same. */
export const eslintVersions: readonly ESLintVersion[] = [
  { version: eslint10.Linter.version, eslint: eslint10, ruleNames: [...inside10.builtinRules.keys()] },
  {
    version: eslint9.Linter.version,
    eslint: eslint9 as unknown as typeof eslint10,
    ruleNames: [...inside9.builtinRules.keys()],
  },
];
