import { Linter } from "eslint";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import plugin from "../../../src/index.ts";

const goMod = "module example.com/app\n\ngo 1.26\n";

const queueGo = `package queue

import (
	"time"

	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

type Queue struct {
	inner workqueue.RateLimitingInterface
}

func New(name string) *Queue {
	return &Queue{inner: workqueue.NewNamedRateLimitingQueue(workqueue.DefaultControllerRateLimiter(), name)}
}

func (q *Queue) Enqueue(obj any) {
	key, err := cache.MetaNamespaceKeyFunc(obj)
	if err != nil {
		return
	}
	q.inner.AddRateLimited(key)
}

func (q *Queue) Push(key string)                          { q.inner.Add(key) }
func (q *Queue) PushAfter(key string, wait time.Duration) { q.inner.AddAfter(key, wait) }
func (q *Queue) Retry(key string)                         { q.inner.AddRateLimited(key) }
func (q *Queue) Finish(key string)                        { q.inner.Done(key) }

func (q *Queue) Succeed(key string) {
	q.inner.Forget(key)
	q.inner.Done(key)
}

func (q *Queue) Settle(key string, err error) {
	if err != nil {
		q.inner.AddRateLimited(key)
	} else {
		q.inner.Forget(key)
	}
	q.inner.Done(key)
}

func (q *Queue) Next() (string, bool) {
	item, quit := q.inner.Get()
	if quit {
		return "", true
	}
	return item.(string), false
}

func EnqueueRateLimited(q workqueue.RateLimitingInterface, key string) {
	q.AddRateLimited(key)
}

var shared = workqueue.NewRateLimitingQueue(workqueue.DefaultControllerRateLimiter())

func NotifyAll(key string) {
	shared.AddRateLimited(key)
}
`;

/** A controller around the body of its handler and of its worker. */
const controllerGo = (handler: string, worker = ""): string => `package controller

import (
	"example.com/app/pkg/queue"
	"example.com/app/work"
	"k8s.io/client-go/tools/cache"
)

type Controller struct {
	queue *queue.Queue
	raw   interface{ AddRateLimited(any) }
}

func (c *Controller) watch(informer cache.SharedIndexInformer) {
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: func(obj any) {
		${handler}
	}})
}

func (c *Controller) next() bool {
	${worker}
	work.Do(queue.New)
	return true
}
`;

const settling = (end: string): string =>
  `key, quit := c.queue.Next()\nif quit {\nreturn false\n}\nerr := work.Do(key)\n${end}`;

describe("another package of the module", () => {
  let root: string;
  const write = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  };
  const found = (name: string, text: string): string[] => {
    write({ [name]: text });
    const linter = new Linter({ cwd: root });
    const config = { ...plugin.configs.recommended[0], files: ["**/*.go"], language: "workqueue/go" };
    return linter
      .verify(text, [{ ...config, plugins: { workqueue: plugin } }] as Linter.Config[], {
        filename: join(root, name),
      })
      .map(({ ruleId, message }) => `${ruleId ?? "error"} ${/`[^`]*`/.exec(message)?.[0] ?? message}`);
  };
  const inController = (handler: string, worker?: string): string[] =>
    found("pkg/controller/controller.go", controllerGo(handler, worker));

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "module-")));
    write({ "go.mod": goMod, "pkg/queue/queue.go": queueGo });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it.each([
    ["c.queue.Enqueue(obj)", "c.queue.Enqueue"],
    ['c.queue.Retry("x")', "c.queue.Retry"],
    ['queue.EnqueueRateLimited(c.raw, "x")', "queue.EnqueueRateLimited"],
    ['queue.NotifyAll("x")', "queue.NotifyAll"],
    ['q := queue.New("x")\n\t\tq.Enqueue(obj)', "q.Enqueue"],
  ])("tells that %s in a handler charges", (handler, call) => {
    expect(inController(handler)).toEqual([`workqueue/no-rate-limited-add-in-handler \`${call}\``]);
  });

  it("tells that its method charges that is handed on as a handler", () => {
    const text = controllerGo("").replace(/AddFunc: func[^]*?}}\)/, "AddFunc: c.queue.Enqueue})");
    expect(found("pkg/controller/controller.go", text)).toEqual([
      "workqueue/no-rate-limited-add-in-handler `c.queue.Enqueue`",
    ]);
  });

  it("tells that an address is no item", () => {
    expect(inController("c.queue.Push(&struct{}{})")).toEqual(["workqueue/no-reference-items `c.queue`"]);
  });

  it.each(['c.queue.Push("x")', 'c.queue.PushAfter("x", 1)', 'c.queue.Settle("x", work.Do(obj))'])(
    "does not charge in %s",
    (handler) => {
      expect(inController(handler)).toEqual([]);
    },
  );

  it.each([
    ["c.queue.Settle(key, err)", []],
    ["if err != nil {\nc.queue.Retry(key)\n}\nc.queue.Succeed(key)", ["no-forget-with-retry"]],
    ["if err != nil {\nc.queue.Retry(key)\nc.queue.Finish(key)\n} else {\nc.queue.Succeed(key)\n}", []],
    ["if err != nil {\nc.queue.Retry(key)\n} else {\nc.queue.Succeed(key)\n}", ["require-done"]],
    ["if err != nil {\nc.queue.Retry(key)\n}\nc.queue.Finish(key)", ["require-forget"]],
    ["if err != nil {\nc.queue.Push(key)\n}\nc.queue.Succeed(key)", ["no-immediate-retry"]],
  ])("tells what takes and settles an item: %j", (end, rules) => {
    expect(inController("", settling(end)).map((each) => each.split(/[ /]/)[1])).toEqual(rules);
  });

  it("may have an interface in front of the queue", () => {
    const inner = queueGo
      .replace("type Queue struct", "type Queue interface {\n\tEnqueue(obj any)\n}\n\ntype inner struct")
      .replaceAll("q *Queue", "q *inner")
      .replace("*Queue {\n\treturn &Queue", "Queue {\n\treturn &inner");
    write({ "pkg/queue/queue.go": inner });
    const text = controllerGo("c.queue.Enqueue(obj)").replace("*queue.Queue", "queue.Queue");
    expect(found("pkg/controller/controller.go", text)).toHaveLength(1);
  });

  it("may wrap the wrapper of a third one", () => {
    const outer = `package outer

import "example.com/app/pkg/queue"

type Queue struct{ inner *queue.Queue }

func New() *Queue { return &Queue{inner: queue.New("outer")} } // a workqueue.RateLimitingInterface

func (q *Queue) Add(obj any) { q.inner.Enqueue(obj) }
`;
    write({ "pkg/outer/outer.go": outer });
    const text = controllerGo("c.queue.Add(obj)")
      .replace("pkg/queue", "pkg/outer")
      .replaceAll("queue.", "outer.");
    expect(found("pkg/controller/controller.go", text.replace("c.outer.Add", "c.queue.Add"))).toEqual([
      "workqueue/no-rate-limited-add-in-handler `c.queue.Add`",
    ]);
  });

  it.each([
    ["a bucket alone", "&workqueue.BucketRateLimiter{}"],
    ["a limiter of its own", "&limiter{}"],
  ])("does not charge with %s", (_, limiter) => {
    const text = `${queueGo.replaceAll("workqueue.DefaultControllerRateLimiter()", limiter)}\ntype limiter struct{}\n`;
    write({ "pkg/queue/queue.go": text });
    expect(inController("c.queue.Enqueue(obj)")).toEqual([]);
    expect(inController('queue.NotifyAll("x")')).toEqual([]);
  });

  const limiterGo = (body: string): string => `package limiter

import (
	"golang.org/x/time/rate"
	"k8s.io/client-go/util/workqueue"
)

type steady struct{ wait time.Duration }

type Config struct{ Steady bool }

func New(cfg Config) workqueue.TypedRateLimiter[string] {
	${body}
}

func bucket() workqueue.TypedRateLimiter[string] {
	return &workqueue.TypedBucketRateLimiter[string]{Limiter: rate.NewLimiter(10, 100)}
}

func inner(cfg Config) workqueue.TypedRateLimiter[string] {
	if cfg.Steady {
		return &steady{}
	}
	return workqueue.DefaultTypedControllerRateLimiter[string]()
}
`;
  const usesLimiter = (limiter: string): string => `package controller

import (
	"example.com/app/pkg/limiter"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

type Controller struct {
	queue workqueue.TypedRateLimitingInterface[string]
}

func New(informer cache.SharedIndexInformer) *Controller {
	c := &Controller{queue: workqueue.NewTypedRateLimitingQueue(${limiter})}
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{DeleteFunc: func(obj any) {
		c.queue.AddRateLimited("x")
	}})
	return c
}

func (c *Controller) next() bool {
	key, quit := c.queue.Get()
	if quit {
		return false
	}
	defer c.queue.Done(key)
	if err := work(key); err != nil {
		c.queue.AddRateLimited(key)
	}
	return true
}
`;
  const withLimiter = (body: string, limiter = "limiter.New(limiter.Config{})"): string[] => {
    write({ "pkg/limiter/limiter.go": limiterGo(body) });
    return found("pkg/controller/limited.go", usesLimiter(limiter)).map(
      (each) => each.split(/[ /]/)[1] ?? "",
    );
  };

  it.each([
    ["a default", "return workqueue.DefaultTypedControllerRateLimiter[string]()"],
    ["one by its name", "return workqueue.NewTypedItemExponentialFailureRateLimiter[string](1, 2)"],
    [
      "one of several that tracks",
      "return workqueue.NewTypedMaxOfRateLimiter(bucket(), workqueue.DefaultTypedItemBasedRateLimiter[string]())",
    ],
    [
      "one that has a name",
      "tracks := workqueue.DefaultTypedControllerRateLimiter[string]()\n\treturn tracks",
    ],
    [
      "two that both track",
      "if cfg.Steady {\n\t\treturn workqueue.NewTypedItemFastSlowRateLimiter[string](1, 2, 3)\n\t}\n\treturn workqueue.DefaultTypedControllerRateLimiter[string]()",
    ],
  ])("may make a limiter that tracks: %s", (_, body) => {
    const both = ["no-rate-limited-add-in-handler", "require-forget"];
    expect(withLimiter(body)).toEqual(both);
    expect(withLimiter(body, "workqueue.NewTypedMaxOfRateLimiter(limiter.New(limiter.Config{}))")).toEqual(
      both,
    );
  });

  it.each([
    ["keeps nothing", "return bucket()"],
    ["is of its own", "return &steady{}"],
    ["is one of several of its own", "return workqueue.NewTypedMaxOfRateLimiter(&steady{}, bucket())"],
    [
      "is chosen",
      "if cfg.Steady {\n\t\treturn bucket()\n\t}\n\treturn workqueue.DefaultTypedControllerRateLimiter[string]()",
    ],
    ["is chosen elsewhere", "return inner(cfg)"],
    [
      "is assigned twice",
      "l := bucket()\n\tif cfg.Steady {\n\t\tl = workqueue.DefaultTypedControllerRateLimiter[string]()\n\t}\n\treturn l",
    ],
    ["is not understood", "return cfg.Limiter"],
  ])("is not guessed at where the limiter that it makes %s", (_, body) => {
    expect(withLimiter(body)).toEqual([]);
  });

  it("is not guessed at where its limiter keeps counts, and nothing in it names a queue", () => {
    const counting = `package limiter\n\ntype Config struct{}\n\ntype Counts struct{ failures map[any]int }\n\nfunc New(Config) *Counts {\n\treturn &Counts{}\n}\n`;
    write({ "pkg/limiter/limiter.go": counting });
    expect(found("pkg/controller/limited.go", usesLimiter("limiter.New(limiter.Config{})"))).toEqual([]);
  });

  it("makes a limiter whatever the name of its function says", () => {
    const text = limiterGo("return &steady{}").replaceAll("New(", "DefaultTypedControllerRateLimiter(");
    write({ "pkg/limiter/limiter.go": text.replace("workqueue.DefaultTyped", "workqueue.NewTyped") });
    const limiter = "limiter.DefaultTypedControllerRateLimiter(limiter.Config{})";
    expect(found("pkg/controller/limited.go", usesLimiter(limiter))).toEqual([]);
  });

  it("may make a limiter by a third one", () => {
    const outer = `package outer\n\nimport (\n\t"example.com/app/pkg/limiter"\n\t"k8s.io/client-go/util/workqueue"\n)\n\nfunc New() workqueue.TypedRateLimiter[string] {\n\treturn limiter.New(limiter.Config{})\n}\n`;
    write({
      "pkg/outer/outer.go": outer,
      "pkg/limiter/limiter.go": limiterGo("return workqueue.DefaultTypedControllerRateLimiter[string]()"),
    });
    const text = usesLimiter("outer.New()").replace("pkg/limiter", "pkg/outer");
    expect(found("pkg/controller/limited.go", text)).toHaveLength(2);
    write({
      "pkg/outer/other.go": "package outer\n",
    });
  });

  it("is looked at again when it makes another limiter", async () => {
    expect(withLimiter("return bucket()")).toEqual([]);
    await setImmediate();
    expect(withLimiter("return workqueue.DefaultTypedControllerRateLimiter[string]()")).toHaveLength(2);
    await setImmediate();
    expect(withLimiter("return &steady{}")).toEqual([]);
  });

  it("is looked at again when it changes", async () => {
    expect(inController("c.queue.Enqueue(obj)")).toHaveLength(1);
    write({ "pkg/queue/queue.go": queueGo.replace("AddRateLimited(key)", "Add(key)") });
    await setImmediate();
    expect(inController("c.queue.Enqueue(obj)")).toEqual([]);
    write({ "pkg/queue/queue.go": queueGo });
    await setImmediate();
    expect(inController("c.queue.Enqueue(obj)")).toHaveLength(1);
  });

  it("may be broken, missing, a test, generated, or a module of its own", async () => {
    const broken = `${queueGo}\nfunc (((\n`;
    write({ "pkg/queue/queue.go": broken });
    expect(inController("c.queue.Enqueue(obj)")).toHaveLength(1);
    const silent: Record<string, string>[] = [
      { "pkg/queue/queue.go": `// Code generated by x. DO NOT EDIT.\n\n${queueGo}` },
      { "pkg/queue/queue.go": "", "pkg/queue/queue_test.go": queueGo },
      { "pkg/queue/queue.go": queueGo, "pkg/queue/go.mod": "module example.com/app/pkg/queue\n" },
    ];
    for (const files of silent) {
      write(files);
      await setImmediate();
      expect(inController("c.queue.Enqueue(obj)")).toEqual([]);
    }
    rmSync(join(root, "pkg/queue"), { recursive: true });
    await setImmediate();
    expect(inController("c.queue.Enqueue(obj)")).toEqual([]);
  });

  it("may import the package that imports it", () => {
    write({
      "pkg/queue/queue.go": queueGo.replace("import (", 'import (\n\t"example.com/app/pkg/controller"'),
    });
    expect(inController("c.queue.Enqueue(obj)")).toHaveLength(1);
  });

  it("is not known without a go.mod, or to another module", () => {
    write({ "go.mod": "module example.com/other\n" });
    expect(inController("c.queue.Enqueue(obj)")).toEqual([]);
    rmSync(join(root, "go.mod"));
    expect(inController("c.queue.Enqueue(obj)")).toEqual([]);
  });
});
