/**
 * `Symbol.dispose` and `Symbol.asyncDispose` where the platform has them. Elsewhere the registered symbols that compilers fall back
 * to when they translate `using`.
 */
export const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");
export const asyncDispose: typeof Symbol.asyncDispose =
  Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose");
