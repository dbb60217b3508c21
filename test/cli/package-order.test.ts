import { rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { importsFirst } from "../../src/cli/package-order.ts";
import { Progress } from "../../src/cli/progress.ts";
import { holdMoment } from "../../src/languages/go/moment.ts";
import { tree } from "./support/command.ts";

const queue = 'import "k8s.io/client-go/util/workqueue"\n\nvar q workqueue.RateLimitingInterface\n';
const files = {
  "go.mod": "module example.com/app\n",
  "a/a.go": `package a\n\nimport "example.com/app/z"\n\n${queue}`,
  "a/more.go": "package a\n",
  "m/m.go": 'package m\n\nimport "example.com/app/plain"\n',
  "plain/plain.go": "package plain\n",
  "y/y.go": `package y\n\n${queue}`,
  "z/z.go": `package z\n\nimport "example.com/app/y"\n\n${queue}`,
};

let root: string;
let release: () => void;
beforeEach(() => {
  root = tree(files);
  release = holdMoment();
});
afterEach(() => {
  release();
  rmSync(root, { recursive: true });
});

it("a package comes after those that it imports and asks about, and once", () => {
  const found = Object.keys(files).flatMap((name) => (name.endsWith(".go") ? join(root, name) : []));
  const order = importsFirst(found, new Progress(process.stderr)).map(({ files }) => files);
  expect(order.map(([first = ""]) => relative(root, dirname(first)))).toEqual(["y", "z", "a", "m", "plain"]);
  expect(order.flat().sort()).toEqual(found);
});
