import { useEffect, useState } from 'react'

const flip = (marks: ReadonlySet<string>, id: string) =>
  marks.has(id) ? new Set([...marks].filter((x) => x !== id)) : new Set([...marks, id])

export type Marks = {
  marked: ReadonlySet<string>
  /** with `range` (Shift) all rows from the one marked last */
  toggle: (id: string, range?: boolean) => void
  toggleAll: () => void
  mark: (ids: readonly string[]) => void
  clear: () => void
}

/** Marked rows of a list, by their ids as they stand: one by one, a range by Shift, or all that are listed. `list` names the list: another one begins with nothing marked. */
export function useMarks(rows: readonly string[], list: string): Marks {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string>()
  const clear = () => setMarked(new Set())
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing marked
  useEffect(clear, [list])
  const toggle = (id: string, range = false) => {
    const [a, b] = [last === undefined ? -1 : rows.indexOf(last), rows.indexOf(id)]
    setLast(id)
    if (!range || a < 0) return setMarked((m) => flip(m, id))
    setMarked((m) => new Set([...m, ...rows.slice(Math.min(a, b), Math.max(a, b) + 1)]))
  }
  const mark = (ids: readonly string[]) => setMarked(new Set(ids))
  const toggleAll = () => (rows.every((id) => marked.has(id)) ? clear() : mark(rows))
  return { marked, toggle, toggleAll, mark, clear }
}

/** What the marked rows can do, asked of the house shortly after the last mark; `turn`: a new one asks again for the same rows. */
export function useOfMarked<T>(marked: ReadonlySet<string>, turn: unknown, ask: (ids: string[]) => Promise<T>): T | undefined {
  const [answer, setAnswer] = useState<T>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew for other marks or in a new turn
  useEffect(() => {
    setAnswer(undefined)
    if (marked.size === 0) return
    let gone = false
    const timer = setTimeout(
      () =>
        void ask([...marked]).then(
          (a) => gone || setAnswer(a),
          () => undefined,
        ),
      250,
    )
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [marked, turn])
  return answer
}
