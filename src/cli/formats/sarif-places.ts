import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { ArtifactLocation, Location, Region } from "sarif";

/** A range as ESLint's messages count it: lines and columns from 1, the end not included. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** The name under which the log has the directory that paths are relative to. */
export const root = "SRCROOT";

/** A file: `path` is absolute, or relative to the root with slashes. */
export function sarifFile(path: string): ArtifactLocation {
  return isAbsolute(path)
    ? { uri: pathToFileURL(path).href }
    : { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: root };
}

export function sarifRegion({ line, column, endLine, endColumn }: Range): Region {
  return {
    startLine: line,
    startColumn: column,
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  };
}

export function sarifLocation(path: string, range: Range): Location {
  return { physicalLocation: { artifactLocation: sarifFile(path), region: sarifRegion(range) } };
}
