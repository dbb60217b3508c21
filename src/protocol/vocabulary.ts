import type { CallMeaning, Profile, QueueName, TakeShape } from "./profile.ts";

/** The profiles of one language, looked up by name. */
export class Vocabulary {
  readonly profiles: readonly Profile[];
  readonly #calls: ReadonlyMap<string, CallMeaning>;
  readonly #leaseCalls: ReadonlyMap<string, CallMeaning>;
  readonly #distinctive: ReadonlySet<string>;
  readonly #stateless: ReadonlySet<string>;
  readonly #tracking: ReadonlySet<string>;
  readonly #names: RegExp;
  readonly #callNames: RegExp;

  constructor(profiles: readonly Profile[]) {
    this.profiles = profiles;
    this.#calls = new Map(profiles.flatMap((profile) => Object.entries(profile.calls)));
    this.#leaseCalls = new Map(profiles.flatMap((profile) => Object.entries(profile.leaseCalls)));
    this.#distinctive = new Set(profiles.flatMap((profile) => profile.distinctive));
    this.#stateless = new Set(profiles.flatMap((profile) => profile.statelessLimiters));
    this.#tracking = new Set(profiles.flatMap((profile) => profile.trackingLimiters));
    this.#names = new RegExp(distinctiveNames(profiles).map(escapeForRegExp).join("|"));
    const methods = profiles.flatMap(({ calls }) => Object.keys(calls));
    this.#callNames = new RegExp(`\\.(?:${methods.map(escapeForRegExp).join("|")})\\b`);
  }

  /** Whether a text can be of interest at all: whether it holds a name that is evidence of a queue. */
  mentionsQueue(text: string): boolean {
    return this.#names.test(text);
  }

  /** Whether a text calls a method by the name of one that queues have. */
  mentionsCall(text: string): boolean {
    return this.#callNames.test(text);
  }

  call(method: string): CallMeaning | undefined {
    return this.#calls.get(method);
  }

  leaseCall(method: string): CallMeaning | undefined {
    return this.#leaseCalls.get(method);
  }

  /** What iterating over a queue takes. */
  get iteration(): TakeShape | undefined {
    return this.profiles.find((profile) => profile.iteration)?.iteration;
  }

  isDistinctive(method: string): boolean {
    return this.#distinctive.has(method);
  }

  isStatelessLimiter(name: string): boolean {
    return this.#stateless.has(name);
  }

  isTrackingLimiter(name: string): boolean {
    return this.#tracking.has(name);
  }

  /** The queue that a type or factory name stands for; `source` is the module it is imported from. */
  queueNamed(name: string, kind: "types" | "factories", source: string | undefined): QueueName | undefined {
    for (const profile of this.profiles) {
      const entry = profile[kind].find((candidate) => candidate.name === name);
      if (entry && (!entry.needsImport || (source !== undefined && isFrom(profile, source)))) return entry;
    }
    return undefined;
  }

  /** The calls with the same item and another effect: what a suggestion renames a call to. */
  callWith(effect: string): string | undefined {
    for (const [name, meaning] of this.#calls)
      if (meaning.effects.length === 1 && meaning.effects[0] === effect) return name;
    return undefined;
  }
}

function isFrom(profile: Profile, source: string): boolean {
  const path = source.replace(/\.[cm]?[jt]sx?$/, "").replace(/\/index$/, "");
  return profile.modules.some((module) => path === module || path.endsWith(`/${module}`));
}

function distinctiveNames(profiles: readonly Profile[]): string[] {
  return profiles.flatMap(({ modules, types, factories, distinctive }) => [
    ...modules,
    ...[...types, ...factories].filter((entry) => !entry.needsImport).map((entry) => entry.name),
    ...distinctive,
  ]);
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
