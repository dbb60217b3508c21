import { relative } from "node:path";

const words: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "it is gone",
};

/** What could not be read. The command goes on without it, says so and does not end well. */
export class Troubles {
  readonly #list: string[] = [];

  add(path: string, error: unknown): void {
    this.addMessage(`Cannot read ${relative(process.cwd(), path) || "."}: ${reasonOf(error)}`);
  }

  addMessage(message: string): void {
    this.#list.push(message);
  }

  get messages(): readonly string[] {
    return this.#list;
  }
}

/** A file system error in words. */
export function reasonOf(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return words[code] ?? message;
}
