import { describe, expect, it } from "vitest";
import { Fingerprints } from "../../src/cli/formats/fingerprint.ts";

const ruleId = "workqueue/require-done";

/** The fingerprints of findings on these lines. */
function fingerprintsOf(source: string, lines: readonly number[], path = "a.go"): string[] {
  const fingerprints = new Fingerprints();
  return lines.map((line) => fingerprints.of(path, { ruleId, line }, source));
}

describe("a fingerprint", () => {
  const [before] = fingerprintsOf("take()\nrest()\n", [1]);

  it("stays when lines move, are indented anew or end otherwise", () => {
    expect(fingerprintsOf("// new\n\n\t take()\r\nrest()\r\n", [3])).toEqual([before]);
  });

  it("changes with the code, the file and the rule", () => {
    expect(fingerprintsOf("take(1)\n", [1])).not.toEqual([before]);
    expect(fingerprintsOf("take()\n", [1], "b.go")).not.toEqual([before]);
    expect(
      new Fingerprints().of("a.go", { ruleId: "workqueue/require-forget", line: 1 }, "take()\n"),
    ).not.toBe(before);
  });

  it("tells lines apart that read alike", () => {
    const [first, second] = fingerprintsOf("take()\ntake()\n", [1, 2]);
    expect(first).toBe(before);
    expect(second).not.toBe(before);
  });
});
