/** Resolves when all promises that can settle without the passing of time have done so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
