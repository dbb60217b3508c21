import { readFileSync } from "node:fs";
// The package's own entry keeps one WebAssembly instance for good; its memory only grows, so tests make their own.
// @ts-expect-error the binding has no types
import { format } from "../../../../node_modules/@wasm-fmt/gofmt/gofmt_binding.js";

const BYTES_PER_INSTANCE = 2_000_000;
const gofmt = new WebAssembly.Module(
  readFileSync(new URL("../../../../node_modules/@wasm-fmt/gofmt/gofmt.wasm", import.meta.url)),
);

let instance: WebAssembly.Exports | undefined;
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
      throw new Error("gofmt itself crashed", { cause: thrown });
    }
    return String(thrown instanceof Error ? thrown.message : thrown);
  }
}
