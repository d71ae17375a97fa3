import { useLayoutEffect, useRef } from 'react'

/** The search of a list, to which the key `/` leads on every page that has one. */
export const listFind = 'list-find'

/** Whether a key belongs to what is under it: somebody types, presses a button, or a panel is open. */
function taken(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  if (/^(TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable || document.querySelector('[role="dialog"]')) return true
  if (at.tagName === 'INPUT') return !/^(checkbox|radio)$/.test((at as HTMLInputElement).type)
  return event.key === 'Enter' && /^(A|BUTTON)$/.test(at.tagName)
}

/** Keys of a page; the newest handlers are used. */
export function useKeys(keys: Record<string, () => void>): void {
  const newest = useRef(keys)
  newest.current = keys
  // before anything is painted: a key pressed as soon as the page is seen is heard
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = taken(event) ? undefined : newest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
