import type { Environment } from "./environment.ts";
import type { Node } from "./path.ts";
import type { BlockId } from "./program.ts";
import { marked, type Marks, type Standing } from "./standing.ts";

/** A node with what holds after some of its events. */
export interface Point {
  readonly node: Node;
  readonly standing: Standing;
  readonly env: Environment;
}

/** Where a call goes on. */
export interface Continuation {
  readonly next: BlockId;
  readonly onThrow: BlockId;
}

/** The point once `change` is known of its path. */
export function stand(point: Point, change: Partial<Marks>): Point {
  const { node, env } = point;
  const standing = marked(point.standing, change);
  return standing === point.standing ? point : { node, standing, env };
}

/** The point once its environment is `env`. */
export function knowing(point: Point, env: Environment): Point {
  const { node, standing } = point;
  return env === point.env ? point : { node, standing, env };
}
