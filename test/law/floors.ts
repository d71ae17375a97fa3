/** Between floors and wings: who may call whom. */
import { builtinModules } from 'node:module'
import { hasRooms, heights, isBrowser, isPure, type Place, placeOf, pureBase, sameRoom } from './place.ts'
import type { Rule, Violation } from './rule.ts'
import type { Import } from './syntax.ts'
import type { CodeFile, Tree } from './tree.ts'

/** An import that stays in the house, with both ends placed. */
type Arrow = { from: CodeFile; to: string; place: Place; import: Import }

/** All imports of shipped code from one file of the repository to another. */
export function arrowsOf(tree: Tree): Arrow[] {
  return tree.shipped
    .filter((f) => f.place.floor !== 'outside')
    .flatMap((from) =>
      from.imports.flatMap((i) => (i.target === undefined ? [] : [{ from, to: i.target, place: placeOf(i.target), import: i }])),
    )
}

export const strays = (tree: Tree, astray: (arrow: Arrow) => boolean): Violation[] =>
  arrowsOf(tree)
    .filter(astray)
    .map((a) => ({ path: a.from.path, line: a.import.line, says: `imports ${a.to}` }))

function climbs({ from, place }: Arrow): boolean {
  const [here, there] = [heights[from.place.floor], heights[place.floor]]
  if (from.place.floor === 'packages' && place.floor === 'packages') return from.place.room !== place.room
  return there > here || (there === here && place.floor !== from.place.floor)
}

const isNode = (specifier: string) => specifier.startsWith('node:') || builtinModules.includes(specifier)

/** What a page of a room or of the kernel may see: its own pure parts and pages, the kernel's, the contract, and the design system. */
function pageMaySee({ from, to, place }: Arrow): boolean {
  if (place.floor === 'ui' || place.floor === 'packages' || pureBase.includes(to)) return true
  const near = place.floor === 'kernel' || sameRoom(from.place, place)
  return near && (isPure(to) || place.part === 'web')
}

const isRoomPage = ({ place }: CodeFile) => hasRooms(place) && place.part === 'web'
const aboveRooms = new Set(['app', 'outside'])

export const floorRules: Rule[] = [
  {
    id: 'floors',
    sentence:
      'imports only go down: app, modules, kernel, base or ui, packages; base and ui never meet, and a package knows nothing of the house',
    check: (tree) => strays(tree, climbs),
  },
  {
    id: 'pages-see',
    sentence: 'a page in web/ sees its own schema, rules and web, the pure parts of the kernel, and ui',
    check: (tree) => strays(tree, (a) => isRoomPage(a.from) && !aboveRooms.has(a.place.floor) && !pageMaySee(a)),
  },
  {
    id: 'browser-runs-anywhere',
    sentence: 'what is bundled for the browser (web/, ui/) imports nothing of Node',
    check: (tree) =>
      tree.shipped
        .filter((f) => isBrowser(f.path))
        .flatMap((f) =>
          f.imports.filter((i) => isNode(i.specifier)).map((i) => ({ path: f.path, line: i.line, says: `imports ${i.specifier}` })),
        ),
  },
  {
    id: 'app-pages-see',
    sentence: 'the browser part of app sees pages, pure parts and ui, and nothing that runs on the server',
    check: (tree) =>
      strays(tree, (a) => {
        if (a.from.place.floor !== 'app' || a.from.place.part !== 'web') return false
        return !(isBrowser(a.to) || isPure(a.to))
      }),
  },
  {
    id: 'server-draws-through-pages',
    sentence: 'on the server only pages draw: other parts take from ui no more than types',
    check: (tree) =>
      strays(tree, (a) => {
        const server = hasRooms(a.from.place) && !isBrowser(a.from.path) && !isPure(a.from.path)
        return server && a.place.floor === 'ui' && !a.import.typeOnly
      }),
  },
]
