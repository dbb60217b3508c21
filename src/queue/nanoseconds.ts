/**
 * Inside the queue instants and delays are whole nanoseconds, as in Go, so that `0.1 + 0.2` is due exactly at `0.3`.
 * Whole numbers of them are exact up to 2^53 ns (104 days) and to the nearest microsecond beyond.
 */
const perMillisecond = 1e6;

export function toNanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * perMillisecond);
}

export function toMilliseconds(nanoseconds: number): number {
  return nanoseconds / perMillisecond;
}
