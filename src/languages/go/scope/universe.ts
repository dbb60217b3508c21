import { Scope } from "./scope.ts";

/** Go's predeclared identifiers, from the section of that name in the language specification. */
const PREDECLARED = [
  "any", "bool", "byte", "comparable", "complex64", "complex128", "error", "float32", "float64",
  "int", "int8", "int16", "int32", "int64", "rune", "string", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr",
  "true", "false", "iota", "nil",
  "append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max", "min", "new",
  "panic", "print", "println", "real", "recover",
]; // prettier-ignore

/** A new scope with everything predeclared: new, because objects collect the uses of one file. */
export function universe(): Scope {
  const scope = new Scope(null);
  for (const name of PREDECLARED) scope.declare("builtin", name, null, null);
  return scope;
}
