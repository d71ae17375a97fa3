import { useState } from 'react'
import { command, load, sentenceOf } from '#ui/desk/client.ts'
import { useMarks as useMarkedRows, useOfMarked } from '#ui/desk/marks.ts'
import type { MarkedVerbs } from '../../../schema/batch.ts'
import type { CaseRow } from '../../../schema/desk.ts'

/** Marked rows: one by one, a range by Shift, all that are listed, or the whole list beyond what is loaded. */
export function useMarks(rows: readonly CaseRow[], search: string) {
  const { mark, ...marks } = useMarkedRows(
    rows.map((r) => r.id),
    search,
  )
  const [told, tell] = useState('')
  const markWhole = () =>
    load<{ ids: string[]; cut: boolean }>(`/work/case-ids?${search}`).then(
      ({ ids, cut }) => {
        mark(ids)
        tell(cut ? `一次最多 ${ids.length} 件，先选了前 ${ids.length} 件` : '')
      },
      (e: unknown) => tell(sentenceOf(e)),
    )
  return { ...marks, told, tell, markWhole }
}

/** What the marked rows can do, asked of the house shortly after the last mark. */
export const useMarkedVerbs = (marked: ReadonlySet<string>, turn: number): MarkedVerbs | undefined =>
  useOfMarked(marked, turn, (ids) => command<MarkedVerbs>('/work/marked', { ids }))
