/** Between rooms: front doors, and who may use them. */
import { arrowsOf, strays } from './floors.ts'
import { type Manifest, manifestsOf } from './manifest.ts'
import { isPure, type Place, sameRoom } from './place.ts'
import type { Rule, Violation } from './rule.ts'
import type { Tree } from './tree.ts'

/** Rooms that look at the whole city: they read the list of numbers and the ledger, and know no other room. */
export const readers: readonly string[] = ['brain', 'supervision', 'programme', 'office']

const inRoom = (place: Place) => place.floor === 'modules' && place.room !== undefined
const isPage = (place: Place) => place.part === 'web'

function passesTheDoor(from: Place, to: Place): boolean {
  if (!inRoom(to) || sameRoom(from, to)) return true
  if (from.floor === 'app') return to.part === 'api' || to.part === 'module' || isPage(from)
  return from.floor !== 'modules' || isPage(from) || to.part === 'api'
}

/** The kernel's rooms stand below all others and are used without saying so. */
const upstairs = (tree: Tree) => manifestsOf(tree).filter((m) => m.floor === 'modules')

/** A circle among the rooms' `uses`, each found once, as `a → b → a`. */
function circles(manifests: readonly Manifest[]): { path: string; text: string }[] {
  const uses = new Map(manifests.map((m) => [m.room, m.uses.map((u) => u.text)]))
  const done = new Set<string>()
  const found: { path: string; text: string }[] = []
  const visit = (room: string, way: string[]): void => {
    if (way.includes(room)) {
      const circle = [...way.slice(way.indexOf(room)), room]
      found.push({ path: `src/modules/${room}/module.ts`, text: circle.join(' → ') })
      return
    }
    if (done.has(room)) return
    for (const below of uses.get(room) ?? []) visit(below, [...way, room])
    done.add(room)
  }
  for (const room of uses.keys()) visit(room, [])
  return found
}

function undeclared(tree: Tree): Violation[] {
  const uses = new Map(upstairs(tree).map((m) => [m.room, m.uses.map((u) => u.text)]))
  return arrowsOf(tree).flatMap((a) => {
    const { place: from } = a.from
    if (!inRoom(from) || !inRoom(a.place) || sameRoom(from, a.place) || isPage(from) || readers.includes(from.room!)) return []
    if (a.place.part !== 'api' || uses.get(from.room!)?.includes(a.place.room!)) return []
    return [{ path: a.from.path, line: a.import.line, says: `enters ${a.place.room}, and the manifest's uses does not say so` }]
  })
}

function unknownRooms(tree: Tree): Violation[] {
  const manifests = upstairs(tree)
  const rooms = new Set(manifests.map((m) => m.room))
  return manifests.flatMap((m) =>
    m.uses
      .filter((u) => !rooms.has(u.text))
      .map((u) => ({ path: u.path, line: u.line, says: `uses ${u.text}, and there is no such room` })),
  )
}

function curiousReaders(tree: Tree): Violation[] {
  const entered = strays(
    tree,
    (a) =>
      readers.includes(a.from.place.room ?? '') &&
      inRoom(a.from.place) &&
      inRoom(a.place) &&
      !sameRoom(a.from.place, a.place) &&
      !isPage(a.from.place),
  )
  const declared = upstairs(tree)
    .filter((m) => readers.includes(m.room))
    .flatMap((m) => m.uses)
  return [...entered, ...declared.map((u) => ({ path: u.path, line: u.line, says: `uses ${u.text}` }))]
}

const isKernelStore = (place: Place) => place.floor === 'kernel' && place.part === 'store'
/** Pages and pure parts that reach for a store break a rule of their own. */
const isServerPart = (place: Place, path: string) => inRoom(place) && !isPage(place) && !isPure(path)

export const roomRules: Rule[] = [
  {
    id: 'front-door',
    sentence: 'a room is entered only through its api.ts; app opens also its module.ts, and the pages of app its pages',
    check: (tree) => strays(tree, (a) => !passesTheDoor(a.from.place, a.place)),
  },
  { id: 'uses', sentence: "a room enters another only if its manifest's uses says so", check: undeclared },
  { id: 'known-uses', sentence: 'uses names rooms that exist', check: unknownRooms },
  {
    id: 'no-circle',
    sentence: 'rooms do not use each other in a circle',
    check: (tree) => circles(upstairs(tree)).map((c) => ({ path: c.path, says: c.text })),
  },
  { id: 'readers', sentence: `${readers.join(', ')} know no room: they read the numbers and the ledger`, check: curiousReaders },
  {
    id: 'kernel-stores',
    sentence: 'no room reaches into a store of the kernel: it comes by the actions, the api or the pure parts',
    check: (tree) => strays(tree, (a) => isKernelStore(a.place) && isServerPart(a.from.place, a.from.path)),
  },
]
