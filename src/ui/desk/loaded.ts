import { useCallback, useEffect, useRef, useState } from 'react'
import { load, sentenceOf, Told } from './client.ts'

export type Loaded<T> = { data?: T; error?: string; status?: number; again: () => void }

/** An answer of the house for a page: what is shown stays until the new one is there, so that nothing flickers.
 * What was asked before `again` is given up at once: an answer of before an act never takes the place of what the act answered. */
export function useLoaded<T>(path: string | null): Loaded<T> {
  const [state, setState] = useState<{ path: string | null; data?: T; error?: string; status?: number }>({ path })
  const [turn, setTurn] = useState(0)
  const asked = useRef<AbortController>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again for the same address
  useEffect(() => {
    if (path === null) return
    const stop = new AbortController()
    asked.current = stop
    const keep = (answer: Omit<typeof state, 'path'>) => {
      if (!stop.signal.aborted) setState({ path, ...answer })
    }
    load<T>(path, stop.signal).then(
      (data) => keep({ data }),
      (error: unknown) => keep({ error: sentenceOf(error), status: error instanceof Told ? error.status : undefined }),
    )
    return () => stop.abort()
  }, [path, turn])
  const again = useCallback(() => {
    asked.current?.abort()
    setTurn((t) => t + 1)
  }, [])
  return { ...(state.path === path ? state : {}), again }
}
