import { goWorker, typescriptWorker } from "./rule-templates.ts";

type Verdict = "wrong" | "clean";

const firstLine = {
  wrong: "Say in one line what this shows.",
  clean: "The right version, or one that only looks wrong.",
};

export function typescriptFixture(name: string, verdict: Verdict): string {
  const worker = typescriptWorker(verdict === "wrong" ? "    if (!item) return;\n" : "");
  const asked = verdict === "wrong" ? asks(worker, "queue.get();", name) : worker;
  return `// ${firstLine[verdict]}
import { RateLimitingQueue } from "eslint-plugin-workqueue/queue";

export ${asked}
declare function sync(item: string): Promise<void>;
`;
}

/** The package clause names rule and verdict, since no two fixtures of a folder may share it. */
export function goFixture(name: string, verdict: Verdict): string {
  const packageName = `${verdict}${name.replaceAll("-", "")}`;
  const worker = goWorker(packageName, verdict === "wrong" ? '\tif key == "" {\n\t\treturn true\n\t}\n' : "");
  const asked = verdict === "wrong" ? asks(worker, "c.queue.Get()", name) : worker;
  return `// ${firstLine[verdict]}
${asked}`;
}

/** `code` with a report of the rule asked for at the line that ends in \`call\`. */
function asks(code: string, call: string, name: string): string {
  return code.replace(`${call}\n`, `${call} // want: ${name}\n`);
}
