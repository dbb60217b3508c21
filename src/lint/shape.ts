/** A setting that cannot be meant. */
export class SettingsError extends Error {
  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.name = "SettingsError";
  }
}

/** Reads the fields of an object from a user's configuration, and says which one is wrong. */
export class Shape {
  readonly path: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(given: unknown, path: string, allowed: readonly string[]) {
    if (typeof given !== "object" || given === null || Array.isArray(given))
      throw new SettingsError(path, "must be an object");
    this.path = path;
    this.#fields = given as Record<string, unknown>;
    const stray = Object.keys(given).find((key) => !allowed.includes(key));
    if (stray !== undefined)
      throw new SettingsError(`${path}.${stray}`, `is unknown; known are ${allowed.join(", ")}`);
  }

  fail(key: string, problem: string): never {
    throw new SettingsError(`${this.path}.${key}`, problem);
  }

  get(key: string): unknown {
    return this.#fields[key];
  }

  string(key: string): string {
    const value = this.#fields[key];
    return typeof value === "string" && value !== "" ? value : this.fail(key, "must be a non-empty string");
  }

  boolean(key: string): boolean | undefined {
    const value = this.#fields[key];
    return value === undefined || typeof value === "boolean"
      ? value
      : this.fail(key, "must be true or false");
  }

  /** An argument's index. */
  index(key: string): number | undefined {
    const value = this.#fields[key];
    if (value === undefined) return undefined;
    const isIndex = typeof value === "number" && Number.isInteger(value) && value >= 0;
    return isIndex ? value : this.fail(key, "must be the index of an argument (0, 1, ...)");
  }

  list(key: string): readonly unknown[] {
    const value = this.#fields[key] ?? [];
    return Array.isArray(value) ? (value as unknown[]) : this.fail(key, "must be a list");
  }

  strings(key: string): string[] {
    return this.list(key).map((value) =>
      typeof value === "string" && value !== ""
        ? value
        : this.fail(key, "must be a list of non-empty strings"),
    );
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const value = this.#fields[key];
    if (value === undefined) return undefined;
    return (
      allowed.find((candidate) => candidate === value) ??
      this.fail(key, `must be one of ${allowed.join(", ")}`)
    );
  }
}
