import type { QueueStorage } from "../../src/queue/index.ts";
import type { StorageKind } from "./trace.ts";

/** The custom storages of the recordings; every call is noted. */
export class TracedStorage implements QueueStorage<string> {
  readonly #kind: StorageKind;
  readonly #items: string[] = [];
  calls: [call: string, item: string][] = [];

  constructor(kind: StorageKind) {
    this.#kind = kind;
  }

  touch(item: string): void {
    this.calls.push(["touch", item]);
    if (this.#kind !== "prio-traced") return;
    this.#items.splice(this.#items.indexOf(item), 1);
    this.#items.unshift(item);
  }

  push(item: string): void {
    this.calls.push(["push", item]);
    this.#items.push(item);
  }

  pop(): string {
    const item = this.#kind === "lifo-traced" ? this.#items.pop()! : this.#items.shift()!;
    this.calls.push(["pop", item]);
    return item;
  }

  len(): number {
    return this.#items.length;
  }
}
