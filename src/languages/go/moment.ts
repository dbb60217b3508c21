let holds = 0;
let isOver: NodeJS.Immediate | undefined;
const all = new Set<{ clear(): void }>();

/** What was found on disk since the program last waited for anything: nothing changes that fast, so nothing is looked at twice. */
export class Momentary<K, V> {
  readonly #answers = new Map<K, V>();

  constructor() {
    all.add(this.#answers);
  }

  get(key: K, look: () => V): V {
    const known = this.#answers.get(key);
    if (known !== undefined || this.#answers.has(key)) return known as V;
    isOver ??= setImmediate(end);
    const answer = look();
    this.#answers.set(key, answer);
    return answer;
  }
}

/** A moment that lasts until the function is called that is given back: for a run that takes the files for what they are at its start. */
export function holdMoment(): () => void {
  holds++;
  return () => {
    holds--;
    end();
  };
}

/** Whether files count as they are now until someone ends that: nobody will ask whether they changed. */
export function isMomentHeld(): boolean {
  return holds > 0;
}

function end(): void {
  isOver = undefined;
  if (holds === 0) for (const answers of all) answers.clear();
}
