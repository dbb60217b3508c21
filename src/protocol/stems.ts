/** Shorter pieces stand in too many texts to tell anything. */
const shortest = 4;

/**
 * A few short pieces of which every name holds one: a text without any of them holds none of the names, which is told several times as fast as
 * by a look for each. Greedy: the piece that most of the names left hold, the longest of those.
 */
export function stemsOf(names: readonly string[]): string[] {
  const stems: string[] = [];
  for (let left = names; left.length > 0;) {
    const stem = sharedPiece(left);
    stems.push(stem);
    left = left.filter((name) => !name.includes(stem));
  }
  return stems;
}

function sharedPiece(names: readonly string[]): string {
  const holders = new Map<string, number>();
  for (const piece of names.flatMap(piecesOf)) holders.set(piece, (holders.get(piece) ?? 0) + 1);
  const [first] = [...holders].sort(
    ([one, ones], [other, others]) => others - ones || other.length - one.length,
  );
  return first?.[0] ?? "";
}

function piecesOf(name: string): string[] {
  const pieces = new Set([name]);
  for (let start = 0; start < name.length; start++)
    for (let end = start + shortest; end <= name.length; end++) pieces.add(name.slice(start, end));
  return [...pieces];
}
