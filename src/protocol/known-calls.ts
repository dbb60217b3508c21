/** Calls with a known completion, by their text without arguments. Each entry says why. */

/** Never return: the process or goroutine ends. */
export const neverReturns: Readonly<Record<string, string>> = {
  "process.exit": "ends the Node process",
  "process.abort": "ends the Node process",
  "Deno.exit": "ends the Deno process",
};

/** Whole receivers whose methods are taken not to throw: loggers and the console only write. */
export const neverThrowReceivers: Readonly<Record<string, string>> = {
  console: "the console only writes",
  log: "a logger only writes",
  logger: "a logger only writes",
  Math: "pure arithmetic",
  performance: "reads a clock",
};

/** Constructors of the platform that do not throw when given what their types ask for. */
export const neverThrowConstructors: ReadonlySet<string> = new Set([
  "AbortController",
  "Array",
  "Date",
  "Error",
  "Map",
  "Promise",
  "Set",
  "WeakMap",
  "WeakSet",
]);

/** Single calls that are taken not to throw. */
export const neverThrowCalls: Readonly<Record<string, string>> = {
  String: "conversion",
  Number: "conversion",
  Boolean: "conversion",
  "Date.now": "reads a clock",
  setTimeout: "schedules",
  setInterval: "schedules",
  setImmediate: "schedules",
  clearTimeout: "cancels",
  clearInterval: "cancels",
  queueMicrotask: "schedules",
};

/** Calls that give a new object each time. */
export const copyingCalls: Readonly<Record<string, string>> = {
  structuredClone: "a deep copy",
  "JSON.parse": "a new value",
  "Object.assign": "a merged object, mostly a new one",
};

/** Methods that call the function they are given at once, any number of times, and nothing after they return. */
export const iteratesNow: ReadonlySet<string> = new Set([
  "forEach",
  "map",
  "filter",
  "flatMap",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "reduce",
  "sort",
]);

/** Whether a call, by its last name, asks if an error only says that what was looked for does not exist. */
export function excusesErrors(name: string): boolean {
  return /^isNotFound/i.test(name);
}

/** Whether the name of an error, or of a question about one, says that nothing failed, but that the item is to be added once more: `ErrRequeue`. */
export function asksForRequeue(name: string): boolean {
  return /requeue/i.test(name);
}

/** Whether a name says that the queue, or the whole program, is being shut down. */
export function saysShutDown(name: string): boolean {
  return /^(?:is)?ShuttingDown$/i.test(name);
}

/** Whether what this ends in (`ctx.Err`, `signal.aborted`) says, by its name, that the whole program is to stop. */
export function saysStop(owner: string, name: string): boolean {
  return name === "aborted" || (/^err$/i.test(name) && /(?:^|[a-z])(?:ctx|context)$/i.test(owner));
}

/** Which outcome of a test on a part of the component itself (`c.isRunning()`, `this.closed`) says, by its name, that it is stopping. */
export function saysOwnStop(name: string): "stopsWhenTruthy" | "stopsWhenFalsy" | undefined {
  if (/^#?(?:is|has)?(?:stopp(?:ed|ing)|clos(?:ed|ing)|terminat(?:ed|ing)|draining)$/i.test(name))
    return "stopsWhenTruthy";
  return /^#?(?:is)?(?:running|started)$/i.test(name) ? "stopsWhenFalsy" : undefined;
}

/** Whether the name of a flag asks if the item is to be forgotten: `forget`, `shouldForget`, `forgetAfterSuccess`. */
export function saysForget(name: string): boolean {
  return /^(?:(?:should|must|do|can)F|[fF])orget(?![a-z])/.test(name);
}
