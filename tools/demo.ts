import { lintExamples } from "./lint-examples.ts";
import { tellStory } from "./story/tell.ts";

console.log("The broken examples, linted with the recommended preset:");
console.log((await lintExamples("examples/**/broken{.ts,/*.go}")).printed);

const { results } = await lintExamples("examples/**/mended{.ts,/*.go}");
const problems = results.reduce((sum, { errorCount }) => sum + errorCount, 0);
console.log(`The mended examples: ${results.length} files, ${problems} problems.\n`);

console.log(await tellStory());
