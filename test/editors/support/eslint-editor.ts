import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import { applyEdits, type Range, type TextEdit } from "./text-edits.ts";

const server = resolve(
  import.meta.dirname,
  "../../../node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server",
);

export interface Diagnostic {
  readonly range: Range;
  readonly severity: number;
  readonly source: string;
  readonly code?: string;
  readonly codeDescription?: { readonly href: string };
  readonly message: string;
}

export interface CodeAction {
  readonly title: string;
  readonly kind: string;
  readonly command: { readonly command: string; readonly arguments: readonly unknown[] };
}

/** The settings of VS Code's ESLint extension that matter here, by the names they have in `settings.json`. */
export interface EditorSettings {
  readonly "eslint.validate"?: readonly string[];
  readonly "eslint.probe"?: readonly string[];
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, TextEdit[]>>;
  readonly documentChanges?: readonly {
    readonly textDocument: { readonly uri: string };
    readonly edits: TextEdit[];
  }[];
}

/** What VS Code looks at without being told to. */
const defaultProbe = ["javascript", "javascriptreact", "typescript", "typescriptreact", "html", "vue"];

/**
 * An editor with one folder open and the language server of VS Code's ESLint extension beside it. It does what the
 * extension does: answers for the settings, asks for diagnostics after each change, and applies the edits it is sent.
 */
export class EslintEditor {
  /** What the server logged as a warning or an error, or asked to show to the user. */
  readonly complaints: string[] = [];
  readonly #folder: string;
  readonly #settings: EditorSettings;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #connection: MessageConnection;
  readonly #documents = new Map<string, { languageId: string; version: number; text: string }>();

  private constructor(folder: string, settings: EditorSettings) {
    this.#folder = folder;
    this.#settings = settings;
    this.#process = spawn(process.execPath, [server, "--stdio"], { cwd: folder });
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#process.stderr.on("data", (data: Buffer) => this.complaints.push(String(data)));
    this.#answer();
    this.#connection.listen();
  }

  static async open(folder: string, settings: EditorSettings): Promise<EslintEditor> {
    const editor = new EslintEditor(folder, settings);
    const uri = pathToFileURL(folder).href;
    await editor.#connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "folder" }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, applyEdit: true },
        textDocument: {
          diagnostic: {},
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } } },
        },
      },
    });
    await editor.#connection.sendNotification("initialized", {});
    return editor;
  }

  #answer(): void {
    const connection = this.#connection;
    connection.onRequest("workspace/configuration", ({ items }: { items: { scopeUri: string }[] }) =>
      items.map(({ scopeUri }) => this.#configurationFor(scopeUri)),
    );
    connection.onRequest("workspace/applyEdit", ({ edit }: { edit: WorkspaceEdit }) => this.#apply(edit));
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("workspace/diagnostic/refresh", () => null);
    connection.onNotification("eslint/status", ({ state }: { state: number }) => {
      if (state !== 1) this.complaints.push(`status ${state}`);
    });
    connection.onNotification("window/logMessage", (log: { type: number; message: string }) => {
      if (log.type <= 2) this.complaints.push(log.message);
    });
    // What is left are questions to the user: no library, no configuration, a probe that failed.
    connection.onRequest((method, params) => {
      this.complaints.push(`${method} ${JSON.stringify(params)}`);
      return {};
    });
  }

  #configurationFor(uri: string): object {
    const { languageId = "" } = this.#documents.get(uri) ?? {};
    const isIn = (list: readonly string[] = []): boolean => list.includes(languageId);
    const probed = isIn(this.#settings["eslint.probe"] ?? defaultProbe);
    return {
      validate: isIn(this.#settings["eslint.validate"]) ? "on" : probed ? "probe" : "off",
      packageManager: "npm",
      codeAction: {
        disableRuleComment: { enable: true, location: "separateLine" },
        showDocumentation: { enable: true },
      },
      codeActionOnSave: { mode: "all" },
      format: false,
      quiet: false,
      onIgnoredFiles: "off",
      options: {},
      rulesCustomizations: [],
      run: "onType",
      problems: { shortenToSingleLine: false },
      nodePath: null,
      workspaceFolder: { name: "folder", uri: pathToFileURL(this.#folder).href },
      workingDirectory: { mode: "location" },
      experimental: {},
    };
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.#folder, name)).href;
  }

  textOf(name: string): string {
    return this.#documents.get(this.uriOf(name))?.text ?? "";
  }

  /** Opens a document, which need not be on disk. */
  async openDocument(name: string, languageId: string, text: string): Promise<Diagnostic[]> {
    const uri = this.uriOf(name);
    this.#documents.set(uri, { languageId, version: 1, text });
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
    return this.diagnostics(name);
  }

  /** Replaces a document's text. */
  async type(name: string, text: string): Promise<Diagnostic[]> {
    await this.#change(this.uriOf(name), text);
    return this.diagnostics(name);
  }

  async #change(uri: string, text: string): Promise<void> {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    document.text = text;
    document.version++;
    await this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: document.version },
      contentChanges: [{ text }],
    });
  }

  async #apply({ changes = {}, documentChanges = [] }: WorkspaceEdit): Promise<{ applied: boolean }> {
    const listed = documentChanges.map(({ textDocument, edits }) => [textDocument.uri, edits] as const);
    for (const [uri, edits] of [...Object.entries(changes), ...listed])
      await this.#change(uri, applyEdits(this.#documents.get(uri)?.text ?? "", edits));
    return { applied: true };
  }

  async diagnostics(name: string): Promise<Diagnostic[]> {
    const report: { items: Diagnostic[] } = await this.#connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri: this.uriOf(name) },
    });
    return report.items;
  }

  /** What the light bulb offers at a diagnostic; with `only`, what is offered for the whole file. */
  async actionsAt(name: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    return this.#connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri: this.uriOf(name) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
  }

  /** Takes an offer; the edits that come of it are applied when this resolves. */
  async run({ command }: Pick<CodeAction, "command">): Promise<void> {
    await this.#connection.sendRequest("workspace/executeCommand", command);
  }

  /** "ESLint: Fix all auto-fixable Problems". */
  async fixAll(name: string): Promise<void> {
    const uri = this.uriOf(name);
    const { version } = this.#documents.get(uri) ?? {};
    await this.run({ command: { command: "eslint.applyAllFixes", arguments: [{ uri, version }] } });
  }

  async close(): Promise<void> {
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    this.#connection.dispose();
    this.#process.kill();
  }
}
