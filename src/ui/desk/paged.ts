import { useState } from 'react'
import { load } from './client.ts'
import { type Loaded, useLoaded } from './loaded.ts'

/** One page of a list; `next` is what the following page is asked with. */
export type Page<T> = { rows: readonly T[]; next?: string | number | null }
export type Paged<T> = { first: Loaded<Page<T>>; rows: readonly T[]; more?: () => Promise<void>; count: string }

/** A list that comes page by page. `path` holds its filters and ends where `after=…` can be added. */
export function usePaged<T>(path: string): Paged<T> {
  const first = useLoaded<Page<T>>(path)
  const [later, setLater] = useState<{ of?: Page<T>; pages: readonly Page<T>[] }>({ pages: [] })
  const pages = first.data ? [first.data, ...(later.of === first.data ? later.pages : [])] : []
  const rows = pages.flatMap((p) => p.rows)
  const next = pages.at(-1)?.next
  const more = async () => {
    const page = await load<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(next ?? '')}`)
    setLater({ of: first.data, pages: [...pages.slice(1), page] })
  }
  return { first, rows, more: next ? more : undefined, count: `${rows.length}${next ? '+' : ''}` }
}
