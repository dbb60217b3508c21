import type { Effect } from "../protocol/effects.ts";
import { effectsBehind } from "./matching.ts";
import { stand, type Point } from "./point.ts";
import type { Take } from "./program.ts";
import type { Certainty, Move, Property, TurnEnd } from "./property.ts";
import { idle, marked, type Standing } from "./standing.ts";

/** A property that does not hold, with the state that shows it. */
export interface Breach {
  readonly property: Property;
  readonly state: string;
  readonly certainty?: Certainty | undefined;
}

/** What a move does to all properties at once. */
export interface Outcome {
  /** Undefined where nothing that follows can be wrong any more. */
  readonly next: string | undefined;
  readonly breaches: readonly Breach[];
}

/** The state of a property to which nothing can happen any more. */
const over = "-";

/**
 * Properties at work side by side on the item of a take, or on all that a function does: their product automaton, whose states are
 * made when they are met. A joint state is the states of the single automata in one word, so that equal ones are equal strings.
 */
export class Automaton {
  readonly properties: readonly Property[];
  readonly take: Take | undefined;
  /** The state in which an item's turn begins. */
  readonly start: string;
  /** The effects behind the moves that the properties speak of. */
  readonly asked: ReadonlySet<Move>;
  /** The effects that count for some property even when it cannot be told whether their value is the item. */
  readonly inDoubt: ReadonlySet<Effect>;
  /** The take that is followed came back without an item. */
  readonly followsShutdown: boolean;
  readonly #sparing: ReadonlySet<Property>;
  readonly #split = new Map<string, readonly string[]>();
  readonly #moved = new Map<string, Map<Move, string | undefined>>();

  /** Bad items are spared, where a property says so, only if `sparesBadItems`. */
  constructor(properties: readonly Property[], take: Take | undefined, sparesBadItems: boolean) {
    this.properties = properties;
    this.take = take;
    this.start = this.#joined(properties.map((property) => property.start)) ?? idle;
    const moves = properties.flatMap(({ on }) =>
      Object.values(on).flatMap((to) => Object.keys(to) as Move[]),
    );
    this.asked = new Set(moves.flatMap(effectsBehind));
    this.inDoubt = new Set(properties.flatMap((property) => property.inDoubt));
    this.followsShutdown = properties.every(({ follows }) => follows === "shutdown");
    this.#sparing = new Set(sparesBadItems ? properties.filter((property) => property.sparesBadItems) : []);
  }

  /** Whether bad items are spared by a property. */
  spares(property: Property): boolean {
    return this.#sparing.has(property);
  }

  /** The state of one property. */
  stateOf(state: string, property: Property): string {
    return this.#states(state)[this.properties.indexOf(property)] ?? state;
  }

  /** What happens when each property sees the first of its moves that it knows. */
  next(state: string, movesFor: (property: Property) => readonly Move[]): Outcome {
    const breaches: Breach[] = [];
    const after = this.#states(state).map((from, index) => {
      const property = this.properties[index] as Property;
      const known = property.on[from];
      const to =
        known &&
        movesFor(property)
          .map((move) => known[move])
          .find((each) => each !== undefined);
      if (to === undefined) return from;
      if (property.wrongStates.includes(to)) breaches.push(breachIn(property, to));
      return canGoOn(property, to) ? to : over;
    });
    return { next: this.#joined(after), breaches };
  }

  /** The point after a move that cannot be wrong by itself; undefined where the path ends. */
  moved(point: Point, move: Move): Point | undefined {
    const { state } = point.standing;
    if (state === idle) return point;
    let moves = this.#moved.get(state);
    if (!moves) this.#moved.set(state, (moves = new Map<Move, string | undefined>()));
    if (!moves.has(move)) moves.set(move, this.next(state, () => [move]).next);
    const next = moves.get(move);
    return next === undefined ? undefined : stand(point, { state: next });
  }

  /** `state`, in which only those properties go on for which nothing but a failure can have happened in state `before`. */
  untouched(state: string, before: string): string | undefined {
    if (state === idle || before === idle) return state;
    const earlier = this.#states(before);
    const after = this.#states(state).map((each, index) => {
      const { start, on } = this.properties[index] as Property;
      const then = earlier[index];
      return then === start || then === on[start]?.failure ? each : over;
    });
    return this.#joined(after);
  }

  /** The properties by which a turn may not end like this. */
  wrongEnds({ state, progress }: Standing, kind: TurnEnd): Breach[] {
    if (state === idle) return [];
    return this.#states(state).flatMap((each, index) => {
      const property = this.properties[index] as Property;
      const isSpared = progress === "formTested" || progress === "singledOut";
      if (isSpared && this.spares(property)) return [];
      const wrong = property.wrongEnds.find(({ states, at }) => states.includes(each) && at.includes(kind));
      return wrong ? [{ property, state: each, certainty: wrong.certainty }] : [];
    });
  }

  /** The standing without what no property asks for any more, so that fewer paths are told apart. */
  relevant(standing: Standing): Standing {
    if (standing.progress === "worked") return standing;
    const { state } = standing;
    const isAsked =
      state === idle
        ? this.#sparing.size > 0
        : this.properties.some(
            (property, index) => this.spares(property) && this.#states(state)[index] !== over,
          );
    return isAsked ? standing : marked(standing, { progress: "worked" });
  }

  #states(state: string): readonly string[] {
    let states = this.#split.get(state);
    if (!states) this.#split.set(state, (states = state === idle ? [] : state.split(" ")));
    return states;
  }

  #joined(states: readonly string[]): string | undefined {
    return states.every((state) => state === over) ? undefined : states.join(" ");
  }
}

function breachIn(property: Property, state: string): Breach {
  return property.weakStates?.includes(state)
    ? { property, state, certainty: "likely" }
    : { property, state };
}

/** Whether something that follows can be wrong. */
function canGoOn({ on, wrongEnds }: Property, state: string): boolean {
  return state in on || wrongEnds.some((end) => end.states.includes(state));
}
