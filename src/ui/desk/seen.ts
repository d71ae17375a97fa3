/** Whoever is at the page that a notice leads to has seen what it says: the notice counts as read. */
import { useEffect } from 'react'
import { command } from './client.ts'

/** `link`: the address of the page as notices name it, from its slash on. */
export function useSeen(link: string): void {
  useEffect(() => {
    void command('/messages/seen', { link }).catch(() => undefined)
  }, [link])
}
