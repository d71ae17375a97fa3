import { useCallback, useEffect, useRef, useState } from 'react'
import { load } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import type { CaseRows } from '../../../schema/desk.ts'

type More = { search: string; pages: CaseRows[] }

/** The rows of a list, page by page as one comes near their end. What was shown stays until the new rows are there. */
export function useRows(search: string) {
  const first = useLoaded<CaseRows>(`/work/cases?${search}`)
  const [more, setMore] = useState<More>({ search, pages: [] })
  const busy = useRef(false)
  const [kept, setKept] = useState<CaseRows>()
  useEffect(() => {
    if (first.data) setKept(first.data)
  }, [first.data])
  const shown = first.data ?? kept
  const pages = [...(shown ? [shown] : []), ...(first.data && more.search === search ? more.pages : [])]
  const next = pages.at(-1)?.next ?? null
  const loadMore = useCallback(async () => {
    if (!next || busy.current) return
    busy.current = true
    try {
      const page = await load<CaseRows>(`/work/cases?${search}&after=${encodeURIComponent(next)}`)
      setMore((m) => ({ search, pages: m.search === search ? [...m.pages, page] : [page] }))
    } finally {
      busy.current = false
    }
  }, [next, search])
  const again = () => {
    setMore({ search, pages: [] })
    first.again()
  }
  return { head: shown, error: first.error, rows: pages.flatMap((p) => p.rows), next, loadMore, again }
}
