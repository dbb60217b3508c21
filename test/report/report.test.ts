import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuiltCommand, tree } from "../cli/support/command.ts";
import { brokenGo, brokenTypeScript } from "../cli/support/sources.ts";
import { openBrowser } from "./browser.ts";

const evil = '<img src="https://example.com/x" onerror="document.title=1">';
const worker = `package p

import "k8s.io/client-go/util/workqueue"

type worker struct{ q workqueue.RateLimitingInterface }

func (w *worker) next() {
	key, quit := w.q.Get()
	if quit {
		return
	}
	w.settle(key)
	w.q.Done(key) // ${evil}
}

func (w *worker) settle(key any) {
	if err := sync(key); err != nil {
		w.q.AddRateLimited(key)
	}
	w.q.Forget(key)
}
`;

let command: BuiltCommand;
let root = "";
let browser: Browser;
let page: Page;
const requests: string[] = [];

beforeAll(async () => {
  command = new BuiltCommand();
  root = tree({ "a/worker.go": worker, "b/b.go": brokenGo, "c/<b>.ts": brokenTypeScript });
  expect(command.run(root, ["--report", "out.html", "--concurrency", "2"]).code).toBe(1);
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(join(root, "out.html")).href);
}, 60_000);
afterAll(async () => {
  await browser.close();
  command.remove();
  rmSync(root, { recursive: true });
});

const shown = (): Promise<string[]> => page.locator("article:visible .where").allTextContents();
const focused = (): Promise<string> => page.locator("article:focus .where").innerText();
const styleOf = (selector: string, property: string): Promise<string> =>
  page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).${property}`);

describe("the report", () => {
  it("shows each finding with its path, numbered in the source and in the flow", async () => {
    expect(await shown()).toEqual(["a/worker.go:20:2", "b/b.go:7:25", "c/<b>.ts:3:46"]);
    const first = page.locator("article").first();
    expect(await first.locator(".note").allTextContents()).toEqual([
      "1 w.q.Get hands out the item",
      "2 into settle",
      "3 err is not nil",
      "4 w.q.AddRateLimited adds the item after a backoff, and counts a failure",
      "5 w.q.Forget clears the item's failures",
    ]);
    expect(await first.locator(".marker text").allTextContents()).toEqual(["1", "2", "3", "4", "5"]);
    expect(await first.locator("figcaption").allTextContents()).toEqual(["next", "settle"]);
    expect(await first.locator(".node.end text").textContent()).toBe("5  w.q.Forget");
    expect(await first.locator("h2 a").getAttribute("href")).toMatch(
      /docs\/rules\/no-forget-with-retry\.md$/,
    );
    expect(await first.locator(".why").textContent()).not.toBe("");
  });

  it("draws each marker beside its line", async () => {
    const first = page.locator("article").first();
    const middles = async (selector: string): Promise<number[]> => {
      const boxes = (await first.locator(selector).all()).map((each) => each.boundingBox());
      return (await Promise.all(boxes)).map((box) => (box?.y ?? NaN) + (box?.height ?? NaN) / 2);
    };
    const [markers, rows] = [await middles(".marker"), await middles(".row.marked")];
    expect(markers).toHaveLength(5);
    for (const [index, y] of markers.entries()) expect(Math.abs(y - rows[index]!)).toBeLessThan(2);
  });

  it("filters by rule and by package", async () => {
    await page.selectOption("select[name=folder]", "b");
    expect(await shown()).toEqual(["b/b.go:7:25"]);
    await page.selectOption("select[name=rule]", "no-forget-with-retry");
    expect(await shown()).toEqual([]);
    await page.selectOption("select[name=folder]", "");
    expect(await shown()).toEqual(["a/worker.go:20:2"]);
    expect(await page.locator("output").textContent()).toBe("1 shown");
    await page.selectOption("select[name=rule]", "");
  });

  it("is walked with j and k, or the arrow keys, and shows where one is", async () => {
    await page.locator("h1").click();
    const places: string[] = [];
    for (const key of ["j", "j", "k", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"]) {
      await page.keyboard.press(key);
      places.push((await focused()).slice(0, 1));
    }
    expect(places).toEqual(["a", "b", "a", "b", "c", "c", "b"]);
    expect(await styleOf("article:focus", "outlineWidth")).toBe("3px");
    expect(await styleOf("article:focus", "outlineStyle")).toBe("solid");
  });

  it("is dark where the system is", async () => {
    const background = (): Promise<string> => styleOf("body", "backgroundColor");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await background()).toBe("rgb(246, 247, 249)");
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await background()).toBe("rgb(18, 21, 27)");
  });

  it("is one file that asks for nothing, whatever stands in the source", async () => {
    expect(requests).toEqual([pathToFileURL(join(root, "out.html")).href]);
    expect(await page.title()).toBe("Work-queue findings");
    expect(await page.locator("img").count()).toBe(0);
    expect(readFileSync(join(root, "out.html"), "utf8")).toContain("&lt;img src=");
  });

  it("fits a narrow window", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(400);
  });

  it("is written from merged reports of shards", () => {
    const { out } = command.run(root, ["--format", "shard"]);
    writeFileSync(join(root, "shard.json"), out);
    command.run(root, ["--merge-reports", "--report", "merged.html", "shard.json"]);
    const [merged, direct] = ["merged.html", "out.html"].map((name) =>
      readFileSync(join(root, name), "utf8"),
    );
    expect(merged).toBe(direct);
  });

  it("is written without findings too, and says where it cannot be", () => {
    const clean = tree({ "a.md": "" });
    expect(command.run(clean, ["--report", "r.html"])).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(join(clean, "r.html"), "utf8")).toContain("Nothing was found.");
    expect(command.run(clean, ["--report", "no/r.html"]).err).toContain("Cannot write no/r.html");
    rmSync(clean, { recursive: true });
  });
});
