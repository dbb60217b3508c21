/** A rule that reports nothing yet: an automaton without wrong states. */
export function ruleTemplate(name: string): string {
  return `import { defineRule } from "../src/lint/define-rule.ts";
import { pathInWords } from "../src/lint/words.ts";

export default defineRule({
  name: "${name}",
  description: "say in one sentence what it disallows or requires",
  preset: "all",
  type: "problem",
  properties: [
    {
      follows: "item",
      where: (handle) => handle.known,
      start: "held",
      on: { held: { done: "settled" } },
      inDoubt: [],
      wrongStates: [],
      wrongEnds: [],
    },
  ],
  messages: {
    wrong: "Say what is wrong {{path}}, and what it leads to.",
  },
  reportsAt: "take",
  describe: (finding, analysis) => ({ messageId: "wrong", data: { path: pathInWords(finding, analysis) } }),
});
`;
}

/** A rule's page with all the sections that the tests ask for. */
export function rulePageTemplate(name: string): string {
  return `# ${name}

<!-- header -->
<!-- /header -->

Say in two sentences why it matters, with a figure and the command that shows it.

## Wrong and right

${fenced("ts", "wrong", typescriptWorker("    if (!item) return;\n"))}
${fenced("ts", "right", typescriptWorker(""))}
${fenced("go", "wrong", goWorker("controller", '\tif key == "" {\n\t\treturn true\n\t}\n'))}
${fenced("go", "right", goWorker("controller", ""))}
## Options

<!-- options -->
<!-- /options -->

## When not to use it

## Limitations

## Further reading
`;
}

function fenced(tag: string, verdict: string, code: string): string {
  return `\`\`\`${tag} ${verdict}\n${code}\`\`\`\n`;
}

/** A right worker, with statements put where its turn begins. */
export function typescriptWorker(statements: string): string {
  return `async function work(queue: RateLimitingQueue<string>) {
  const { item, shutdown } = await queue.get();
  if (shutdown) return;
  try {
${statements}    await sync(item);
    queue.forget(item);
  } catch {
    queue.addRateLimited(item);
  } finally {
    queue.done(item);
  }
}
`;
}

/** The same in Go. */
export function goWorker(packageName: string, statements: string): string {
  return `package ${packageName}

import "k8s.io/client-go/util/workqueue"

type Controller struct {
	queue workqueue.TypedRateLimitingInterface[string]
	pods  interface{ Sync(key string) error }
}

func (c *Controller) next() bool {
	key, shutdown := c.queue.Get()
	if shutdown {
		return false
	}
	defer c.queue.Done(key)
${statements}	if err := c.pods.Sync(key); err != nil {
		c.queue.AddRateLimited(key)
		return true
	}
	c.queue.Forget(key)
	return true
}
`;
}
