/** Checks of what callers pass in. Each throws before anything has changed, names the argument, and returns the value. */

export function someItem<T>(item: T): T {
  if (item === undefined) throw new TypeError("item must not be undefined");
  return item;
}

/** A number that is not NaN; infinities are fine. */
export function realNumber(value: number, name: string): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number, not ${describe(value)}`);
  if (Number.isNaN(value)) throw new RangeError(`${name} must not be NaN`);
  return value;
}

export function finiteNumber(value: number, name: string): number {
  realNumber(value, name);
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite, not ${value}`);
  return value;
}

export function nonNegative(value: number, name: string): number {
  realNumber(value, name);
  if (value < 0) throw new RangeError(`${name} must not be negative, not ${value}`);
  return value;
}

/** A whole number; `Infinity` counts as one where it means "no limit". */
export function wholeNumber(value: number, name: string): number {
  realNumber(value, name);
  if (!Number.isInteger(value) && Math.abs(value) !== Infinity) {
    throw new RangeError(`${name} must be a whole number, not ${value}`);
  }
  return value;
}

export function atLeastOne(value: number, name: string): number {
  wholeNumber(value, name);
  if (value < 1) throw new RangeError(`${name} must be at least 1, not ${value}`);
  return value;
}

export function optionalFunction<F>(value: F, name: string): F {
  if (value !== undefined && typeof value !== "function") {
    throw new TypeError(`${name} must be a function, not ${describe(value)}`);
  }
  return value;
}

/** An object that has all of `methods`. */
export function objectWith<O>(value: O, name: string, methods: readonly string[]): O {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${name} must be an object, not ${describe(value)}`);
  }
  const missing = methods.find((method) => typeof Reflect.get(value, method) !== "function");
  if (missing !== undefined) throw new TypeError(`${name}.${missing} must be a function`);
  return value;
}

export function optionalObject<O>(value: O, name: string, methods: readonly string[]): O {
  return value === undefined ? value : objectWith(value, name, methods);
}

function describe(value: unknown): string {
  return value === null ? "null" : typeof value;
}
