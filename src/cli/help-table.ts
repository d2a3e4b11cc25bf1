type Rows = readonly (readonly [left: string, right: string])[]

const INDENT = 2

/** Two columns, as lines. */
export function table(rows: Rows): string[] {
  const widest = widestOf(rows, 0)
  return rows.map(([left, right]) => `${' '.repeat(INDENT)}${left.padEnd(widest)}  ${right}`)
}

/** Command lines and what they do: side by side where they fit, else one below the other, so that a line can be copied. */
export function exampleLines(rows: Rows, width: number): string[] {
  const needed = INDENT + widestOf(rows, 0) + 2 + widestOf(rows, 1)
  if (needed <= width) return table(rows)
  return rows.flatMap(([line, does]) => [`${' '.repeat(INDENT)}${line}`, `${' '.repeat(3 * INDENT)}${does}`])
}

function widestOf(rows: Rows, column: 0 | 1): number {
  return Math.max(...rows.map((row) => row[column].length))
}
