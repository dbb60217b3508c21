import type { Effect } from "./effects.ts";
import type { CallMeaning, Profile } from "./profile.ts";
import { stemsOf } from "./stems.ts";

/** A queue that is recognised by name, with the profile that knows its calls. */
export interface KnownQueue {
  readonly profile: Profile;
  readonly rateLimited: boolean;
}

/** The profiles of one language, looked up by name. */
export class Vocabulary {
  readonly profiles: readonly Profile[];
  readonly #meanings = new Map<string, CallMeaning[]>();
  readonly #methods: ReadonlySet<string>;
  readonly #names: readonly string[];
  readonly #stems: readonly string[];
  readonly #callNames: RegExp;

  constructor(profiles: readonly Profile[]) {
    this.profiles = profiles;
    for (const profile of profiles) {
      for (const [method, meaning] of Object.entries(profile.calls)) {
        this.#meanings.set(method, [...(this.#meanings.get(method) ?? []), meaning]);
      }
    }
    this.#methods = new Set(
      profiles.flatMap(({ calls, leaseCalls }) => [...Object.keys(calls), ...Object.keys(leaseCalls)]),
    );
    this.#names = withoutExtensions(distinctiveNames(profiles));
    this.#stems = stemsOf(this.#names);
    const methods = [...this.#meanings.keys()];
    this.#callNames = new RegExp(`\\.(?:${methods.map(escapeForRegExp).join("|")})\\b`);
  }

  /** Whether a text can be of interest at all: whether it holds a name that is evidence of a queue. */
  mentionsQueue(text: string): boolean {
    return (
      this.#stems.some((stem) => text.includes(stem)) && // several times as fast as one regular expression
      this.#names.some((name) => text.includes(name))
    );
  }

  /** Whether a text calls a method by the name of one that queues have. */
  mentionsCall(text: string): boolean {
    return this.#callNames.test(text);
  }

  /** Whether queues or leases have a method of this name. */
  isMethod(name: string): boolean {
    return this.#methods.has(name);
  }

  /** What a method can mean, before it is known whose it is. */
  meanings(method: string): readonly CallMeaning[] {
    return this.#meanings.get(method) ?? [];
  }

  /** The profile whose queues alone have this method. */
  distinctiveFor(method: string): Profile | undefined {
    return this.profiles.find((profile) => profile.distinctive.includes(method));
  }

  isKeyOption(name: string): boolean {
    return this.profiles.some((profile) => profile.keyOptions.includes(name));
  }

  isStatelessLimiter(name: string): boolean {
    return this.profiles.some((profile) => profile.statelessLimiters.includes(name));
  }

  isTrackingLimiter(name: string): boolean {
    return this.profiles.some((profile) => profile.trackingLimiters.includes(name));
  }

  /** Whether names that need it are believed when they are imported from there. */
  isModule(source: string): boolean {
    return this.profiles.some((profile) => isFrom(profile, source));
  }

  /** The queue that a type or factory name stands for; `source` is the module it is imported from. */
  queueNamed(name: string, kind: "types" | "factories", source: string | undefined): KnownQueue | undefined {
    for (const profile of this.profiles) {
      const entry = profile[kind].find((candidate) => candidate.name === name);
      const believed = entry && (!entry.needsImport || (source !== undefined && isFrom(profile, source)));
      if (believed) return { profile, rateLimited: entry.rateLimited };
    }
    return undefined;
  }
}

/** What a method of a profile's queues means. */
export function callOf(profile: Profile, method: string): CallMeaning | undefined {
  return Object.hasOwn(profile.calls, method) ? profile.calls[method] : undefined;
}

/** What a method of a profile's leases means. */
export function leaseCallOf(profile: Profile, method: string): CallMeaning | undefined {
  return Object.hasOwn(profile.leaseCalls, method) ? profile.leaseCalls[method] : undefined;
}

/** The method of a profile's queues (or leases) that has just this effect. */
export function methodFor(
  profile: Profile,
  effect: Effect,
  of: "calls" | "leaseCalls" = "calls",
): string | undefined {
  const entries = Object.entries(profile[of]);
  return entries.find(([, { effects }]) => effects.length === 1 && effects[0] === effect)?.[0];
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

/** The names that contain none of the others: where one of those stands, so does the shorter one. */
function withoutExtensions(names: readonly string[]): string[] {
  const all = [...new Set(names)];
  return all.filter((name) => !all.some((other) => other !== name && name.includes(other)));
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
