import { literalFields } from "./literal-fields.ts";
import type { Expr, StructType } from "./ast.ts";
import type { GoPackage } from "./package/go-package.ts";
import type { GoObject } from "./scope/scope.ts";
import type { GoTypes } from "./types.ts";

/** A variable, or a field of a struct whichever value of it. */
export type Target = GoObject | Field;

/** A field of a struct of the package. */
export interface Field {
  readonly struct: StructType;
  readonly name: string;
}

/** What is assigned to the variables and fields of a package, and to which of them a value goes. Made when first asked for. */
export class AssignedValues {
  readonly #package: GoPackage;
  readonly #types: GoTypes;
  #fields: Map<StructType, Map<string, Expr[]>> | undefined;
  #targets: Map<Expr, Target[]> | undefined;

  constructor(pkg: GoPackage, types: GoTypes) {
    this.#package = pkg;
    this.#types = types;
  }

  toField({ struct, name }: Field): readonly Expr[] {
    this.#fields ??= this.#collectFields();
    return this.#fields.get(struct)?.get(name) ?? [];
  }

  targetsOf(value: Expr): readonly Target[] {
    this.#targets ??= this.#collectTargets();
    return this.#targets.get(value) ?? [];
  }

  #collectFields(): Map<StructType, Map<string, Expr[]>> {
    const fields = new Map<StructType, Map<string, Expr[]>>();
    const note = (struct: StructType, name: string, value: Expr): void => {
      const known = fields.get(struct) ?? new Map<string, Expr[]>();
      fields.set(struct, known);
      known.set(name, [...(known.get(name) ?? []), value]);
    };
    for (const literal of this.#package.literals)
      for (const { struct, name, value } of literalFields(this.#types, literal)) note(struct, name, value);
    for (const { target, value, part } of this.#package.assignments) {
      if (target.type !== "SelectorExpr" || part !== undefined) continue;
      const found = this.#types.select(target.x, target.sel.name);
      if (found?.kind === "field") note(found.struct, target.sel.name, value);
    }
    return fields;
  }

  #collectTargets(): Map<Expr, Target[]> {
    const targets = new Map<Expr, Target[]>();
    const note = (value: Expr, target: Target): void => {
      targets.set(value, [...(targets.get(value) ?? []), target]);
    };
    for (const { target, value, part } of this.#package.assignments) {
      const object =
        target.type === "Ident" && part === undefined ? this.#package.objectOf(target) : undefined;
      if (object) note(value, object);
    }
    this.#fields ??= this.#collectFields();
    for (const [struct, fields] of this.#fields)
      for (const [name, values] of fields) for (const value of values) note(value, { struct, name });
    return targets;
  }
}
