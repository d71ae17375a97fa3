/** One figure against its yardstick, both measured in the same run; a ratio is better the larger it is. */
export type Row = {
  name: string
  /** What was measured, in `unit`. */
  value: number
  unit: string
  yardstick: { name: string; value: number }
  /** How the figure stands to its yardstick: value / yardstick for rates, yardstick / value for times. */
  ratio: number
  /** The least ratio that is promised, where one is. */
  atLeast?: number
  /** What a reader must know to judge the figure: extrapolated, peak memory, size of the data. */
  note?: string
}

/** How much work a bench may do: `smoke` a few seconds to see that it runs, `whole` enough for medians worth printing. */
export type Mode = 'smoke' | 'whole'

/** A file `bench/<subject>.bench.ts` exports one of these as its default. */
export type Bench = { title: string; run(mode: Mode): AsyncIterable<Row> }

/** The middle of several runs, because machines are noisy. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Runs per second of `act` over at least `ms` milliseconds, after a warm-up of a tenth of that. `batch` runs are made between looks at the watch. */
export function rate(act: () => unknown, ms: number, batch = 1_000): number {
  const until = (end: number) => {
    let runs = 0
    while (performance.now() < end) {
      for (let i = 0; i < batch; i++) act()
      runs += batch
    }
    return runs
  }
  until(performance.now() + ms / 10)
  const start = performance.now()
  const runs = until(start + ms)
  return (runs * 1_000) / (performance.now() - start)
}
