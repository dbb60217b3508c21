import { FakeClock, inspect, RateLimitingQueue, type WorkQueue } from "../../../src/queue/index.ts";
import type { Choices } from "./choices.ts";
import { WorldError, type RunEvent, type ThrowKind } from "./events.ts";
import type { RunnableText } from "./program-text.ts";
import { recordedModule, type Recorder } from "./recorded-queues.ts";
import type { Watcher } from "./watch.ts";
import { NotRunnableError, World, type WorldLaws } from "./world.ts";

/**
 * What is done to a program: one item is given to its worker, its queue is shut down under its worker, or an event comes in, once or
 * twice.
 */
export type Scenario =
  | {
      readonly kind: "turn";
      readonly worker: string;
      readonly failuresBefore: number;
      readonly item: string;
    }
  | { readonly kind: "shutdown"; readonly worker: string }
  | { readonly kind: "change" | "sameChangeTwice"; readonly listener: number };

/** How the turn ended: the worker returned, asked for the next item, or threw. `stuck`: none of these. */
export type RunEnd = "return" | "nextTake" | `throw:${"explicit" | ThrowKind}` | "stuck";

export interface Run {
  readonly scenario: Scenario;
  readonly events: readonly RunEvent[];
  readonly end: RunEnd;
  /** The item that was given to the worker. */
  readonly item: unknown;
  /** It is in processing when the turn has ended. */
  readonly stillProcessing: boolean;
  /** Failures counted for it when the turn has ended. */
  readonly failuresAfter: number;
  /** How often the worker asked for an item after shutdown. */
  readonly getsAfterShutdown: number;
}

/** The name of the queue that a program makes, or is given, first: the one its worker takes from. */
export const mainQueue = "queue0";

export const theItem = "item-a";

/** A worker is let spin this often after shutdown. */
const spins = 4;

/** Runs one scenario of a program, the world going the ways that `choices` says. Throws NotRunnableError. */
export async function run(
  program: RunnableText,
  scenario: Scenario,
  choices: Choices,
  laws: WorldLaws = {},
): Promise<Run> {
  const stage = new Stage(program, choices, laws);
  const subject = "listener" in scenario ? stage.listener(scenario.listener) : stage.worker(scenario.worker);
  const queue = stage.mainQueue();
  const item = scenario.kind === "turn" ? scenario.item : theItem;
  if (scenario.kind === "turn") await stage.give(queue, item, scenario.failuresBefore);
  if (scenario.kind === "shutdown") queue.shutDown();
  stage.getsAllowed = scenario.kind === "shutdown" ? spins : 1;
  stage.events.length = 0;
  if (scenario.kind === "sameChangeTwice") await stage.perform(subject);
  const end = await stage.perform(subject);
  return {
    scenario,
    events: [...stage.events],
    end,
    item,
    stillProcessing: inspect(queue).processing.includes(item),
    failuresAfter: failuresOf(queue, item),
    getsAfterShutdown: stage.gets,
  };
}

/** How many change handlers a program registers. */
export function countListeners(program: RunnableText, choices: Choices): number {
  return new Stage(program, choices).world.listeners.length;
}

function failuresOf(queue: WorkQueue<unknown>, item: unknown): number {
  const tracked = inspect(queue).tracked.find((entry) => entry.item === item);
  return tracked?.requeues ?? 0;
}

type Callback = (...args: unknown[]) => unknown;
type QueueModule = Record<string, new () => WorkQueue<unknown>>;

/** A program, loaded, with its world and the queues it made. */
class Stage implements Recorder {
  readonly clock = new FakeClock();
  readonly events: RunEvent[] = [];
  readonly queues: WorkQueue<unknown>[] = [];
  readonly world: World;
  gets = 0;
  getsAllowed = 1;
  #askedAgain = false;
  /** The finalizers and functions that what runs is in, each as the number of its call. */
  readonly #entered: number[] = [];
  #calls = 0;
  readonly #watcher: Watcher = {
    caught: () => this.events.push({ kind: "caught" }),
    catching:
      (callback) =>
      (...args) => {
        this.#watcher.caught();
        return callback(...args);
      },
    enter: (isFunction) => this.#entered.push(isFunction ? (this.#calls += 1) : this.running),
    leave: () => this.#entered.pop(),
  };
  readonly #program: RunnableText;
  readonly #module: QueueModule;
  readonly #exports: Record<string, Callback> = {};

  constructor(program: RunnableText, choices: Choices, laws: WorldLaws = {}) {
    this.#program = program;
    this.world = new World(choices, this.events, laws, () => this.running);
    this.#module = recordedModule(this) as QueueModule;
    const values = program.declared.map((declared) => this.world.supply(declared));
    const require = (name: string): object => this.#required(name);
    program.load(require, this.#exports, silentConsole, this.#watcher, ...values);
  }

  #required(name: string): object {
    if (name === "eslint-plugin-workqueue/queue") return this.#module;
    throw new NotRunnableError(`it imports ${name}`);
  }

  get isInOwnStatements(): boolean {
    return this.#entered.length === 0;
  }

  get running(): number {
    return this.#entered.at(-1) ?? 0;
  }

  countOf(actual: number): number {
    return this.world.countOf(actual);
  }

  beforeGet(queue: WorkQueue<unknown>): Promise<void> {
    this.gets += 1;
    if (this.gets <= this.getsAllowed) return Promise.resolve();
    this.#askedAgain = queue === this.queues[0];
    return new Promise(() => undefined);
  }

  mainQueue(): WorkQueue<unknown> {
    const [queue] = this.queues;
    if (!queue) throw new NotRunnableError("it makes no queue");
    return queue;
  }

  worker(name: string): () => unknown {
    const worker = this.#exports[name];
    if (!worker) throw new NotRunnableError(`it has no ${name}`);
    const args = (this.#program.exported.get(name) ?? []).map((type) => this.#argument(type));
    return () => worker(...args);
  }

  #argument(type: string): unknown {
    const made = /^(?:RateLimiting|Delaying|Work)Queue<string>$/.test(type);
    const Queue = this.#module["RateLimitingQueue"];
    if (made && Queue) return new Queue();
    throw new NotRunnableError(`it takes a parameter of type ${type}`);
  }

  listener(index: number): () => unknown {
    return () => this.world.listeners[index]?.listener({ name: theItem });
  }

  /** Makes `item` ready, after as many failures as are asked for. */
  async give(queue: WorkQueue<unknown>, item: unknown, failures: number): Promise<void> {
    if (failures === 0) WorkQueueMethods.add.call(queue, item);
    for (let count = 0; count < failures; count += 1) WorkQueueMethods.addRateLimited.call(queue, item);
    this.clock.step(1e7);
    await settled();
  }

  async perform(subject: () => unknown): Promise<RunEnd> {
    let end: RunEnd = "stuck";
    const performed = new Promise((resolve) => resolve(subject()));
    performed.then(
      () => (end = "return"),
      (error: unknown) => (end = `throw:${error instanceof WorldError ? error.thrown : "explicit"}`),
    );
    await settled();
    return end === "stuck" && this.#askedAgain ? "nextTake" : end;
  }
}

/** The queue's methods, which the recorder does not see. */
const WorkQueueMethods = RateLimitingQueue.prototype as RateLimitingQueue<unknown>;

const silentConsole = new Proxy({}, { get: () => () => undefined });

/** Resolves when no promise has anything left to do. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
