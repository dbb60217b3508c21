import type { FunctionId, Handle, Program } from "../../../flow/program.ts";
import type { CallMeaning, Profile } from "../../../protocol/profile.ts";
import type { KnownQueue } from "../../../protocol/vocabulary.ts";
import type { FuncDecl, TypeSpec } from "../ast.ts";
import type { PackageAnalysis } from "../package/analysis.ts";
import type { FunctionNode } from "../package/file-index.ts";
import { baseType, flattened, lastName } from "../syntax.ts";
import type { FunctionFact, LimiterFact, PackageFacts } from "./facts.ts";
import { wrapperEffects, wrapperTake } from "./wrapper-effects.ts";

/** Functions with more characters do more than call a queue. */
const longest = 3000;

/** What a method does, and to which queue. */
interface Method {
  readonly meaning: CallMeaning;
  readonly group: number;
}

/**
 * What the exported names of a package say to others of its module. A type is a queue to them when it is declared as one, or when methods of
 * it do one thing to a queue of the package, the same wherever they go; such methods are the calls of a profile of its own. Methods
 * that do more are left alone, and so are all but additions where a type holds several queues.
 */
export function findFacts(analysis: PackageAnalysis, program: Program): PackageFacts {
  return new FactFinder(analysis, program).find();
}

class FactFinder {
  readonly #analysis: PackageAnalysis;
  readonly #program: Program;
  /** The functions that come to a call on a queue, and those that come to one that takes. */
  readonly #calling: ReadonlySet<FunctionId>;
  readonly #taking: ReadonlySet<FunctionId>;

  constructor(analysis: PackageAnalysis, program: Program) {
    this.#analysis = analysis;
    this.#program = program;
    const { package: pkg, handles, takeSites, callGraph } = analysis;
    const reaching = (owners: readonly FunctionNode[]): ReadonlySet<FunctionId> =>
      callGraph.reaching(owners.map((owner) => pkg.idOf(owner)));
    const calls = pkg.files.flatMap((file) => handles.callsIn(file));
    this.#calling = reaching(calls.flatMap((call) => pkg.ownerOf(call) ?? []));
    this.#taking = reaching(takeSites.map(({ owner }) => owner));
  }

  /** Whether a function may be a wrapper: it comes to a call on a queue, and is short. */
  #mayWrap(id: FunctionId): boolean {
    const node = this.#analysis.package.functions[id];
    return this.#calling.has(id) && node !== undefined && node.end - node.start <= longest;
  }

  find(): PackageFacts {
    const types = new Map<string, KnownQueue>();
    for (const spec of this.#exportedTypes()) {
      const queue = this.#queueOf(spec);
      if (queue) types.set(spec.name.name, queue);
    }
    const factories = new Map<string, KnownQueue>();
    const functions = new Map<string, FunctionFact>();
    const limiters = new Map<string, LimiterFact>();
    for (const decl of this.#exportedFunctions()) {
      const result = flattened(decl.signature.results)[0];
      const made = result && types.get(lastName(baseType(result.type)));
      if (made) factories.set(decl.name.name, made);
      const fact = made ? undefined : this.#functionFact(this.#analysis.package.idOf(decl));
      if (fact) functions.set(decl.name.name, fact);
      const limiter = this.#analysis.evidence.limiterMadeBy(decl);
      if (limiter === "tracking" || limiter === "stateless" || limiter === "custom")
        limiters.set(decl.name.name, limiter);
    }
    return { types, factories, functions, limiters };
  }

  #exportedTypes(): TypeSpec[] {
    return this.#analysis.package.files
      .flatMap(({ file }) => file.decls)
      .flatMap((decl) => (decl.type === "GenDecl" ? decl.specs : []))
      .flatMap((spec) => (spec.type === "TypeSpec" && isExported(spec.name.name) ? [spec] : []));
  }

  #exportedFunctions(): FuncDecl[] {
    return this.#analysis.package.functions.flatMap((node) =>
      node.type === "FuncDecl" && !node.recv && isExported(node.name.name) ? [node] : [],
    );
  }

  #functionFact(id: FunctionId): FunctionFact | undefined {
    if (!this.#mayWrap(id) || this.#taking.has(id)) return undefined;
    const effects = wrapperEffects(this.#program, id);
    const handle = effects && this.#handleOf(effects.group);
    if (!handle) return undefined;
    const { name, profile } = handle;
    const queue = { profile, rateLimited: handle.retried };
    return { meaning: charging(effects.meaning, handle), on: effects.on ?? { name, queue } };
  }

  #queueOf(spec: TypeSpec): KnownQueue | undefined {
    const base = this.#declaredAs(spec);
    const declared = this.#declaredMethods(spec);
    const own = this.#methods(declared);
    const profile = base?.profile ?? (own.size > 0 ? this.#program.handles[0]?.profile : undefined);
    if (!profile) return undefined;
    const hidden = new Set(declared.map((decl) => decl.name.name));
    const calls = Object.fromEntries([
      ...Object.entries(base?.profile.calls ?? {}).filter(([name]) => !hidden.has(name)),
      ...own,
    ]);
    const rateLimited = Object.values(calls).some(({ effects }) => effects.includes("retry"));
    return { profile: asWrapper(profile, calls), rateLimited };
  }

  /** The queue that a type is by its declaration, or that a struct embeds. */
  #declaredAs({ typeExpr }: TypeSpec): KnownQueue | undefined {
    const { evidence } = this.#analysis;
    if (typeExpr.type !== "StructType") return evidence.named(typeExpr);
    for (const field of typeExpr.fields.fields) {
      const queue = field.names.length === 0 ? evidence.named(field.typeExpr) : undefined;
      if (queue) return queue;
    }
    return undefined;
  }

  /** The exported methods of a type; of an interface, those of the one type of the package that has them. */
  #declaredMethods({ name, typeExpr }: TypeSpec): FuncDecl[] {
    const { package: pkg, types } = this.#analysis;
    if (typeExpr.type !== "InterfaceType")
      return pkg.methods.filter((decl) => receiverOf(decl) === name.name && isExported(decl.name.name));
    const methods = types.interfaceMethods(typeExpr);
    const [only, ...others] = methods.length > 0 ? pkg.typesWith(methods) : [];
    return only === undefined || others.length > 0
      ? []
      : methods.flatMap((method) => [...pkg.methodsOf(only, method)]);
  }

  #methods(declared: readonly FuncDecl[]): Map<string, CallMeaning> {
    const found = new Map<string, Method>();
    for (const decl of declared) {
      const id = this.#analysis.package.idOf(decl);
      if (!this.#mayWrap(id)) continue;
      const method = this.#taking.has(id) ? this.#takingMethod(id) : this.#settlingMethod(id);
      if (method) found.set(decl.name.name, method);
    }
    const isOne = new Set([...found.values()].map(({ group }) => group)).size === 1;
    const kept = [...found].filter(([, { meaning }]) => isOne || meaning.effects.every(isAddition));
    return new Map(kept.map(([name, { meaning }]) => [name, meaning]));
  }

  #settlingMethod(id: FunctionId): Method | undefined {
    const effects = wrapperEffects(this.#program, id);
    const handle = effects?.on === undefined && effects ? this.#handleOf(effects.group) : undefined;
    return effects && handle && { meaning: charging(effects.meaning, handle), group: effects.group };
  }

  #takingMethod(id: FunctionId): Method | undefined {
    const [take, ...others] = this.#program.takes.filter((each) => each.function === id);
    const handle = take && others.length === 0 ? this.#program.handles[take.handle] : undefined;
    const results = handle?.known
      ? wrapperTake(this.#program, id, take as NonNullable<typeof take>)
      : undefined;
    if (!handle || !results || results.flags.includes(true)) return undefined;
    const flagFields = results.flags.flatMap((flag, index) => (flag === false ? [String(index)] : []));
    const itemFields = [String(results.item)];
    return {
      meaning: { effects: ["take"], item: "result", take: { form: "tuple", itemFields, flagFields } },
      group: handle.group,
    };
  }

  #handleOf(group: number): Handle | undefined {
    return this.#program.handles.find((handle) => handle.known && handle.group === group);
  }
}

/** A profile of which nothing but the calls counts: it is found by a type's name, not by theirs. */
function asWrapper(profile: Profile, calls: Profile["calls"]): Profile {
  return {
    ...profile,
    modules: [],
    types: [],
    factories: [],
    distinctive: [],
    calls,
    wraps: profile.wraps ?? profile,
  };
}

/** With a limiter that keeps nothing for an item, a retry is no more than a delay. */
function charging(meaning: CallMeaning, { limiter }: Handle): CallMeaning {
  if (limiter !== "stateless" && limiter !== "custom") return meaning;
  return { ...meaning, effects: meaning.effects.map((effect) => (effect === "retry" ? "delay" : effect)) };
}

function isAddition(effect: string): boolean {
  return effect === "retry" || effect === "readd" || effect === "delay";
}

function receiverOf({ recv }: FuncDecl): string | undefined {
  const receiver = recv?.fields[0];
  return receiver && lastName(baseType(receiver.typeExpr));
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}
