/** Lets everything that can go on now go on, then tells whether the promise still waits. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const nothing = Symbol("nothing");
  const later = new Promise((resolve) => setImmediate(() => resolve(nothing)));
  return (await Promise.race([promise, later])) === nothing;
}
