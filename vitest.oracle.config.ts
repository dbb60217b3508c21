import { defineConfig } from "vitest/config";

/** The comparison of the rules with the running queue, which is not part of the tests yet. */
export default defineConfig({
  test: {
    include: ["test/oracle/*.oracle.ts"],
    testTimeout: 600_000,
  },
});
