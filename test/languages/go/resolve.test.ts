import { describe, expect, it } from "vitest";
import type { Ident, Node } from "../../../src/languages/go/ast.ts";
import { LineIndex } from "../../../src/languages/go/lines.ts";
import { parseGo } from "../../../src/languages/go/parse.ts";
import { importName } from "../../../src/languages/go/scope/import-name.ts";
import { resolveGo } from "../../../src/languages/go/scope/resolve.ts";
import type { GoObject } from "../../../src/languages/go/scope/scope.ts";
import { walk } from "../../../src/languages/go/walk.ts";

/**
 * Every mention of `name` in the file, as `line -> what it stands for`: a kind and the line it is declared on,
 * `builtin`, or `?` if unresolved. Names that are not looked up at all (fields, selectors) are not listed.
 */
function mentions(text: string, name: string): string[] {
  const { file, errors } = parseGo(text);
  expect(errors).toEqual([]);
  const { objectOf, unresolved } = resolveGo(file);
  const lines = new LineIndex(text);
  const lineOf = (node: Node): number => lines.positionAt(node.start).line;
  const found: Ident[] = [];
  walk(file, (node) => void (node.type === "Ident" && node.name === name && found.push(node)));
  const meaning = (object: GoObject): string =>
    object.decl === null ? object.kind : `${object.kind} ${lineOf(object.ident ?? object.decl)}`;
  return found.flatMap((ident) => {
    const object = objectOf.get(ident);
    if (object !== undefined) return [`${lineOf(ident)} -> ${meaning(object)}`];
    return unresolved.has(ident) ? [`${lineOf(ident)} -> ?`] : [];
  });
}

/** The same for a function body, whose first line is line 3. */
function inBody(statements: string, name: string): string[] {
  return mentions(`package p\nfunc f() {\n${statements}\n}\n`, name);
}

describe("package level", () => {
  it("does not depend on the order", () => {
    expect(
      mentions("package p\nvar a = b\nvar b = c()\nfunc c() T { return b }\ntype T struct{}", "b"),
    ).toEqual(["2 -> var 3", "3 -> var 3", "4 -> var 3"]);
  });

  it("knows imports by alias, by path and through dots", () => {
    const text =
      'package p\nimport (\nw "a/workqueue"\n"b/fmt"\n. "c"\n_ "d"\n)\nvar x = w.New(fmt.X, Dot)\n';
    expect(mentions(text, "w")).toEqual(["3 -> import 3", "8 -> import 3"]);
    expect(mentions(text, "fmt")).toEqual(["8 -> import 4"]);
    expect(mentions(text, "Dot")).toEqual(["8 -> ?"]);
    expect(resolveGo(parseGo(text).file).dotImports.map(({ path }) => path.value)).toEqual(['"c"']);
  });

  it("leaves names of other files unresolved", () => {
    expect(mentions("package p\nfunc f() { other(nil) }\n", "other")).toEqual(["2 -> ?"]);
    expect(mentions("package p\nfunc f() { other(nil) }\n", "nil")).toEqual(["2 -> builtin"]);
  });

  it("has no methods, no init and no blank", () => {
    expect(
      mentions("package p\nfunc (T) m() {}\nfunc init() {}\nvar _ = m\nfunc g() { init() }", "m"),
    ).toEqual(["4 -> ?"]);
    expect(mentions("package p\nfunc init() {}\nfunc g() { init() }", "init")).toEqual(["3 -> ?"]);
    expect(mentions("package p\nvar _ = 1\nvar _ = 2", "_")).toEqual([]);
  });

  it("may hide what is built in", () => {
    expect(mentions("package p\nfunc f() { len(1) }\nfunc len(x int) {}", "len")).toEqual([
      "2 -> func 3",
      "3 -> func 3",
    ]);
  });
});

describe("functions", () => {
  it("declare receiver, parameters and results", () => {
    const text = "package p\nfunc (r *T) f(\na int,\n) (\nerr error) { r.a(a, err) }";
    expect(mentions(text, "r")).toEqual(["2 -> receiver 2", "5 -> receiver 2"]);
    expect(mentions(text, "a")).toEqual(["3 -> parameter 3", "5 -> parameter 3"]);
    expect(mentions(text, "err")).toEqual(["5 -> result 5", "5 -> result 5"]);
  });

  it("have one block with their parameters", () => {
    expect(mentions("package p\nfunc f(err error) {\nx, err := g()\n_ = x\n}", "err")).toEqual([
      "2 -> parameter 2",
      "3 -> parameter 2",
    ]);
  });

  it("resolve parameter types outside", () => {
    expect(mentions("package p\ntype a int\nfunc f(a a) { a() }", "a")).toEqual([
      "2 -> type 2",
      "3 -> parameter 3",
      "3 -> type 2",
      "3 -> parameter 3",
    ]);
  });

  it("declare type parameters, also those of a receiver", () => {
    expect(mentions("package p\nfunc f[S ~[]E, E any](s S) E { var e E }", "E")).toEqual([
      "2 -> typeParameter 2",
      "2 -> typeParameter 2",
      "2 -> typeParameter 2",
      "2 -> typeParameter 2",
    ]);
    expect(mentions("package p\nfunc (s *Set[K]) add(k K) {}", "K")).toEqual([
      "2 -> typeParameter 2",
      "2 -> typeParameter 2",
    ]);
  });

  it("see the variables around a function literal, and know their own", () => {
    const text = "package p\nfunc f() {\nx := 1\ng := func(y int) {\nx = y\nx := 2\n_ = x\n}\n_ = g\n}";
    expect(mentions(text, "x")).toEqual(["3 -> var 3", "5 -> var 3", "6 -> var 6", "7 -> var 6"]);
    const { objectOf } = resolveGo(parseGo(text).file);
    const owners = [...new Set(objectOf.values())].map(({ name, scope }) => [name, scope.func?.type]);
    expect(owners).toContainEqual(["y", "FuncLit"]);
    expect(owners).toContainEqual(["g", "FuncDecl"]);
  });
});

describe(":= and var", () => {
  it("assign what their block has and declare the rest", () => {
    expect(inBody("a, err := g()\nb, err := g()\n{\nc, err := g()\n_ = err\n}\n_ = err", "err")).toEqual([
      "3 -> var 3",
      "4 -> var 3",
      "6 -> var 6",
      "7 -> var 6",
      "9 -> var 3",
    ]);
  });

  it("take effect after the statement", () => {
    expect(inBody("x := 1\n{\nx := x\nvar x2 = x\n}", "x")).toEqual([
      "3 -> var 3",
      "5 -> var 5",
      "5 -> var 3",
      "6 -> var 5",
    ]);
    expect(inBody("var x = x", "x")).toEqual(["3 -> var 3", "3 -> ?"]);
  });

  it("count the uses of an object", () => {
    const { file } = parseGo("package p\nfunc f() { x := 1; x = 2; g(x, func() { x++ }) }");
    const objects = new Set(resolveGo(file).objectOf.values());
    expect([...objects].find(({ name }) => name === "x")?.uses).toHaveLength(3);
  });

  it("let a local type refer to itself", () => {
    expect(inBody("type T struct{ next *T }\nvar x T", "T")).toEqual([
      "3 -> type 3",
      "3 -> type 3",
      "4 -> type 3",
    ]);
  });
});

describe("blocks", () => {
  it("of if reach its else branches and no further", () => {
    expect(
      inBody("if x := g(); x {\n_ = x\n} else if y := x; y {\n_ = x\n} else {\n_ = y\n}\n_ = x", "x"),
    ).toEqual(["3 -> var 3", "3 -> var 3", "4 -> var 3", "5 -> var 3", "6 -> var 3", "10 -> ?"]);
  });

  it("of for and range", () => {
    expect(inBody("for i := 0; i < 1; i++ {\ni := i\n_ = i\n}\n_ = i", "i")).toEqual([
      "3 -> var 3",
      "3 -> var 3",
      "3 -> var 3",
      "4 -> var 4",
      "4 -> var 3",
      "5 -> var 4",
      "7 -> ?",
    ]);
    expect(inBody("x := 1\nfor x, y := range x {\n_, _ = x, y\n}\nfor x = range 3 {\n}", "x")).toEqual([
      "3 -> var 3",
      "4 -> var 4",
      "4 -> var 3",
      "5 -> var 4",
      "7 -> var 3",
    ]);
  });

  it("of a switch's clauses", () => {
    expect(inBody("switch x := 1; x {\ncase 1:\ny := x\n_ = y\ncase 2:\n_ = y\n}", "y")).toEqual([
      "5 -> var 5",
      "6 -> var 5",
      "8 -> ?",
    ]);
  });

  it("of a type switch: a variable a clause", () => {
    const text = "package p\nfunc f() {\nswitch v := v.(type) {\ncase int:\n_ = v\ncase string:\n_ = v\n}\n}";
    const { objectOf, unresolved } = resolveGo(parseGo(text).file);
    const clauses = [...new Set(objectOf.values())].filter(({ name }) => name === "v");
    expect(clauses.map(({ decl, uses }) => [decl?.type, uses.length])).toEqual([
      ["CaseClause", 1],
      ["CaseClause", 1],
    ]);
    expect([...unresolved].map(({ name }) => name)).toEqual(["v"]);
  });

  it("of select", () => {
    expect(inBody("select {\ncase x, ok := <-c:\n_, _ = x, ok\ncase y <- x:\n}", "x")).toEqual([
      "4 -> var 4",
      "5 -> var 4",
      "6 -> ?",
    ]);
  });
});

describe("names that are not variables", () => {
  it("after a dot, in structs and interfaces", () => {
    expect(
      inBody(
        "a := 1\n_ = b.a\ntype s struct{ a int }\ntype i interface{ a(a int) }\n_ = func(func(a int)) {}",
        "a",
      ),
    ).toEqual(["3 -> var 3"]);
  });

  it("as keys of a struct literal", () => {
    expect(inBody("a := 1\n_ = struct{ a int }{a: a}", "a")).toEqual(["3 -> var 3", "4 -> var 3"]);
    expect(
      mentions("package p\ntype S[T any] struct{ a int }\nvar a = []*S[int]{{a: a}, 0: {a: a}}", "a"),
    ).toEqual(["3 -> var 3", "3 -> var 3", "3 -> var 3"]);
  });

  it("but keys of maps and arrays are", () => {
    expect(inBody("a := 1\n_ = map[int]int{a: 2}\n_ = []int{a: 2, b: 3}", "a")).toHaveLength(3);
    expect(inBody("_ = []int{b: 3}", "b")).toEqual(["3 -> ?"]);
  });

  it("and keys of an unknown type are if there is such a name", () => {
    expect(inBody("a := 1\n_ = p.T{a: 1, b: 2}", "a")).toEqual(["3 -> var 3", "4 -> var 3"]);
    expect(inBody("a := 1\n_ = p.T{a: 1, b: 2}", "b")).toEqual([]);
  });

  it("as labels, which have a space of their own in each function", () => {
    const text =
      "package p\nfunc f() {\nL := 1\ngoto L\nL:\nfor {\nbreak L\nfunc() {\ncontinue L\nL:\nfor { continue L }\n}()\nfunc() { goto L }()\n}\n}";
    expect(mentions(text, "L")).toEqual(["3 -> var 3"]);
    const { labelOf, unresolvedLabels } = resolveGo(parseGo(text).file);
    const lines = new LineIndex(text);
    const lineOf = (node: Node): number => lines.positionAt(node.start).line;
    expect([...labelOf].map(([use, target]) => `${lineOf(use)} -> ${lineOf(target)}`).sort()).toEqual([
      "11 -> 10",
      "4 -> 5",
      "7 -> 5",
      "9 -> 10",
    ]);
    expect(unresolvedLabels.map(lineOf)).toEqual([13]);
  });
});

it.each([
  ["fmt", "fmt"],
  ["k8s.io/client-go/util/workqueue", "workqueue"],
  ["github.com/go-redis/redis/v9", "redis"],
  ["gopkg.in/yaml.v3", "yaml"],
  ["github.com/mattn/go-isatty", "isatty"],
  ["github.com/x/sprig-go", "sprig"],
  ["v2", "v2"],
])("the package name that %s suggests is %s", (path, name) => {
  const { file } = parseGo(`package p\nimport "${path}"\n`);
  const [decl] = file.decls;
  const spec = decl?.type === "GenDecl" ? decl.specs[0] : undefined;
  expect(spec?.type === "ImportSpec" && importName(spec)).toBe(name);
});
