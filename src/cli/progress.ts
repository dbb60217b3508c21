import type { WriteStream } from "node:tty";

/** Nothing is shown of work that is done sooner. Milliseconds. */
const patience = 1000;
const pause = 100;

/** One line on a terminal that says how far long work has come, and is gone when it is done. */
export class Progress {
  /** Shows nothing. */
  static readonly none = new Progress(undefined);

  readonly #stream: WriteStream | undefined;
  readonly #enabled: boolean;
  #next = Date.now() + patience;
  #shown = false;

  constructor(stream: WriteStream | undefined) {
    this.#stream = stream;
    this.#enabled = stream?.isTTY === true && process.env["TERM"] !== "dumb";
  }

  show(words: () => string): void {
    if (!this.#enabled || Date.now() < this.#next) return;
    this.#next = Date.now() + pause;
    this.#shown = true;
    this.#stream?.write(`\r\u001B[2K${words()}`);
  }

  clear(): void {
    if (this.#shown) this.#stream?.write("\r\u001B[2K");
    this.#shown = false;
  }
}
