import { effectsBehind } from "./matching.ts";
import { stand, type Point } from "./point.ts";
import type { Take } from "./program.ts";
import type { Move, Property, TurnEnd, WrongEnd } from "./property.ts";
import type { Standing } from "./standing.ts";

/** A property at work on the item of a take, or on all that a function does. */
export class Automaton {
  readonly property: Property;
  readonly take: Take | undefined;
  /** The effects behind the moves that the property speaks of. */
  readonly asked: ReadonlySet<Move>;
  readonly #over = new Map<string, boolean>();

  constructor(property: Property, take: Take | undefined) {
    this.property = property;
    this.take = take;
    const moves = Object.values(property.on).flatMap((on) => Object.keys(on) as Move[]);
    this.asked = new Set(moves.flatMap(effectsBehind));
  }

  /** The state after the first of `moves` that is known in `state`; undefined when none is. */
  next(state: string, moves: readonly Move[]): string | undefined {
    const known = this.property.on[state];
    return known && moves.map((move) => known[move]).find((after) => after !== undefined);
  }

  /** The point after a move that cannot be wrong by itself; undefined where the path ends. */
  moved(point: Point, move: Move): Point | undefined {
    const next = this.next(point.standing.state, [move]);
    if (next === undefined) return point;
    return this.isOver(next) ? undefined : stand(point, { state: next });
  }

  /** Whether a path in this state can have had no effect yet: at most something failed. */
  isUntouched(state: string): boolean {
    const { start } = this.property;
    return state === start || state === this.next(start, ["failure"]);
  }

  isWrong(state: string): boolean {
    return this.property.wrongStates.includes(state);
  }

  /** Whether nothing that follows can be wrong any more. */
  isOver(state: string): boolean {
    let over = this.#over.get(state);
    if (over === undefined) {
      const { on, wrongEnds } = this.property;
      over = !(state in on) && !this.isWrong(state) && !wrongEnds.some((end) => end.states.includes(state));
      this.#over.set(state, over);
    }
    return over;
  }

  /** Why a turn may not end like this. */
  wrongEnd({ state, progress }: Standing, kind: TurnEnd): WrongEnd | undefined {
    if (this.property.sparesBadItems && progress === "formTested") return undefined;
    return this.property.wrongEnds.find(({ states, at }) => states.includes(state) && at.includes(kind));
  }
}
