import type { ESLint } from "eslint";
import { eslintOptions, type LintRequest } from "./eslint-options.ts";

const request = new URL(import.meta.url).searchParams.get("request");

const options: ESLint.Options | undefined =
  request === null ? undefined : await eslintOptions(JSON.parse(request) as LintRequest);

/**
 * The options that the module's own URL asks for; `ESLint.fromOptionsModule` imports it in every thread.
 * @public
 */
export default options;

/** The URL of a module with these options: plugins cannot be sent to a thread, a URL can. */
export function optionsModule(asked: LintRequest): URL {
  const url = new URL(import.meta.url);
  url.searchParams.set("request", JSON.stringify(asked));
  return url;
}
