import type { Effect } from "../protocol/effects.ts";
import type { CallMeaning, Profile, QueueName, TakeForm, TakeShape } from "../protocol/profile.ts";
import { SettingsError, Shape } from "./shape.ts";

/** A library's own names, as a user writes them in `settings.workqueue.profiles`. */
export interface UserProfile {
  readonly name: string;
  /** Where the types and factories come from: with them, a name counts only when it is imported from one of these. */
  readonly modules?: readonly string[];
  /** Classes, interfaces and constructors of queues. */
  readonly types?: readonly string[];
  /** Functions that return a queue. */
  readonly factories?: readonly string[];
  /** Methods of a queue, each with its effect, or several. */
  readonly calls: Readonly<Record<string, Effect | readonly Effect[]>>;
  /** Methods of a lease. */
  readonly leaseCalls?: Readonly<Record<string, Effect | readonly Effect[]>>;
  /** How an item is taken; `object` by default. */
  readonly take?: Exclude<TakeForm, "asUsed">;
  /** The field that holds the item (`object`, `lease`); `item` by default. */
  readonly itemField?: string;
  /** The field that holds the shutdown flag (`object`); `shutdown` by default. */
  readonly flagField?: string;
  /** Methods that only these queues have: seeing one is evidence of a queue. */
  readonly distinctive?: readonly string[];
}

const effects: readonly Effect[] = ["take", "done", "forget", "retry", "readd", "delay", "inspect", "close"];
const forms = ["object", "tuple", "nullable", "lease", "parameter", "loop"] as const;
const keys = [
  "name",
  "modules",
  "types",
  "factories",
  "calls",
  "leaseCalls",
  "take",
  "itemField",
  "flagField",
  "distinctive",
];

/** Reads one profile. Throws a SettingsError that names the key, also where the parts cannot fit together. */
export function readProfile(given: unknown, path: string): Profile {
  const shape = new Shape(given, path, keys);
  const take = readTake(shape);
  const calls = readCalls(shape, "calls", take);
  const takes = Object.values(calls).some((meaning) => meaning.take);
  if (take.form !== "loop" && !takes)
    shape.fail("calls", "has no call with the effect `take`: nothing could be followed");
  if (take.form === "lease" && shape.get("leaseCalls") === undefined)
    shape.fail("leaseCalls", "is needed with take: lease");
  const named = [...shape.strings("types"), ...shape.strings("factories"), ...shape.strings("distinctive")];
  if (named.length === 0)
    shape.fail(
      "types",
      "must name a type, or `factories` or `distinctive` something: nothing would be recognised",
    );
  const rateLimited = Object.values(calls).some((meaning) => meaning.effects.includes("retry"));
  const modules = shape.strings("modules");
  const asNames = (names: readonly string[]): QueueName[] =>
    names.map((name) => ({ name, rateLimited, needsImport: modules.length > 0 }));
  return {
    name: shape.string("name"),
    language: "ecmascript",
    modules,
    types: asNames(shape.strings("types")),
    factories: asNames(shape.strings("factories")),
    calls,
    leaseCalls: readCalls(shape, "leaseCalls", take, "receiver"),
    ...(take.form === "loop" && { iteration: take }),
    distinctive: shape.strings("distinctive"),
    statelessLimiters: [],
    trackingLimiters: [],
    keyOptions: [],
  };
}

function readTake(shape: Shape): TakeShape {
  const itemField = shape.get("itemField") === undefined ? "item" : shape.string("itemField");
  const flagField = shape.get("flagField") === undefined ? "shutdown" : shape.string("flagField");
  return { form: shape.oneOf("take", forms) ?? "object", itemFields: [itemField], flagFields: [flagField] };
}

function readCalls(
  shape: Shape,
  key: string,
  take: TakeShape,
  item?: "receiver",
): Record<string, CallMeaning> {
  const given = shape.get(key) ?? {};
  if (typeof given !== "object" || Array.isArray(given))
    return shape.fail(key, "must be an object of method names");
  const entries = Object.entries(given as Record<string, unknown>).map(
    ([method, value]): [string, CallMeaning] => {
      const list = readEffects(value, `${shape.path}.${key}.${method}`);
      return [method, meaningOf(list, take, item)];
    },
  );
  return Object.fromEntries(entries);
}

function readEffects(given: unknown, path: string): Effect[] {
  const list: unknown[] = Array.isArray(given) ? given : [given];
  return list.map((value) => {
    const effect = effects.find((candidate) => candidate === value);
    if (effect === undefined)
      throw new SettingsError(path, `must be one of ${effects.join(", ")}, or a list of them`);
    return effect;
  });
}

function meaningOf(list: readonly Effect[], take: TakeShape, item: "receiver" | undefined): CallMeaning {
  if (list.includes("take")) return { effects: list, item: "result", take };
  if (list.includes("close")) return { effects: list, item: "none" };
  return { effects: list, item: item ?? 0 };
}
