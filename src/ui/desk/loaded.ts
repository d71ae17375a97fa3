import { useCallback, useEffect, useState } from 'react'
import { load, sentenceOf, Told } from './client.ts'

export type Loaded<T> = { data?: T; error?: string; status?: number; again: () => void }

/** An answer of the house for a page: what is shown stays until the new one is there, so that nothing flickers. */
export function useLoaded<T>(path: string | null): Loaded<T> {
  const [state, setState] = useState<{ path: string | null; data?: T; error?: string; status?: number }>({ path })
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again for the same address
  useEffect(() => {
    if (path === null) return
    const stop = new AbortController()
    load<T>(path, stop.signal).then(
      (data) => setState({ path, data }),
      (error: unknown) => {
        if (!stop.signal.aborted) setState({ path, error: sentenceOf(error), status: error instanceof Told ? error.status : undefined })
      },
    )
    return () => stop.abort()
  }, [path, turn])
  const again = useCallback(() => setTurn((t) => t + 1), [])
  return { ...(state.path === path ? state : {}), again }
}
