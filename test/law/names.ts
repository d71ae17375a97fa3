/** Names and ids, and the page at every door. */
import ts from 'typescript'
import { type Id, type Manifest, manifestsOf } from './manifest.ts'
import { roomsOf } from './place.ts'
import type { Rule, Violation } from './rule.ts'
import type { CodeFile, Tree } from './tree.ts'

const at = (id: Id, says: string): Violation => ({ path: id.path, line: id.line, says })
const rooms = (tree: Tree) => roomsOf(tree.paths)

function withoutManifest(tree: Tree): Violation[] {
  const known = new Set(manifestsOf(tree).flatMap((m) => (m.floor === 'modules' ? [m.room] : [])))
  return rooms(tree).flatMap(({ floor, room }) =>
    floor === 'modules' && !known.has(room) ? [{ path: `src/modules/${room}`, says: 'has no module.ts with defineModule({ … })' }] : [],
  )
}

function wrongIds(tree: Tree): Violation[] {
  return manifestsOf(tree).flatMap((m) =>
    m.id?.text === m.room ? [] : [{ path: m.path, says: `calls itself ${m.id?.text ?? 'nothing'} and stands in ${m.room}` }],
  )
}

const idsOf = (m: Manifest): Id[] => [...m.permissions, ...m.kpis, ...m.jobs]

/** Ids that were seen before: within their kind an id stands for one thing in the whole house. */
function repeated(ids: readonly Id[]): Violation[] {
  const first = new Map<string, Id>()
  return ids.flatMap((id) => {
    const other = first.get(id.text)
    if (!other) first.set(id.text, id)
    return other ? [at(id, `${id.text} stands already in ${other.path}:${other.line}`)] : []
  })
}

function repeatedIds(tree: Tree): Violation[] {
  const manifests = manifestsOf(tree)
  const own = manifests.flatMap((m) => m.id ?? [])
  return [own, ...(['permissions', 'kpis', 'jobs', 'about'] as const).map((kind) => manifests.flatMap((m) => m[kind]))].flatMap(repeated)
}

/** `:id` and `:no` match the same addresses. */
const withoutNames = (id: Id): Id => ({ ...id, text: id.text.replace(/:\w+/g, ':x') })

function foreignIds(tree: Tree): Violation[] {
  return manifestsOf(tree).flatMap((m) =>
    idsOf(m)
      .filter((id) => !id.text.startsWith(`${m.room}.`))
      .map((id) => at(id, `${id.text} does not begin with ${m.room}.`)),
  )
}

function unknownPermissions(tree: Tree): Violation[] {
  return manifestsOf(tree).flatMap((m) => {
    const declared = new Set(m.permissions.map((p) => p.text))
    return m.asks.filter((a) => !declared.has(a.text)).map((a) => at(a, `asks for ${a.text}, which ${m.room} does not declare`))
  })
}

const drawers = /^(utils?|helpers?|commons?|misc)(\.\w+)*$/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/

const isReexport = (s: ts.Statement) => ts.isExportDeclaration(s) && s.moduleSpecifier !== undefined

/** The files right under a package's src/ are its doors (`exports` of package.json); everywhere else a file that only passes on what others hold hides where things are. */
function isBarrel({ path, source, place }: CodeFile): boolean {
  if (/^packages\/[^/]+\/(index|src\/[^/]+)\.ts$/.test(path) || place.part === 'api') return false
  if (/(^|\/)index\.tsx?$/.test(path)) return source.statements.some(isReexport)
  return source.statements.length > 0 && source.statements.every(isReexport)
}

export const nameRules: Rule[] = [
  {
    id: 'readme',
    sentence: 'every room, every folder of the kernel and every package says on one page what it is for: README.md',
    check: (tree) => {
      const doors = [
        ...rooms(tree).map((r) => `src/${r.floor}/${r.room}`),
        ...new Set(tree.shipped.filter((f) => f.place.floor === 'packages').map((f) => `packages/${f.place.room}`)),
      ]
      return doors.filter((d) => !tree.paths.includes(`${d}/README.md`)).map((path) => ({ path, says: 'has no README.md' }))
    },
  },
  { id: 'manifest', sentence: 'every room has a table of contents: module.ts', check: withoutManifest },
  { id: 'room-is-id', sentence: "a room bears its folder's name", check: wrongIds },
  { id: 'ids-begin', sentence: "the ids of permissions, numbers and jobs begin with their room's id", check: foreignIds },
  { id: 'ids-once', sentence: 'no two rooms, permissions, numbers, jobs or kinds of subjects have the same id', check: repeatedIds },
  {
    id: 'routes-once',
    sentence: 'an address is answered by one route',
    check: (tree) => repeated(manifestsOf(tree).flatMap((m) => m.answers.map(withoutNames))),
  },
  {
    id: 'routes-ask',
    sentence: 'every route asks for a permission that its own room declares, or says anyone or signedIn',
    check: unknownPermissions,
  },
  {
    id: 'no-drawers',
    sentence: 'nothing is called utils, helpers, common or misc: a name says what is inside',
    check: (tree) =>
      tree.paths.filter((p) => p.split('/').some((s) => drawers.test(s))).map((path) => ({ path, says: 'is a drawer for anything' })),
  },
  {
    id: 'kebab',
    sentence: 'files are named in kebab-case',
    check: (tree) =>
      tree.code.filter((f) => !kebab.test(f.path.split('/').at(-1)!)).map((f) => ({ path: f.path, says: 'is not kebab-case' })),
  },
  {
    id: 'no-barrels',
    sentence: 'no file only passes on what others hold; a room has its api.ts, and a package its doors right under src/',
    check: (tree) => tree.shipped.filter(isBarrel).map((f) => ({ path: f.path, says: 'is a barrel' })),
  },
]
