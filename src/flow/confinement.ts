/** The functions that call `fn`, one for each use of it; undefined when it may run otherwise, too. */
export type UsersOf<Fn> = (fn: Fn) => readonly Fn[] | undefined;

/**
 * Which functions run only where a call of them stands: every use of them is one, and is waited for. What such a function writes does
 * not change behind the back of the function around it.
 */
export class Confinement<Fn> {
  readonly #findUsers: UsersOf<Fn>;
  readonly #known = new Map<Fn, readonly Fn[] | undefined>();

  constructor(findUsers: UsersOf<Fn>) {
    this.#findUsers = findUsers;
  }

  /** Whether `fn`, which stands in `owner`, runs only when `owner` comes to call it, by whatever detour. */
  isConfined(fn: Fn, owner: Fn): boolean {
    const seen = new Set([fn]);
    for (const at of seen) {
      if (at === owner) continue;
      const users = this.#usersOf(at);
      if (!users) return false;
      for (const user of users) seen.add(user);
    }
    return true;
  }

  #usersOf(fn: Fn): readonly Fn[] | undefined {
    if (!this.#known.has(fn)) this.#known.set(fn, this.#findUsers(fn));
    return this.#known.get(fn);
  }
}
