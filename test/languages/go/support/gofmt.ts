import { readFileSync } from "node:fs";
// The package's own entry keeps one WebAssembly instance for good; its memory only grows, so tests make their own.
// @ts-expect-error the binding has no types
import { format } from "../../../../node_modules/@wasm-fmt/gofmt/gofmt_binding.js";

/** The part of the global that is used here; the compiler's library for Node has no types for it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: Record<string, unknown> };
  RuntimeError: new () => Error;
};

const BYTES_PER_INSTANCE = 2_000_000;
const gofmt = new WebAssembly.Module(
  readFileSync(new URL("../../../../node_modules/@wasm-fmt/gofmt/gofmt.wasm", import.meta.url)),
);

let instance: Record<string, unknown> | undefined;
let used = 0;

/** What Go's own parser says of a text: null if it accepts it, its first complaint (`line:column: message`) otherwise. */
export function gofmtComplaint(text: string): string | null {
  used += text.length;
  if (instance === undefined || used > BYTES_PER_INSTANCE) {
    instance = new WebAssembly.Instance(gofmt).exports;
    (instance["_initialize"] as () => void)();
    used = text.length;
  }
  try {
    (format as (wasm: unknown, source: string) => string)(instance, text);
    return null;
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) {
      instance = undefined;
      // After ten errors Go's parser panics in order to stop, which this build cannot catch.
      if (thrown.message === "unreachable") return "too many errors";
      throw new Error("gofmt itself crashed", { cause: thrown });
    }
    return String(thrown instanceof Error ? thrown.message : thrown);
  }
}
