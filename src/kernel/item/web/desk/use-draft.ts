import { useCallback, useEffect, useRef, useState } from 'react'
import { command, load, newKey, sentenceOf, Told } from '#ui/desk/client.ts'
import { changeAt } from '../../rules/edit.ts'
import type { DraftPage, Saved } from '../../schema/desk.ts'
import type { Change } from '../../schema/draft.ts'

/** How the typed words stand: kept by the house, on their way, or waiting here because they could not be kept. */
export type Keeping = { state: 'kept' | 'waiting' | 'sending' | 'failed'; sentence?: string }
const pauseMs = 700
const againMs = 5_000

type Kept = { page: DraftPage; file: Record<string, unknown>; pending: readonly Change[]; form?: string }

/** A later change of the same place takes the earlier one's; changes of other places stay in order, for lists move. */
const joined = (pending: readonly Change[], change: Change): Change[] =>
  pending.at(-1)?.path === change.path ? [...pending.slice(0, -1), change] : [...pending, change]

const over = (page: DraftPage, pending: readonly Change[]): Record<string, unknown> => pending.reduce(changeAt, page.file)

type Now = { current: Kept | undefined }
type Put = (change: (kept: Kept) => Kept) => void

/** Warns whoever leaves while something is not kept yet, and keeps it where the page is left inside the desk. */
function useLeaving(newest: Now, send: () => Promise<void>, timer: { current: ReturnType<typeof setTimeout> | undefined }): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsent(newest.current)) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('beforeunload', warn)
      clearTimeout(timer.current)
      void send()
    }
  }, [send, newest, timer])
}

const isUnsent = (kept: Kept | undefined): kept is Kept => kept !== undefined && (kept.pending.length > 0 || kept.form !== undefined)

/** The draft after `sent` was kept: what was typed meanwhile waits for the next time. */
const afterSaving = (kept: Kept, sent: Kept, saved: Saved): Kept => {
  const pending = kept.pending.filter((c) => !sent.pending.includes(c))
  const form = sent.form === undefined ? kept.page.form : JSON.parse(sent.form)
  const page = { ...kept.page, ...saved, form, file: over(kept.page, sent.pending) }
  return { page, pending, file: over(page, pending), form: kept.form === sent.form ? undefined : kept.form }
}

/** Sends what is not kept yet, one command at a time; cut off, it tries again by itself. */
function useSending(id: string, newest: Now, put: Put) {
  const [keeping, setKeeping] = useState<Keeping>({ state: 'kept' })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const busy = useRef(false)
  const send = useCallback(async (): Promise<void> => {
    const sent = newest.current
    if (busy.current || !isUnsent(sent)) return
    busy.current = true
    setKeeping({ state: 'sending' })
    try {
      const body = { revision: sent.page.revision, changes: sent.pending, form: sent.form }
      const saved = await command<Saved>(`/item-drafts/${id}/edit`, body, newKey())
      put((kept) => afterSaving(kept, sent, saved))
      setKeeping({ state: 'kept' })
    } catch (e) {
      setKeeping({ state: 'failed', sentence: sentenceOf(e) })
      if (e instanceof Told && e.code === 'offline') timer.current = setTimeout(() => void send(), againMs)
    } finally {
      busy.current = false
    }
  }, [id, newest, put])
  const soon = useCallback(() => {
    setKeeping({ state: 'waiting' })
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void send(), pauseMs)
  }, [send])
  useLeaving(newest, send, timer)
  return { keeping, send, soon }
}

/** A draft in the hands of its editor: what is typed is kept by itself after a pause, and nothing is lost where that fails. */
export function useDraft(id: string) {
  const [kept, setKept] = useState<Kept>()
  const [error, setError] = useState<string>()
  const newest = useRef<Kept>(undefined)
  newest.current = kept
  const put = useCallback<Put>((change) => setKept((k) => k && change(k)), [])
  const again = useCallback(
    () =>
      load<DraftPage>(`/item-drafts/${id}`).then(
        (page) => setKept((k) => ({ page, pending: k?.pending ?? [], form: k?.form, file: over(page, k?.pending ?? []) })),
        (e: unknown) => setError(sentenceOf(e)),
      ),
    [id],
  )
  useEffect(() => void again(), [again])
  const { keeping, send, soon } = useSending(id, newest, put)
  const change = (path: string, value: unknown) => {
    const made = { path, value } as Change
    put((k) => ({ ...k, file: changeAt(k.file, made), pending: joined(k.pending, made) }))
    soon()
  }
  const changeForm = (form: string) => {
    put((k) => ({ ...k, form }))
    soon()
  }
  const unsent = (kept?.pending.length ?? 0) + (kept?.form === undefined ? 0 : 1)
  return { page: kept?.page, file: kept?.file, form: kept?.form, unsent, error, keeping, change, changeForm, again, send }
}
