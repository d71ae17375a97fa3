import { useEffect, useState } from 'react'
import { command, load, sentenceOf } from '#ui/desk/client.ts'
import type { MarkedVerbs } from '../../../schema/batch.ts'
import type { CaseRow } from '../../../schema/desk.ts'

const flip = (marks: ReadonlySet<string>, id: string) =>
  marks.has(id) ? new Set([...marks].filter((x) => x !== id)) : new Set([...marks, id])

/** Marked rows: one by one, a range by Shift, all that are listed, or the whole list beyond what is loaded. */
export function useMarks(rows: readonly CaseRow[], search: string) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string>()
  const [told, tell] = useState('')
  const clear = () => setMarked(new Set())
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins with nothing marked
  useEffect(clear, [search])
  const toggle = (id: string, range = false) => {
    const [a, b] = [rows.findIndex((r) => r.id === last), rows.findIndex((r) => r.id === id)]
    setLast(id)
    if (!range || a < 0) return setMarked((m) => flip(m, id))
    setMarked((m) => new Set([...m, ...rows.slice(Math.min(a, b), Math.max(a, b) + 1).map((r) => r.id)]))
  }
  const toggleAll = () => (rows.every((r) => marked.has(r.id)) ? clear() : setMarked(new Set(rows.map((r) => r.id))))
  const markWhole = () =>
    load<{ ids: string[]; cut: boolean }>(`/work/case-ids?${search}`).then(
      ({ ids, cut }) => {
        setMarked(new Set(ids))
        tell(cut ? `一次最多 ${ids.length} 件，先选了前 ${ids.length} 件` : '')
      },
      (e: unknown) => tell(sentenceOf(e)),
    )
  return { marked, told, tell, toggle, toggleAll, markWhole, clear }
}

/** What the marked rows can do, asked of the house shortly after the last mark. */
export function useMarkedVerbs(marked: ReadonlySet<string>, turn: number): MarkedVerbs | undefined {
  const [verbs, setVerbs] = useState<MarkedVerbs>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again for the same rows
  useEffect(() => {
    setVerbs(undefined)
    if (marked.size === 0) return
    let gone = false
    const ask = () =>
      void command<MarkedVerbs>('/work/marked', { ids: [...marked] }).then(
        (v) => gone || setVerbs(v),
        () => undefined,
      )
    const timer = setTimeout(ask, 250)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [marked, turn])
  return verbs
}
