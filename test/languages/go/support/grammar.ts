import fc from "fast-check";

const NAMES = ["a", "b", "x", "y", "T", "p", "nil", "iffy", "größe", "_1"];
const LITERALS = [
  "0",
  "0x1F",
  "1_000",
  "1.5e3",
  "2i",
  "'a'",
  "'\\n'",
  '"s"',
  '"\\u00e4"',
  "`r\n`",
  ".5",
  "0b11",
  "017",
];
const BINARY = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  "&^",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
];
const ASSIGN = ["=", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^="];

type Grammar = {
  type: string;
  expr: string;
  /** An expression that may stand in the header of an if, for or switch. */
  headerExpr: string;
  call: string;
  simple: string;
  stmt: string;
  block: string;
  decl: string;
};

/** Go files made at random from a grammar; every text should be valid. */
export function goFiles(): fc.Arbitrary<string> {
  const { decl } = fc.letrec<Grammar>((tie) => ({
    type: typeGrammar(tie("type"), tie("expr")),
    expr: exprGrammar(tie("type"), tie("expr"), tie("block")),
    headerExpr: fc.oneof(
      name(),
      template`(${tie("expr")})`,
      template`${name()}.${name()} ${binary()} !${name()}`,
    ),
    call: template`${name()}(${commaList(tie("expr"))})`,
    simple: simpleGrammar(tie("expr")),
    stmt: stmtGrammar({
      type: tie("type"),
      expr: tie("expr"),
      header: tie("headerExpr"),
      call: tie("call"),
      simple: tie("simple"),
      stmt: tie("stmt"),
      block: tie("block"),
    }),
    block: template`{\n${lines(tie("stmt"))}}`,
    decl: declGrammar(tie("type"), tie("expr"), tie("block")),
  }));
  return fc
    .array(decl, { maxLength: 6 })
    .map((decls) => `package p\n\nimport "fmt"\n\n${decls.join("\n")}\n`);
}

type Text = fc.Arbitrary<string>;

function name(): Text {
  return fc.constantFrom(...NAMES);
}

function binary(): Text {
  return fc.constantFrom(...BINARY);
}

function typeGrammar(type: Text, expr: Text): Text {
  return fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name(),
    template`p.${name()}`,
    template`*${type}`,
    template`[]${type}`,
    template`[${expr}]${type}`,
    template`map[${type}]${type}`,
    template`chan ${type}`,
    template`<-chan ${type}`,
    template`chan<- ${type}`,
    template`func(${commaList(type)}) ${type}`,
    template`func(a, b ${type}, c ...${type}) (x ${type})`,
    template`struct {\n${name()} ${type}\n*${name()}\n${name()}[${type}]; x, y ${type} ${fc.constantFrom("", "`tag`")}\n}`,
    template`interface {\nm(${type}) ${type}\n~${type} | ${name()}\n}`,
    template`${name()}[${type}, ${type}]`,
    template`(${type})`,
  );
}

function exprGrammar(type: Text, expr: Text, block: Text): Text {
  return fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name(),
    fc.constantFrom(...LITERALS),
    template`${expr} ${binary()} ${expr}`,
    template`${fc.constantFrom("-", "!", "^", "&", "+", "*", "<-")} ${expr}`,
    template`(${expr})`,
    template`${name()}.${name()}`,
    template`(${expr}).(${type})`,
    template`${name()}(${commaList(expr)})`,
    template`${name()}(${expr}...)`,
    template`${name()}[${expr}](${expr},\n)`,
    template`${name()}[${expr}:${expr}:${expr}]`,
    template`${name()}[:${expr}]`,
    template`[]${type}{${commaList(expr)}}`,
    template`${name()}{${name()}: ${expr}, ${name()}: {${expr}}}`,
    template`map[${type}]${type}{{${expr}}: ${expr},\n}`,
    template`func(a ${type}) ${block}`,
    template`new(${expr})`,
    template`[]${type}(${expr})`,
  );
}

function simpleGrammar(expr: Text): Text {
  return fc.oneof(
    expr.map((x) => `_ = ${x}`),
    template`${name()} ${fc.constantFrom(...ASSIGN)} ${expr}`,
    template`${name()}, ${name()} := ${expr}, ${expr}`,
    template`${name()}++`,
    template`${name()}[${expr}]--`,
    template`${name()} <- ${expr}`,
    template`${name()}.${name()}(${commaList(expr)})`,
  );
}

function stmtGrammar(
  parts: Record<"type" | "expr" | "header" | "call" | "simple" | "stmt" | "block", Text>,
): Text {
  const { type, expr, header, call, simple, stmt, block } = parts;
  const comm = fc.oneof(
    template`<-${name()}`,
    template`${name()}, ok := <-${expr}`,
    template`${name()} <- ${expr}`,
  );
  return fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    simple,
    template`return ${commaList(expr)}`,
    template`if ${header} ${block}`,
    template`if ${name()} := ${header}; ${header} ${block} else if ${header} ${block} else ${block}`,
    template`for ${block}`,
    template`for ${header} ${block}`,
    template`for i := 0; ${header}; i++ ${block}`,
    template`for ${fc.constantFrom("", "x := ", "a, b = ", "_, v := ")}range ${header} ${block}`,
    template`switch ${header} {\ncase ${expr}, ${expr}:\n${lines(stmt)}fallthrough\ndefault:\n}`,
    template`switch y := ${name()}.(type) {\ncase ${type}, nil:\n${lines(stmt)}}`,
    template`select {\ncase ${comm}:\n${lines(stmt)}default:\n}`,
    template`${fc.constantFrom("go", "defer")} ${call}`,
    template`${fc.constantFrom("break", "continue", "goto L", "break L", "fallthrough", "")}`,
    template`L: ${stmt}`,
    template`var ${name()}, z ${type} = ${expr}, ${expr}`,
    template`const (\n${name()} = iota\n${name()}\n)`,
    template`type ${name()} ${type}`,
    block,
  );
}

function declGrammar(type: Text, expr: Text, block: Text): Text {
  const typeParams = fc.oneof(
    template`[K any, V ~${type} | ${name()}]`,
    template`[P interface{ ${type} }]`,
    template`[P *${name()},]`,
  );
  return fc.oneof(
    template`func ${name()}(a ${type}, b ...${type}) (${type}, error) ${block}`,
    template`func ${name()}${typeParams}() ${type} ${block}`,
    template`func (t *${name()}[K]) ${name()}() ${block}`,
    template`type ${name()} ${type}`,
    template`type ${name()}${typeParams} ${type}`,
    template`type ${name()}${typeParams} = ${type}`,
    template`var ${name()} ${type} = ${expr}`,
    template`var (\n${name()}, ${name()} = ${expr}, ${expr} // x\n)`,
    template`const ${name()} = ${expr} /* y */`,
  );
}

function commaList(item: Text): Text {
  return fc.array(item, { maxLength: 3 }).map((items) => items.join(", "));
}

function lines(item: Text): Text {
  return fc.array(item, { maxLength: 3 }).map((items) => items.map((line) => `${line}\n`).join(""));
}

/** A text with arbitrary parts. */
function template(strings: TemplateStringsArray, ...parts: Text[]): Text {
  return fc.tuple(...parts).map((values) => String.raw({ raw: strings }, ...values));
}
