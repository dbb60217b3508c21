import eslintPlugin from "eslint-plugin-eslint-plugin";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import workqueue from "./src/index.ts";

/** The code of the project itself, its tests apart. */
const code = ["src/**/*.ts", "rules/*.ts", "tools/**/*.ts"];

export default defineConfig(
  {
    name: "what is no code of ours",
    ignores: ["dist/", "test/fixtures/", "test/**/output/", "reports/"],
  },
  {
    name: "every TypeScript file",
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "prefer-const": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      // It forbids `for (...; scanner.next())` too.
      "@typescript-eslint/no-confusing-void-expression": "off",
      // A handler may return nothing or a result: `Promise<void | { requeueAfter: number }>`.
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-meaningless-void-operator": "off",
      "@typescript-eslint/no-this-alias": ["error", { allowedNames: ["scope"] }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // A signal's reason is rejected with as it is.
      "@typescript-eslint/prefer-promise-reject-errors": [
        "error",
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    name: "functions of at most one screen",
    files: code,
    rules: { "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    name: "the queue's tables are indexed by slots they handed out themselves",
    files: ["src/queue/**/*.ts", "tools/*-queue.ts", "tools/*-queue/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    name: "the queue's peers ask for callbacks that are async",
    files: ["tools/bench-queue.ts"],
    rules: {
      "@typescript-eslint/no-misused-promises": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    name: "platforms may lack what the types promise",
    files: ["src/queue/dispose-symbols.ts"],
    rules: { "@typescript-eslint/no-unnecessary-condition": "off" },
  },
  {
    name: "tests say what they know",
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/explicit-module-boundary-types": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // A call between two looks may change what the compiler believes.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // Callbacks that must be async to the queue need not wait for anything.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    name: "rules",
    files: ["rules/*.ts", "src/lint/*.ts"],
    extends: [eslintPlugin.configs.recommended],
  },
  {
    name: "our own rules; what they say of the broken examples is for the tests to see, and tests misuse queues on purpose",
    files: ["src/**/*.ts", "rules/*.ts", "tools/**/*.ts", "examples/**/*.ts"],
    ignores: ["examples/**/broken.ts"],
    extends: [workqueue.configs.recommended],
  },
);
