/** Only in Node, or what a bundler puts in its place. */
declare const process: { readonly env?: { readonly NODE_ENV?: string } } | undefined;

function inDevelopment(): boolean {
  return typeof process !== "undefined" && process.env !== undefined && process.env.NODE_ENV !== "production";
}

/** Warns of a `done` that ends nothing; nothing in production, where `NODE_ENV` is "production" or there is no `process`. */
export function warnOfStrayDone(queueName: string | undefined): void {
  if (!inDevelopment()) return;
  const queue = queueName === undefined ? "a work queue" : `the work queue "${queueName}"`;
  console.warn(
    `done() was called on ${queue} for an item that is not in processing; further such calls stay silent`,
  );
}
