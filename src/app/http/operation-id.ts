/** What an operation of the API is called: by the action that does it, in its room. */
import type { Route } from '#kernel/module.ts'
import type { Room } from '../house.ts'

const wordsOf = (route: Route): string => route.path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
const actionOf = (route: Route): string => (/^[A-Za-z]\w*$/.test(route.act.name) ? route.act.name : route.verb.toLowerCase())

/**
 * `window.submitDraft`: room and action. Where one action answers several addresses of a room, the words of the address follow
 * (`catalogue.standing.help`), so that the name of none depends on the order in which they stand.
 */
export function operationIds(rooms: readonly Room[]): Map<Route, string> {
  const ids = new Map<Route, string>()
  for (const room of rooms)
    for (const route of room.routes ?? []) {
      const name = actionOf(route)
      const shared = room.routes!.filter((r) => actionOf(r) === name).length > 1
      ids.set(route, [room.id, name, ...(shared ? [wordsOf(route)] : [])].join('.'))
    }
  return ids
}
