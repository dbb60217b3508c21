// ESLint over every Go file below a directory with this plugin's preset, as a user of ESLint would run it.
import { ESLint } from "eslint";
import plugin from "../../dist/src/index.js";

const eslint = new ESLint({
  cwd: process.argv[2],
  overrideConfigFile: true,
  overrideConfig: plugin.configs.recommended.filter(({ language }) => language === "workqueue/go"),
});
console.log((await eslint.lintFiles(["."])).length);
