/** Go's own tests, and what by its name is only there for them: `watcher_test_util.go`. */
export function isTestFile(path: string): boolean {
  return /_test(?:_?(?:utils?|helpers?|suite))?\.go$/.test(path);
}
