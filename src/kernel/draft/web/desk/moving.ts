import { useEffect } from 'react'
import type { RehearsalView } from '../../schema.ts'

export const isMoving = (r: RehearsalView | null | undefined): boolean => r?.status === 'waiting' || r?.status === 'running'

/** Looks again while a rehearsal is under way. */
export function useMoving(rehearsal: RehearsalView | null | undefined, again: () => void): void {
  const moving = isMoving(rehearsal)
  useEffect(() => {
    if (!moving) return
    const next = setInterval(again, 1_500)
    return () => clearInterval(next)
  }, [moving, again])
}
