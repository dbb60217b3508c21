/** A text of its own: as a piece of a longer one it would keep all of that in memory. */
export function copyOf(piece: string): string {
  return Buffer.from(piece).toString();
}
