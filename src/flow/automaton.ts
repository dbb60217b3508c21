import type { Effect } from "../protocol/effects.ts";
import type { Environment } from "./environment.ts";
import { holdsItem } from "./facts.ts";
import type { EffectEvent, Handle, HandleId, Program, Take } from "./program.ts";
import type { Property, TurnEnd, WrongEnd } from "./property.ts";
import type { Standing } from "./standing.ts";

/** Whether an effect is on the item that is followed. */
export type Match = "item" | "doubt" | "other";

/** A property at work on one item, or on all that a handler touches. */
export class Automaton {
  readonly property: Property;
  readonly take: Take | undefined;
  /** The effects that the property speaks of. */
  readonly asked: ReadonlySet<Effect>;
  readonly #program: Program;

  constructor(program: Program, property: Property, take: Take | undefined) {
    this.#program = program;
    this.property = property;
    this.take = take;
    this.asked = new Set(Object.values(property.on).flatMap((moves) => Object.keys(moves) as Effect[]));
  }

  /** The state after an effect; undefined when it makes no difference. */
  next(state: string, effect: Effect, match: Match): string | undefined {
    const counts = match === "item" || (match === "doubt" && this.property.inDoubt.includes(effect));
    return counts ? this.property.on[state]?.[effect] : undefined;
  }

  isWrong(state: string): boolean {
    return this.property.wrongStates.includes(state);
  }

  /** Whether nothing that follows can be wrong any more. */
  isOver(state: string): boolean {
    const { on, wrongEnds } = this.property;
    return !(state in on) && !this.isWrong(state) && !wrongEnds.some((end) => end.states.includes(state));
  }

  /** Why a turn may not end like this. */
  wrongEnd(standing: Standing, kind: TurnEnd): WrongEnd | undefined {
    if (this.property.sparesBadItems && standing.progress === "formTested") return undefined;
    return this.property.wrongEnds.find(
      ({ states, at, afterSuccess }) =>
        states.includes(standing.state) && at.includes(kind) && !(afterSuccess && standing.failed),
    );
  }

  /** On a change any item of a queue that the property is about counts. */
  matches(state: string, env: Environment, event: EffectEvent): Match {
    if (!this.take) return this.#isAbout(this.#handleIn(env, event)) ? "item" : "other";
    if (state === "idle") return "other";
    const queue = this.#sameQueue(env, this.take, event);
    if (queue === "other") return "other";
    const known = env.get(event.item);
    if (holdsItem(known)) return queue === "same" ? "item" : "doubt";
    return known?.is && known.is.kind !== "derived" ? "other" : "doubt";
  }

  #isAbout(handle: Handle | undefined): boolean {
    return handle !== undefined && this.property.where(handle, this.#program);
  }

  #sameQueue(env: Environment, take: Take, event: EffectEvent): "same" | "doubt" | "other" {
    const mine = this.#handleIn(env, take);
    const theirs = this.#handleIn(env, event);
    if (!mine || !theirs || mine.group === theirs.group) return "same";
    return mine.isParameter || theirs.isParameter ? "doubt" : "other";
  }

  #handleIn(env: Environment, use: { handle: HandleId; handleSlot?: number }): Handle | undefined {
    const bound = env.get(use.handleSlot)?.is;
    return this.#program.handles[bound?.kind === "handle" ? bound.id : use.handle];
  }
}
