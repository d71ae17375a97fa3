/** The one place where the command line speaks. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Columns line up also where Chinese characters are two columns wide. */
const width = (text: string) => [...text].reduce((n, c) => n + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)
export const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)))

export function usage(rows: [string, string][]): string {
  const widest = Math.max(...rows.map(([command]) => width(command)))
  return ['用法：npx haoban <命令> [--json]', '', ...rows.map(([command, does]) => `  ${pad(command, widest + 2)}${does}`)].join('\n')
}

/** Rows as columns, each as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((r) => width(r[i] ?? ''))))
  return rows
    .map((r) =>
      r
        .map((cell, i) => pad(cell, widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
