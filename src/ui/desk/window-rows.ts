import { type RefObject, useEffect, useState } from 'react'

/** Height of one row of a work list in pixels, as `desk.css` has it. */
const rowHeight = 40
const spare = 12

export type RowWindow = { from: number; to: number; before: number; after: number }

/**
 * Which rows of a long list are drawn: those in sight and a few beside them, the rest is empty height. `near` is called when the
 * end comes into sight.
 */
export function useRowWindow(place: RefObject<HTMLElement | null>, count: number, near: () => void): RowWindow {
  const [seen, setSeen] = useState({ top: 0, height: 900 })
  useEffect(() => {
    const box = place.current
    if (!box) return
    const look = () => setSeen({ top: box.scrollTop, height: box.clientHeight })
    look()
    box.addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      box.removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [place])
  const from = Math.max(0, Math.floor(seen.top / rowHeight) - spare)
  const to = Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + spare)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the end of another length comes near
  useEffect(() => {
    if (to >= count - spare) near()
  }, [to, count])
  return { from, to, before: from * rowHeight, after: Math.max(0, count - to) * rowHeight }
}

/** Brings a row into sight, a little away from the edges. */
export function showRow(place: HTMLElement | null, at: number): void {
  if (!place) return
  const [top, bottom] = [at * rowHeight, (at + 2) * rowHeight]
  if (top < place.scrollTop) place.scrollTop = top
  else if (bottom > place.scrollTop + place.clientHeight) place.scrollTop = bottom - place.clientHeight
}
