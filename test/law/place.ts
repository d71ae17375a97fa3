/** Where a file stands in the house, read from its path alone. */

/** Floors from the ground up. `outside` is what stands around the house: tests, benches, scripts. */
export const heights = { packages: 0, base: 1, ui: 1, kernel: 2, modules: 3, app: 4, outside: 5 } as const
export type Floor = keyof typeof heights

/** `room` is a folder of the kernel or of the modules (or a package); `part` is the file or folder of that name inside it. */
export type Place = { floor: Floor; room?: string; part?: string; test: boolean }

/** Parts from left to right: each imports only what stands to its left. `gateway` talks to a foreign system and holds its fake. */
export const parts: Record<string, number> = {
  schema: 0,
  rules: 1,
  store: 2,
  gateway: 2,
  actions: 3,
  api: 4,
  jobs: 4,
  routes: 4,
  seed: 4,
  module: 5,
}

/** Engines that a folder of the kernel brings besides the common parts; they stand between rules and store. */
export const engines: Record<string, readonly string[]> = { document: ['render'], form: ['validate'] }
const engineRank = 1.5

/** Folders that hold data and no TypeScript order of their own; they are found by name and never imported. */
export const dataFolders: readonly string[] = ['migrations', 'processes', 'decisions', 'forms', 'templates', 'fixtures']

/** Single files of the kernel are the contract between rooms and house: of what is impure they take only types, so they run anywhere. */
export const isContract = ({ floor, room }: Place): boolean => floor === 'kernel' && room === undefined

/** Files of the server's ground floor that are pure, so that rules may refuse. */
export const pureBase: readonly string[] = ['src/base/refusal.ts', 'src/base/sentence.ts']

const floorNames: readonly string[] = ['base', 'ui', 'kernel', 'modules', 'app']
const bare = (name: string) => name.replace(/\.(ts|tsx|css|sql|md|json|mjs)$/, '')

export function placeOf(path: string): Place {
  const test = /\.test\.tsx?$/.test(path)
  const [top = '', second = '', third = '', fourth] = path.split('/')
  if (top === 'packages') return { floor: 'packages', room: second, test }
  if (top !== 'src' || !floorNames.includes(second)) return { floor: 'outside', test }
  const floor = second as Floor
  if (floor === 'app') return { floor, part: bare(third), test }
  if (floor !== 'kernel' && floor !== 'modules') return { floor, test }
  return fourth === undefined ? { floor, test } : { floor, room: third, part: bare(fourth), test }
}

/** The rank of a part inside its room, or undefined where the order does not know it. */
export function rankOf(place: Place): number | undefined {
  if (place.part === undefined) return undefined
  if (place.floor === 'kernel' && engines[place.room ?? '']?.includes(place.part)) return engineRank
  return Object.hasOwn(parts, place.part) ? parts[place.part] : undefined
}

/** Kernel and modules are divided into folders with parts; the other floors are not. */
export const hasRooms = ({ floor }: Place): boolean => floor === 'kernel' || floor === 'modules'

export const sameRoom = (a: Place, b: Place): boolean => a.room !== undefined && a.floor === b.floor && a.room === b.room

/** Whether a file may run anywhere: no clock, no chance, no network, no disk. */
export function isPure(path: string): boolean {
  const place = placeOf(path)
  if (isContract(place) || pureBase.includes(path)) return true
  return hasRooms(place) && (place.part === 'schema' || place.part === 'rules')
}

/** Whether a file is bundled for the browser. */
export function isBrowser(path: string): boolean {
  const { floor, part } = placeOf(path)
  return floor === 'ui' || part === 'web'
}

/** Folders of the kernel and of the modules that hold code or data: each owns one schema of the database. */
export function roomsOf(paths: readonly string[]): { floor: 'kernel' | 'modules'; room: string }[] {
  const found = new Map<string, { floor: 'kernel' | 'modules'; room: string }>()
  for (const path of paths) {
    const { floor, room } = placeOf(path)
    if (room !== undefined && (floor === 'kernel' || floor === 'modules')) found.set(`${floor}/${room}`, { floor, room })
  }
  return [...found.values()]
}
