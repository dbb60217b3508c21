import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** Chromium from CHROMIUM_PATH, or `chromium` on the PATH; `.ci/run` installs it. Throws where there is none. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
}

function chromiumPath(): string {
  const given = process.env["CHROMIUM_PATH"];
  if (given) return given;
  const paths = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "chromium"));
  const found = paths.find(isExecutable);
  if (found === undefined) throw new Error("No chromium on the PATH: install it, or set CHROMIUM_PATH");
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
