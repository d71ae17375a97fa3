/** The database: each room owns one schema, and only its store and its migrations name it. */
import ts from 'typescript'
import { hasRooms, roomsOf } from './place.ts'
import type { Rule, Violation } from './rule.ts'
import { type Naming, namingsOf } from './sql.ts'
import { type Piece, piecesOf } from './syntax.ts'
import type { CodeFile, TextFile, Tree } from './tree.ts'

/** A schema bears its folder's name, but for words that PostgreSQL keeps for itself and for names that two floors share. */
const exceptions: Record<string, string> = {
  'kernel/case': 'cases',
  'kernel/order': 'orders',
  'modules/window': 'windows',
  'modules/authority': 'authorities',
}
export const schemaOf = (floor: string, room: string): string => exceptions[`${floor}/${room}`] ?? room

/** Schemas that belong to PostgreSQL and may be read by all. */
const everyones = new Set(['pg_catalog', 'information_schema'])
/** The ground floor's functions (who asks, what he may see) stand in row policies everywhere. */
const ground = 'base'

const ownSchema = ({ place }: TextFile) => (place.room === undefined || !hasRooms(place) ? undefined : schemaOf(place.floor, place.room))
const owners = (tree: Tree) => new Map(roomsOf(tree.paths).map((r) => [schemaOf(r.floor, r.room), r]))

const sqlTags = new Set(['sql', 'fragment'])
const builders = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'withSchema',
  'mergeInto',
])

/** Names of tables in a piece of code: SQL by its tag, the query builder by its verbs, any other text by the schemas that exist. */
function namesIn(piece: Piece, schemas: ReadonlySet<string>): Naming[] {
  if (piece.tag && sqlTags.has(piece.tag)) return namingsOf(piece.text, piece.line)
  const call = piece.node.parent
  if (ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) && builders.has(call.expression.name.text))
    return built(piece)
  return namingsOf(piece.text, piece.line).filter((n) => n.schema !== undefined && schemas.has(n.schema))
}

function built({ text, line }: Piece): Naming[] {
  const [schema, name] = text.split(' ')[0]!.split('.')
  return name ? [{ does: 'use', schema: schema!, name, call: false, line }] : []
}

const isStore = (f: CodeFile) => f.place.part === 'store'
const inHouse = (f: TextFile) => f.place.floor !== 'outside' && f.place.floor !== 'packages'
const full = (n: Naming) => (n.schema ? `${n.schema}.${n.name}` : n.name)

function misplaced(tree: Tree): Violation[] {
  const schemas = new Set(owners(tree).keys())
  return tree.shipped
    .filter((f) => inHouse(f) && !isStore(f))
    .flatMap((f) =>
      piecesOf(f.source).flatMap((piece): Violation[] => {
        if (hasRooms(f.place) && piece.tag && sqlTags.has(piece.tag)) return [{ path: f.path, line: piece.line, says: 'holds SQL' }]
        const named = namesIn(piece, schemas).find((n) => n.schema && schemas.has(n.schema))
        return named ? [{ path: f.path, line: named.line, says: `names ${full(named)}` }] : []
      }),
    )
}

const isForeign = (n: Naming, own: string | undefined) =>
  n.schema !== undefined && n.schema !== own && !everyones.has(n.schema) && !(n.schema === ground && n.call)

function foreignTables(tree: Tree): Violation[] {
  const schemas = new Set([...owners(tree).keys(), ground])
  return tree.shipped.filter(isStore).flatMap((f) => {
    const named = piecesOf(f.source).flatMap((piece) => namesIn(piece, schemas))
    return named.filter((n) => isForeign(n, ownSchema(f))).map((n) => ({ path: f.path, line: n.line, says: `names ${full(n)}` }))
  })
}

const migrations = (tree: Tree) => tree.texts.filter((f) => /^src\/(kernel|modules)\/[^/]+\/migrations\/[^/]+\.sql$/.test(f.path))

function strangeMigrations(tree: Tree): Violation[] {
  return migrations(tree).flatMap((f) => {
    const own = ownSchema(f)
    return namingsOf(f.text)
      .filter((n) => n.does !== 'reference' && (isForeign(n, own) || (n.does === 'define' && n.schema === undefined)))
      .map((n) => ({
        path: f.path,
        line: n.line,
        says: n.schema ? `names ${full(n)}` : `defines ${n.name} without saying in which schema`,
      }))
  })
}

function foreignKeys(tree: Tree): Violation[] {
  return migrations(tree).flatMap((f) =>
    namingsOf(f.text)
      .filter((n) => n.does === 'reference' && n.schema !== undefined && n.schema !== ownSchema(f))
      .map((n) => ({ path: f.path, line: n.line, says: `refers to ${full(n)}` })),
  )
}

function sharedSchemas(tree: Tree): Violation[] {
  const first = new Map<string, string>()
  return roomsOf(tree.paths).flatMap(({ floor, room }) => {
    const schema = schemaOf(floor, room)
    const other = first.get(schema)
    first.set(schema, other ?? `${floor}/${room}`)
    return other ? [{ path: `src/${floor}/${room}`, says: `would share the schema ${schema} with ${other}` }] : []
  })
}

export const schemaRules: Rule[] = [
  { id: 'sql-in-store', sentence: "SQL stands in store.ts; nobody else names a room's schema", check: misplaced },
  { id: 'own-schema', sentence: 'a store names only its own schema: data is shared by its owner', check: foreignTables },
  {
    id: 'own-migrations',
    sentence: 'migrations create, alter and read only in their own schema, and always say which',
    check: strangeMigrations,
  },
  { id: 'no-foreign-keys', sentence: 'no foreign key leads from one room into another', check: foreignKeys },
  { id: 'one-owner', sentence: 'a schema has one owner', check: sharedSchemas },
]
