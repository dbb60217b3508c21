import { defineConfig } from "vitest/config";

const queue = new URL("src/queue/index.ts", import.meta.url).pathname;

export default defineConfig({
  resolve: { alias: { "eslint-plugin-workqueue/queue": queue } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
