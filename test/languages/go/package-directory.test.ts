import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readHeader } from "../../../src/languages/go/header.ts";
import { mayUseQueue } from "../../../src/languages/go/interest.ts";
import { holdMoment } from "../../../src/languages/go/moment.ts";
import { siblingsOf } from "../../../src/languages/go/package-directory.ts";
import { signsIn } from "../../../src/languages/go/signs.ts";
import { vocabularyFor } from "../../../src/protocol/default-profiles.ts";

describe("the header of a Go file", () => {
  it.each([
    ["package p", "p"],
    ["\uFEFF// Copyright\n\n/* package a\npackage b */\npackage größe // package c\n", "größe"],
    ["//go:build linux\r\n\r\npackage main\r\n", "main"],
    ["", undefined],
    ["func f() {}\npackage p", undefined],
    ["/* open\npackage p", undefined],
  ])("of %j names package %s", (text, name) => {
    expect(readHeader(text).packageName).toBe(name);
  });

  it("is read without recursion", () => {
    expect(readHeader(`${"// licence\n\n".repeat(100_000)}package p`).packageName).toBe("p");
  });
});

describe("the files beside a Go file", () => {
  let root: string;
  const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
  const namesBeside = (name: string, text = "package p"): string[] =>
    siblingsOf(join(root, name), text).map(({ path }) => basename(path));

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "package-directory-")));
    write("a.go", "package p\n");
    write("b.go", "// b\npackage p // AddRateLimited\n");
    write("a_test.go", "package p\n");
    write("x_test.go", "package p_test\n");
    write("main.go", "package main\n");
    write("notes.txt", "package p\n");
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it("are those of its package, with the tests in the eyes of a test alone", () => {
    expect(namesBeside("a.go")).toEqual(["b.go"]);
    expect(namesBeside("unsaved.go")).toEqual(["a.go", "b.go"]);
    expect(namesBeside("a_test.go")).toEqual(["a.go", "b.go"]);
    expect(namesBeside("x_test.go", "package p_test")).toEqual([]);
    expect(namesBeside("new_test.go")).toEqual(["a.go", "a_test.go", "b.go"]);
  });

  it("are the same objects until a file changes, which none does while nothing is waited for", async () => {
    const beside = () => siblingsOf(join(root, "a.go"), "package p");
    const [before] = beside();
    await setImmediate();
    expect(beside()[0]).toBe(before);
    write("b.go", "package p // changed\n");
    expect(beside()[0]).toBe(before);
    await setImmediate();
    expect(beside()[0]?.text).toBe("package p // changed\n");
    unlinkSync(join(root, "b.go"));
    await setImmediate();
    expect(beside()).toEqual([]);
  });

  it("stay as they are for a run that holds the moment", async () => {
    const release = holdMoment();
    expect(namesBeside("a.go")).toEqual(["b.go"]);
    unlinkSync(join(root, "b.go"));
    await setImmediate();
    expect(namesBeside("a.go")).toEqual(["b.go"]);
    release();
    expect(namesBeside("a.go")).toEqual([]);
  });

  it("may be missing or no files", () => {
    mkdirSync(join(root, "directory.go"));
    symlinkSync(join(root, "nowhere"), join(root, "dangling.go"));
    symlinkSync("loop.go", join(root, "loop.go"));
    expect(namesBeside("a.go")).toEqual(["b.go"]);
    expect(siblingsOf(join(root, "no/such/a.go"), "package p")).toEqual([]);
  });

  it("make a file interesting that calls what queues have", () => {
    const vocabulary = vocabularyFor("go");
    const beside = (name: string) => ({
      siblings: () => siblingsOf(join(root, name), "package p"),
      callsImported: () => false,
    });
    const unasked = { siblings: () => expect.unreachable(), callsImported: () => expect.unreachable() };
    expect(mayUseQueue(signsIn("x.Get()", vocabulary), beside("a.go"))).toBe(true);
    expect(mayUseQueue(signsIn("x.Got()", vocabulary), beside("a.go"))).toBe(false);
    expect(mayUseQueue(signsIn("x.Get()", vocabulary), beside("b.go"))).toBe(false);
    expect(mayUseQueue(signsIn("x.AddRateLimited()", vocabulary), unasked)).toBe(true);
  });
});
