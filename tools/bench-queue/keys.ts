/** Keys as a controller has them: "namespace/name", all different. */
export function makeKeys(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `namespace-${i % 50}/object-${i}`);
}

/** The same delays in every run: spread over ten minutes, in ms. */
export function makeDelays(count: number): Float64Array {
  let state = 1;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647) * 600_000;
  });
}
