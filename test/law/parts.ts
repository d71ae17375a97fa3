/** Inside a room: the order of its parts, their names, and the purity of those that run anywhere. */
import ts from 'typescript'
import { strays } from './floors.ts'
import { dataFolders, engines, hasRooms, isContract, isPure, type Place, parts, placeOf, rankOf, sameRoom } from './place.ts'
import type { Rule, Violation } from './rule.ts'
import { lineOf, nameOf, walk } from './syntax.ts'
import type { CodeFile, Tree } from './tree.ts'

/** Whether `to` stands to the left of `from`, or in the same part. Pages are shown by routes and module alone. */
function standsLeft(from: Place, to: Place): boolean {
  if (from.part === to.part || from.part === 'web') return true
  if (to.part === 'web') return from.part === 'routes' || from.part === 'module'
  const [here, there] = [rankOf(from), rankOf(to)]
  return here === undefined || there === undefined || there < here
}

const known = (place: Place) => rankOf(place) !== undefined || place.part === 'web' || dataFolders.includes(place.part ?? '')

function unknownParts(tree: Tree): Violation[] {
  return tree.paths.flatMap((path) => {
    const place = placeOf(path)
    if (place.room === undefined || !hasRooms(place)) return []
    if (place.test || place.part === 'README' || known(place)) return []
    return [{ path, says: `is no part of a room: ${Object.keys(parts).join(', ')}, web, ${dataFolders.join(', ')}` }]
  })
}

const isServerPackage = (specifier: string) =>
  /^node:/.test(specifier) || ['pg', 'kysely', 'hono', 'pino', 'graphile-worker', 'react', 'react-dom'].includes(specifier.split('/')[0]!)

function impureImports(tree: Tree): Violation[] {
  return tree.shipped
    .filter((f) => isPure(f.path))
    .flatMap((f) =>
      f.imports
        .filter(
          (i) =>
            !(isContract(f.place) && i.typeOnly) &&
            (i.target === undefined ? isServerPackage(i.specifier) : isImpureTarget(f.place, i.target)),
        )
        .map((i) => ({ path: f.path, line: i.line, says: `imports ${i.specifier}` })),
    )
}

/** What stands to the right in the own room, above, or behind another room's door is the matter of other rules. */
function isImpureTarget(from: Place, target: string): boolean {
  const to = placeOf(target)
  if (isPure(target) || sameRoom(from, to)) return false
  if (to.floor === 'modules') return to.part === 'api'
  return to.floor === 'base' || to.floor === 'ui' || to.floor === 'kernel'
}

const chancy: Record<string, readonly string[]> = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now', 'timeOrigin'],
  crypto: ['randomUUID', 'getRandomValues', 'randomBytes', 'randomInt'],
}
/** Named one by one, because a variable of the house may well be called process. */
const processMembers = new Set(['env', 'argv', 'cwd', 'hrtime', 'exit', 'platform', 'nextTick', 'memoryUsage', 'stdout', 'stderr'])
const worldly = new Set([
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'Worker',
])

/** The clock and chance, taken directly: `new Date()`, `Date.now`, `Math.random`, `randomUUID` and their like. */
const clockAndChance = (node: ts.Node): string | undefined => bareDate(node) ?? member(node) ?? importedChance(node)

function bareDate(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node)) return isNamed(node.expression, 'Date') && !node.arguments?.length ? 'new Date()' : undefined
  return ts.isCallExpression(node) && isNamed(node.expression, 'Date') ? 'Date()' : undefined
}

/** A member is taken where it stands, called or handed on. */
function member(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const owner = nameOf(node.expression) ?? ''
  return Object.hasOwn(chancy, owner) && chancy[owner]!.includes(node.name.text) ? `${owner}.${node.name.text}` : undefined
}

function importedChance(node: ts.Node): string | undefined {
  if (!ts.isImportSpecifier(node)) return undefined
  const from = node.parent.parent.parent.moduleSpecifier
  const name = (node.propertyName ?? node.name).text
  return ts.isStringLiteral(from) && /^(node:)?crypto$/.test(from.text) && chancy.crypto!.includes(name) ? name : undefined
}

const isNamed = (node: ts.Node, name: string) => ts.isIdentifier(node) && node.text === name

/** What else a pure file must not touch: network, timers, the process. */
function worldliness(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    return isNamed(node.expression, 'process') && processMembers.has(node.name.text) ? `process.${node.name.text}` : undefined
  }
  if (!(ts.isCallExpression(node) || ts.isNewExpression(node)) || !ts.isIdentifier(node.expression)) return undefined
  return worldly.has(node.expression.text) ? node.expression.text : undefined
}

function touches(files: readonly CodeFile[], judge: (node: ts.Node) => string | undefined): Violation[] {
  return files.flatMap((f) => {
    const found: Violation[] = []
    walk(f.source, (node) => {
      const what = judge(node)
      if (what) found.push({ path: f.path, line: lineOf(node), says: `takes ${what}` })
    })
    return found
  })
}

export const partRules: Rule[] = [
  {
    id: 'order-of-parts',
    sentence:
      'inside a room each part imports only parts to its left: schema, rules, store, actions, then api, jobs and routes, then module',
    check: (tree) =>
      strays(tree, (a) => sameRoom(a.from.place, a.place) && a.from.place.floor !== 'packages' && !standsLeft(a.from.place, a.place)),
  },
  {
    id: 'known-parts',
    sentence: `a room holds the parts the house knows, and nothing else (engines of the kernel: ${Object.entries(engines)
      .map(([room, own]) => `${room}/${own.join(', ')}`)
      .join('; ')})`,
    check: unknownParts,
  },
  {
    id: 'pure-imports',
    sentence: 'schema and rules import only what is pure, so that they run in browser and server alike',
    check: impureImports,
  },
  {
    id: 'pure-acts',
    sentence: 'schema and rules touch no clock, no chance, no network and no process: those come in as arguments',
    check: (tree) =>
      touches(
        tree.shipped.filter((f) => isPure(f.path)),
        (node) => clockAndChance(node) ?? worldliness(node),
      ),
  },
  {
    id: 'clock-and-chance',
    sentence: 'time, ids and randomness come in through the context, never from the machine',
    check: (tree) =>
      touches(
        tree.shipped.filter((f) => hasRooms(f.place) && !isPure(f.path)),
        clockAndChance,
      ),
  },
  {
    id: 'packages-repeatable',
    sentence: 'a package takes time and chance as arguments (keys may come from node:crypto)',
    check: (tree) =>
      touches(
        tree.shipped.filter((f) => f.place.floor === 'packages' && !/\/(bench|test)\//.test(f.path)),
        (node) => {
          const what = clockAndChance(node)
          return what && /^(Math|Date|new Date)/.test(what) ? what : undefined
        },
      ),
  },
]
