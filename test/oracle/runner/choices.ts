/** What decides a run: at each point where the world can go one way or another, somebody says which. */
export interface Choices {
  /** A number from 0 to `ways - 1`; 0 is the uneventful way. */
  choose(ways: number): number;
}

/** One sequence of choices: it follows a script, then always takes the uneventful way, and notes how many ways there were. */
export class ScriptedChoices implements Choices {
  readonly made: number[] = [];
  readonly ways: number[] = [];
  readonly #script: readonly number[];

  constructor(script: readonly number[]) {
    this.#script = script;
  }

  choose(ways: number): number {
    const choice = Math.min(this.#script[this.made.length] ?? 0, ways - 1);
    this.made.push(choice);
    this.ways.push(ways);
    return choice;
  }
}

/** The script after `made` in depth-first order, or undefined when every sequence was tried. */
export function nextScript({ made, ways }: ScriptedChoices): number[] | undefined {
  for (let index = made.length - 1; index >= 0; index -= 1) {
    const choice = made[index] ?? 0;
    if (choice + 1 < (ways[index] ?? 0)) return [...made.slice(0, index), choice + 1];
  }
  return undefined;
}

/** A script that goes any way at each of its points. */
export function randomScript(random: () => number): number[] {
  return Array.from({ length: 40 }, () => Math.floor(random() * 3));
}
