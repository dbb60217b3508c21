/** Lines of a table for a terminal: the first columns to the left, the others to the right, a rule below the first row. */
export function table(rows: readonly (readonly string[])[], leftColumns = 1): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column < leftColumns ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("   ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [head, "-".repeat(Math.max(...lines.map((line) => line.length))), ...body];
}
