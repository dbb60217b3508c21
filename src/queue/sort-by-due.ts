/** Buckets no longer than this are sorted by insertion. */
const longestInsertion = 24;

/**
 * Sorts `places` by `dues`, equal ones by `sequences`. Deadlines spread over their range, so each goes to the one of n buckets its share
 * of the range says, and a bucket holds about one: linear. Buckets that fill up because deadlines cluster are sorted by comparison.
 */
export function sortByDue(places: Int32Array, dues: Float64Array, sequences: Float64Array): Int32Array {
  const compare = (a: number, b: number): number => dues[a]! - dues[b]! || sequences[a]! - sequences[b]!;
  if (places.length <= longestInsertion) return places.sort(compare);
  const { sorted, ends } = scatter(places, dues);
  let start = 0;
  for (const end of ends) {
    if (end - start > longestInsertion) sorted.subarray(start, end).sort(compare);
    else insertionSort(sorted, start, end, compare);
    start = end;
  }
  return sorted;
}

/** Puts each place into its bucket; `ends` says where each bucket ends. Never (`Infinity`) has the last one. */
function scatter(places: Int32Array, dues: Float64Array): { sorted: Int32Array; ends: Int32Array } {
  const count = places.length;
  const [earliest, latest] = rangeOf(places, dues);
  const scale = latest > earliest ? (count - 1) / (latest - earliest) : 0;
  const bucketOf = (place: number): number =>
    dues[place] === Infinity ? count : Math.floor((dues[place]! - earliest) * scale);
  const ends = new Int32Array(count + 1);
  for (const place of places) ends[bucketOf(place)]! += 1;
  for (let bucket = 1; bucket <= count; bucket += 1) ends[bucket]! += ends[bucket - 1]!;
  const starts = ends.slice();
  const sorted = new Int32Array(count);
  for (let i = count - 1; i >= 0; i -= 1) sorted[(starts[bucketOf(places[i]!)]! -= 1)] = places[i]!;
  return { sorted, ends };
}

/** The earliest and the latest finite deadline. */
function rangeOf(places: Int32Array, dues: Float64Array): [earliest: number, latest: number] {
  let earliest = Infinity;
  let latest = -Infinity;
  for (const place of places) {
    const due = dues[place]!;
    if (due < earliest) earliest = due;
    if (due > latest && due !== Infinity) latest = due;
  }
  return [earliest, latest];
}

function insertionSort(
  list: Int32Array,
  start: number,
  end: number,
  compare: (a: number, b: number) => number,
): void {
  for (let i = start + 1; i < end; i += 1) {
    const value = list[i]!;
    let j = i;
    for (; j > start && compare(list[j - 1]!, value) > 0; j -= 1) list[j] = list[j - 1]!;
    list[j] = value;
  }
}
