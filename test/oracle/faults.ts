/** A way to break the engine: in `file`, `from` becomes `to`. */
export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const builder = "src/flow/builder.ts";
const explore = "src/flow/explore.ts";
const assume = "src/flow/assume.ts";
const lowering = "src/languages/ecmascript/lower";

/** What the oracle has to notice. */
export const faults: readonly Fault[] = [
  {
    name: "what is thrown does not reach the catch clause",
    file: builder,
    from: 'if (frame?.kind === "catch") return frame.to;',
    to: "",
  },
  {
    name: "a return does not run the finalizers",
    file: builder,
    from: "this.#leave(this.#frames.length, `return@${String(at.start)}`, 0, () => {",
    to: "this.#leave(0, `return@${String(at.start)}`, 0, () => {",
  },
  {
    name: "a throw does not run the finalizers",
    file: builder,
    from: 'if (frame?.kind === "finally") return this.#throwInto(frame);',
    to: "",
  },
  {
    name: "a continue leaves the loop",
    file: builder,
    from: "frame.continueTo ?? frame.breakTo",
    to: "frame.breakTo",
  },
  {
    name: "guards are ignored",
    file: assume,
    from: "return refined && env.with(slot, refined);",
    to: "return env;",
  },
  {
    name: "a condition and its negation are the same",
    file: `${lowering}/conditions.ts`,
    from: "lowerCondition(l, node.argument, no, yes);",
    to: "lowerCondition(l, node.argument, yes, no);",
  },
  {
    name: "both ways out of a finalizer are taken",
    file: explore,
    from: "else if (known.value === value)",
    to: "else",
  },
  {
    name: "Go forgets its deferred calls",
    file: "src/languages/go/lower/function.ts",
    from: "      runDefers(l);",
    to: "",
  },
  {
    name: "an else branch is not lowered",
    file: `${lowering}/statements.ts`,
    from: "if (node.alternate) lowerArm(l, node.alternate);\n  else",
    to: "if (!node.alternate)",
  },
  {
    name: "the cases of a switch fall to its end",
    file: `${lowering}/statements.ts`,
    from: "l.builder.jump(byDefault ?? after);",
    to: "l.builder.jump(after);",
  },
];
