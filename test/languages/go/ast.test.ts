import { describe, expect, it } from "vitest";
import type { FuncDecl, Node } from "../../../src/languages/go/ast.ts";
import { parseGo } from "../../../src/languages/go/parse.ts";
import { visitorKeys } from "../../../src/languages/go/visitor-keys.ts";
import { walk } from "../../../src/languages/go/walk.ts";
import { sexpr } from "./support/sexpr.ts";
import { inFunction, validSnippets } from "./support/snippets.ts";

function declarations(source: string): string[] {
  return parseGo(`package p\n${source}\n`).file.decls.map(sexpr);
}

function statements(source: string): string[] {
  const { file } = parseGo(inFunction(source));
  return ((file.decls[0] as FuncDecl).body?.list ?? []).map(sexpr);
}

describe("trees", () => {
  it("of imports, constants and variables", () => {
    expect(declarations('import a "b"\nconst (\nA, B int = iota, 1\nC\n)\nvar x, y = f()'))
      .toMatchInlineSnapshot(`
      [
        "(GenDecl import specs:[(ImportSpec name:a path:"b")])",
        "(GenDecl const specs:[(ValueSpec names:[A B] typeExpr:int values:[iota 1]) (ValueSpec names:[C])])",
        "(GenDecl var specs:[(ValueSpec names:[x y] values:[(CallExpr fun:f)])])",
      ]
    `);
  });

  it("of types", () => {
    expect(
      declarations(
        "type S[K any, V ~int | string] struct { a, b K `t`; *p.Q; M[K] }\ntype A = [n]map[K]<-chan V",
      ),
    ).toMatchInlineSnapshot(`
      [
        "(GenDecl type specs:[(TypeSpec name:S typeParams:(FieldList fields:[(Field names:[K] typeExpr:any) (Field names:[V] typeExpr:(BinaryExpr | x:(UnaryExpr ~ x:int) y:string))]) typeExpr:(StructType fields:(FieldList fields:[(Field names:[a b] typeExpr:K tag:\`t\`) (Field typeExpr:(StarExpr x:(SelectorExpr x:p sel:Q))) (Field typeExpr:(IndexExpr x:M indices:[K]))])))])",
        "(GenDecl type specs:[(TypeSpec name:A isAlias typeExpr:(ArrayType len:n elt:(MapType key:K value:(ChanType receive value:V))))])",
      ]
    `);
  });

  it("of a type parameter that looks like a product", () => {
    expect(
      declarations("type A[P *C,] int\ntype B [P * C]int\ntype D[P *C|Q, R (S)] int\ntype E[P *C|~Q|S] int"),
    ).toMatchInlineSnapshot(`
      [
        "(GenDecl type specs:[(TypeSpec name:A typeParams:(FieldList fields:[(Field names:[P] typeExpr:(StarExpr x:C))]) typeExpr:int)])",
        "(GenDecl type specs:[(TypeSpec name:B typeExpr:(ArrayType len:(BinaryExpr * x:P y:C) elt:int))])",
        "(GenDecl type specs:[(TypeSpec name:D typeParams:(FieldList fields:[(Field names:[P] typeExpr:(BinaryExpr | x:(StarExpr x:C) y:Q)) (Field names:[R] typeExpr:(ParenExpr x:S))]) typeExpr:int)])",
        "(GenDecl type specs:[(TypeSpec name:E typeParams:(FieldList fields:[(Field names:[P] typeExpr:(BinaryExpr | x:(BinaryExpr | x:(StarExpr x:C) y:(UnaryExpr ~ x:Q)) y:S))]) typeExpr:int)])",
      ]
    `);
  });

  it("of interfaces", () => {
    expect(declarations("type I interface { m(int) error; fmt.Stringer; ~int | T[A] }"))
      .toMatchInlineSnapshot(`
      [
        "(GenDecl type specs:[(TypeSpec name:I typeExpr:(InterfaceType methods:(FieldList fields:[(Field names:[m] typeExpr:(FuncType params:(FieldList fields:[(Field typeExpr:int)]) results:(FieldList fields:[(Field typeExpr:error)]))) (Field typeExpr:(SelectorExpr x:fmt sel:Stringer)) (Field typeExpr:(BinaryExpr | x:(UnaryExpr ~ x:int) y:(IndexExpr x:T indices:[A])))])))])",
      ]
    `);
  });

  it("of functions and methods", () => {
    expect(
      declarations(
        "func (s *Set[T]) Add(a, b T, rest ...int) (n int, err error) { return }\nfunc g() func(int) string",
      ),
    ).toMatchInlineSnapshot(`
      [
        "(FuncDecl recv:(FieldList fields:[(Field names:[s] typeExpr:(StarExpr x:(IndexExpr x:Set indices:[T])))]) name:Add signature:(FuncType params:(FieldList fields:[(Field names:[a b] typeExpr:T) (Field names:[rest] typeExpr:(Ellipsis elt:int))]) results:(FieldList fields:[(Field names:[n] typeExpr:int) (Field names:[err] typeExpr:error)])) body:(BlockStmt list:[(ReturnStmt)]))",
        "(FuncDecl name:g signature:(FuncType params:(FieldList) results:(FieldList fields:[(Field typeExpr:(FuncType params:(FieldList fields:[(Field typeExpr:int)]) results:(FieldList fields:[(Field typeExpr:string)])))])))",
      ]
    `);
  });

  it("of operators by precedence, from the left", () => {
    expect(statements("x = a || b && c == d + e*-f\ny = a - b - c")).toMatchInlineSnapshot(`
      [
        "(AssignStmt lhs:[x] = rhs:[(BinaryExpr || x:a y:(BinaryExpr && x:b y:(BinaryExpr == x:c y:(BinaryExpr + x:d y:(BinaryExpr * x:e y:(UnaryExpr - x:f))))))])",
        "(AssignStmt lhs:[y] = rhs:[(BinaryExpr - x:(BinaryExpr - x:a y:b) y:c)])",
      ]
    `);
  });

  it("of calls, selectors, indices and slices", () => {
    expect(statements("a.b(c, d...)[e](f)\n_ = p.F[int, []T](x[1:], y[:2:3]).(T)")).toMatchInlineSnapshot(`
      [
        "(ExprStmt x:(CallExpr fun:(IndexExpr x:(CallExpr fun:(SelectorExpr x:a sel:b) args:[c d] hasEllipsis) indices:[e]) args:[f]))",
        "(AssignStmt lhs:[_] = rhs:[(TypeAssertExpr x:(CallExpr fun:(IndexExpr x:(SelectorExpr x:p sel:F) indices:[int (ArrayType elt:T)]) args:[(SliceExpr x:x low:1) (SliceExpr x:y high:2 max:3 isFull)]) typeExpr:T)])",
      ]
    `);
  });

  it("of composite literals", () => {
    expect(statements("_ = []*T{{1, a: {2}}, 3: f()}\nif x == (T{}) {}")).toMatchInlineSnapshot(`
      [
        "(AssignStmt lhs:[_] = rhs:[(CompositeLit typeExpr:(ArrayType elt:(StarExpr x:T)) elts:[(CompositeLit elts:[1 (KeyValueExpr key:a value:(CompositeLit elts:[2]))]) (KeyValueExpr key:3 value:(CallExpr fun:f))])])",
        "(IfStmt cond:(BinaryExpr == x:x y:(ParenExpr x:(CompositeLit typeExpr:T))) body:(BlockStmt))",
      ]
    `);
  });

  it("of control flow", () => {
    expect(
      statements(
        "if x := f(); x { a() } else if y { } else { b() }\nL: for i := range 10 { continue L }\nfor ; c; i++ {}",
      ),
    ).toMatchInlineSnapshot(`
      [
        "(IfStmt init:(AssignStmt lhs:[x] := rhs:[(CallExpr fun:f)]) cond:x body:(BlockStmt list:[(ExprStmt x:(CallExpr fun:a))]) else:(IfStmt cond:y body:(BlockStmt) else:(BlockStmt list:[(ExprStmt x:(CallExpr fun:b))])))",
        "(LabeledStmt label:L stmt:(RangeStmt key:i := x:10 body:(BlockStmt list:[(BranchStmt continue label:L)])))",
        "(ForStmt cond:c post:(IncDecStmt x:i ++) body:(BlockStmt))",
      ]
    `);
  });

  it("of switches", () => {
    expect(
      statements(
        "switch x := f(); x { case 1, 2: fallthrough; default: }\nswitch v := x.(type) { case int, *T: v() }",
      ),
    ).toMatchInlineSnapshot(`
      [
        "(SwitchStmt init:(AssignStmt lhs:[x] := rhs:[(CallExpr fun:f)]) tag:x clauses:[(CaseClause list:[1 2] body:[(BranchStmt fallthrough)]) (CaseClause)])",
        "(TypeSwitchStmt binding:v x:x clauses:[(CaseClause list:[int (StarExpr x:T)] body:[(ExprStmt x:(CallExpr fun:v))])])",
      ]
    `);
  });

  it("of select and channels", () => {
    expect(
      statements(
        "select { case x, ok := <-c: f(x); case c <- 1: ; case <-d: default: }\nvar c <-chan chan<- int = <-chan int(x)",
      ),
    ).toMatchInlineSnapshot(`
      [
        "(SelectStmt clauses:[(CommClause comm:(AssignStmt lhs:[x ok] := rhs:[(UnaryExpr <- x:c)]) body:[(ExprStmt x:(CallExpr fun:f args:[x]))]) (CommClause comm:(SendStmt chan:c value:1) body:[(EmptyStmt)]) (CommClause comm:(ExprStmt x:(UnaryExpr <- x:d))) (CommClause)])",
        "(DeclStmt decl:(GenDecl var specs:[(ValueSpec names:[c] typeExpr:(ChanType receive value:(ChanType send value:int)) values:[(UnaryExpr <- x:(CallExpr fun:(ChanType both value:int) args:[x]))])]))",
      ]
    `);
  });

  it("of go, defer and function literals", () => {
    expect(statements("defer func(x int) { recover() }(1)\ngo a.b()\ngoto L\n_ = new(x + 1)"))
      .toMatchInlineSnapshot(`
      [
        "(DeferStmt call:(CallExpr fun:(FuncLit signature:(FuncType params:(FieldList fields:[(Field names:[x] typeExpr:int)])) body:(BlockStmt list:[(ExprStmt x:(CallExpr fun:recover))])) args:[1]))",
        "(GoStmt call:(CallExpr fun:(SelectorExpr x:a sel:b)))",
        "(BranchStmt goto label:L)",
        "(AssignStmt lhs:[_] = rhs:[(CallExpr fun:new args:[(BinaryExpr + x:x y:1)])])",
      ]
    `);
  });
});

it("offsets are those of the text", () => {
  const text = "package p\n\nfunc f(a int) {\n\tx := g(a) + 1; y()\n}\n";
  const body = (parseGo(text).file.decls[0] as FuncDecl).body;
  const sources = body?.list.map(({ start, end }) => text.slice(start, end));
  expect(sources).toEqual(["x := g(a) + 1", "y()"]);
});

it("offsets count a byte order mark and carriage returns", () => {
  const text = "\uFEFFpackage p\r\nvar größe = `a\r\nb`\r\n";
  const [decl] = parseGo(text).file.decls;
  expect(decl && text.slice(decl.start, decl.end)).toBe("var größe = `a\r\nb`");
});

it("comments are kept in order, without the end of their line", () => {
  const { comments } = parseGo("// a\r\npackage p // b\n/* c\n*/\nvar x /* d */ int // e");
  expect(comments.map(({ type, text }) => [type, text])).toEqual([
    ["LineComment", "// a"],
    ["LineComment", "// b"],
    ["BlockComment", "/* c\n*/"],
    ["BlockComment", "/* d */"],
    ["LineComment", "// e"],
  ]);
});

it("visitor keys name every property that holds a node", () => {
  for (const text of Object.values(validSnippets)) {
    walk(parseGo(text).file, (node) => {
      const keys: readonly string[] = visitorKeys[node.type];
      const holders = Object.entries(node).filter(([, value]) =>
        isNode(Array.isArray(value) ? value[0] : value),
      );
      expect(keys, node.type).toEqual(expect.arrayContaining(holders.map(([key]) => key)));
    });
  }
});

it("a walk can leave out what is below a node", () => {
  const seen: string[] = [];
  walk(parseGo("package p\nfunc f() { g() }\nvar x int").file, (node) => {
    seen.push(node.type);
    return node.type !== "FuncDecl";
  });
  expect(seen).toEqual(["File", "Ident", "FuncDecl", "GenDecl", "ValueSpec", "Ident", "Ident"]);
});

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
