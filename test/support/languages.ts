import plugin from "../../src/index.ts";

/** The languages that the plugin lints, by the tag of a fenced block. */
export type Tag = "ts" | "go";

const languages = (plugin as { languages?: Readonly<Record<string, unknown>> }).languages ?? {};

export const tags: readonly Tag[] = "go" in languages ? ["ts", "go"] : ["ts"];
