import type { Handle } from "../../../flow/program.ts";
import type { KnownQueue, Vocabulary } from "../../../protocol/vocabulary.ts";
import {
  symbolAt,
  withoutAlias,
  type TsChecker,
  type TsDeclaration,
  type TsNode,
  type TsSymbol,
  type TsType,
} from "./typescript.ts";

/** A queue that is recognised by its type. */
export interface TypedQueue {
  readonly queue: KnownQueue;
  readonly items: Handle["items"];
  /** It is a class or an interface that extends a queue's: its methods may be others. */
  readonly isDerived: boolean;
}

/** What base classes, interfaces, unions and constraints are looked through at most. */
const depth = 12;

/** Helper types of the language that leave the methods of their argument as they are, or some of them. */
const keepsMethods: ReadonlySet<string> = new Set([
  "Pick",
  "Omit",
  "Readonly",
  "Partial",
  "Required",
  "NonNullable",
]);

const primitives = /^(?:string|number|bigint|boolean|symbol|true|false|-?\d.*|["'`].*)$/;

/** Says of types whether they are queues of a profile: by name, or because they derive from one. */
export class QueueTypes {
  readonly #checker: TsChecker;
  readonly #vocabulary: Vocabulary;
  readonly #imports: () => Iterable<{ readonly source: string; readonly module: TsNode }>;
  readonly #known = new Map<TsType, TypedQueue | undefined>();
  #imported: Map<TsSymbol, KnownQueue> | undefined;

  /** `imports` gives what the files of the program import from the modules of profiles. */
  constructor(
    checker: TsChecker,
    vocabulary: Vocabulary,
    imports: () => Iterable<{ readonly source: string; readonly module: TsNode }>,
  ) {
    this.#checker = checker;
    this.#vocabulary = vocabulary;
    this.#imports = imports;
  }

  /** The queue of a profile that a type, class or interface is. */
  named(symbol: TsSymbol): KnownQueue | undefined {
    this.#imported ??= this.#findImported();
    return this.#imported.get(symbol) ?? this.#byName(symbol);
  }

  /** What the modules of profiles, wherever they resolve to, export under the names of queues. */
  #findImported(): Map<TsSymbol, KnownQueue> {
    const found = new Map<TsSymbol, KnownQueue>();
    for (const { source, module } of this.#imports()) {
      const exporting = symbolAt(this.#checker, module);
      for (const symbol of exporting ? this.#checker.getExportsOfModule(exporting) : []) {
        const queue = this.#vocabulary.queueNamed(symbol.name, "types", source);
        if (queue) found.set(withoutAlias(this.#checker, symbol), queue);
      }
    }
    return found;
  }

  #byName(symbol: TsSymbol): KnownQueue | undefined {
    const declared = symbol.declarations ?? [];
    const sources = declared.flatMap((declaration) => this.#sourcesOf(declaration));
    return sources
      .map((source) => this.#vocabulary.queueNamed(symbol.name, "types", source))
      .find((each) => each);
  }

  of(type: TsType, left = depth): TypedQueue | undefined {
    if (left === 0) return undefined;
    if (!this.#known.has(type)) {
      this.#known.set(type, undefined); // a type that is made from itself
      this.#known.set(type, this.#find(type, left));
    }
    return this.#known.get(type);
  }

  #find(type: TsType, left: number): TypedQueue | undefined {
    const named =
      this.#named(type.aliasSymbol, type.aliasTypeArguments) ??
      this.#named(type.getSymbol(), this.#argumentsOf(type));
    if (named) return named;
    return this.#first(this.#madeOf(type), left) ?? this.#inherited(type, left);
  }

  #first(types: readonly TsType[], left: number): TypedQueue | undefined {
    for (const type of types) {
      const found = this.of(type, left - 1);
      if (found) return found;
    }
    return undefined;
  }

  #inherited(type: TsType, left: number): TypedQueue | undefined {
    const declared = targetOf(type);
    const bases = declared.isClassOrInterface() ? this.#checker.getBaseTypes(declared) : [];
    const base = this.#first(bases, left);
    return base && { ...base, isDerived: true };
  }

  #named(symbol: TsSymbol | undefined, args: readonly TsType[] | undefined): TypedQueue | undefined {
    const queue = symbol && this.named(symbol);
    return queue && { queue, items: this.#kindOf(args?.[0]), isDerived: false };
  }

  /** The types whose methods a type has as well. */
  #madeOf(type: TsType): readonly TsType[] {
    if (type.isUnionOrIntersection()) return type.types;
    const { aliasSymbol, aliasTypeArguments } = type;
    if (aliasSymbol && keepsMethods.has(aliasSymbol.name)) return aliasTypeArguments?.slice(0, 1) ?? [];
    const constraint = this.#checker.getBaseConstraintOfType(type);
    return constraint && constraint !== type ? [constraint] : [];
  }

  #argumentsOf(type: TsType): readonly TsType[] | undefined {
    return "target" in type
      ? this.#checker.getTypeArguments(type as Parameters<TsChecker["getTypeArguments"]>[0])
      : undefined;
  }

  /** What items of a type are: compared by value, by identity, or not known. */
  #kindOf(type: TsType | undefined): Handle["items"] {
    if (!type) return "unknown";
    const parts = type.isUnion() ? type.types : [type];
    if (parts.every((part) => primitives.test(this.#checker.typeToString(part)))) return "primitive";
    const isObject = parts.every(
      (part) => part.isClassOrInterface() || part.isIntersection() || "target" in part || isLiteral(part),
    );
    return isObject ? "reference" : "unknown";
  }

  /** Where a declaration can be imported from: its file, the module that it is declared in, the modules of its package. */
  #sourcesOf(declaration: TsDeclaration): string[] {
    const path = declaration.getSourceFile().fileName.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
    const name = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1];
    const modules = this.#vocabulary.profiles.flatMap((profile) => profile.modules);
    const inPackage = modules.filter((module) => module === name || module.startsWith(`${name ?? ""}/`));
    return [path, ...moduleAround(declaration), ...(name === undefined ? [] : inPackage)];
  }
}

/** The class or interface that a type with arguments is made from. */
function targetOf(type: TsType): TsType {
  return "target" in type ? (type.target as TsType) : type;
}

/** `{ kind: string }`. */
function isLiteral(type: TsType): boolean {
  return type.getSymbol()?.name === "__type" && type.getProperties().length > 0;
}

/** `declare module "jobs" { ... }`. */
function moduleAround(declaration: TsDeclaration): string[] {
  const module = (declaration.parent as TsDeclaration | undefined)?.parent as TsDeclaration | undefined;
  const name = module && "name" in module ? (module.name as { text?: unknown } | undefined) : undefined;
  return typeof name?.text === "string" ? [name.text] : [];
}
