/** The list somebody came from, kept for the tab: previous and next follow its filter and its order, and one comes back to the same row. */
import { load } from '#ui/desk/client.ts'
import type { CaseRows } from '../../schema/desk.ts'

export type Step = { id: string; name: string }
export type Walk = { rows: Step[]; search: string; next: string | null; total: string; back: string; title: string }
const place = 'haoban.desk.walk'
const here = 'haoban.desk.row'

export function keepWalk(walk: Walk): void {
  sessionStorage.setItem(place, JSON.stringify(walk))
}

export function readWalk(): Walk | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** The row one was at: where the list comes back to. */
export const keepRow = (id: string): void => sessionStorage.setItem(here, id)
export const readRow = (): string | null => sessionStorage.getItem(here)

export const stepOf = (row: CaseRows['rows'][number]): Step => ({
  id: row.id,
  name: `${row.itemName}，${row.applicant}，${row.dueOn ?? '不计时'}`,
})

/** The walk with its next page, where the one who walks stands at its end. */
export async function lengthen(walk: Walk): Promise<Walk> {
  if (!walk.next) return walk
  const page = await load<CaseRows>(`/work/cases?${walk.search}&after=${encodeURIComponent(walk.next)}`)
  const longer = { ...walk, rows: [...walk.rows, ...page.rows.map(stepOf)], next: page.next }
  keepWalk(longer)
  return longer
}
