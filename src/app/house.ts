/** Puts the house together: finds the rooms, orders them from the ground up, and migrates. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import type { Db } from '#base/db.ts'
import { migrateJobs } from '#base/job.ts'
import type { Module } from '#kernel/module.ts'

const src = new URL('../', import.meta.url)

/** The kernel's own rooms, each standing on those before it. */
const kernelOrder = [
  'party',
  'permission',
  'ledger',
  'clock',
  'kpi',
  'batch',
  'export',
  'slot',
  'form',
  'holding',
  'draft',
  'decision',
  'process',
  'item',
  'authority',
  'document',
  'case',
  'order',
] as const

/** A room with the folder it lives in. */
export type Room = Module & { folder: URL }

type Floor = 'kernel' | 'modules'

/** Written so that the bundler finds every room too: it reads a pattern where a plain path stands. */
const imports: Record<Floor, (name: string) => Promise<{ default: Module }>> = {
  kernel: (name) => import(`../kernel/${name}/module.ts`),
  modules: (name) => import(`../modules/${name}/module.ts`),
}

async function load(floor: Floor, name: string): Promise<Room | undefined> {
  const folder = new URL(`${floor}/${name}/`, src)
  if (!existsSync(new URL('module.ts', folder))) return undefined
  return { ...(await imports[floor](name)).default, folder }
}

/** Every folder under modules/ is a room, and stands on the kernel. A room that cannot be loaded stops the house: a city never runs with half a service. */
export async function findRooms(): Promise<Room[]> {
  const kernel = await Promise.all(kernelOrder.map((name) => load('kernel', name)))
  const names = (await readdir(new URL('modules/', src), { withFileTypes: true })).filter((d) => d.isDirectory()).map((d) => d.name)
  const rooms = await Promise.all(names.sort().map((name) => load('modules', name)))
  const standing = (list: (Room | undefined)[]) => list.filter((r) => r !== undefined)
  return [...standing(kernel), ...fromTheGroundUp(standing(rooms))]
}

/** Orders rooms so that each stands after those it uses; a circle, or an unknown room, is an error. */
export function fromTheGroundUp<M extends Pick<Module, 'id' | 'uses'>>(modules: M[]): M[] {
  const byId = new Map(modules.map((m) => [m.id, m]))
  const done = new Set<M>()
  const visit = (id: string, path: string[]): void => {
    if (path.includes(id)) throw new Error(`rooms use each other in a circle: ${[...path, id].join(' -> ')}`)
    const m = byId.get(id)
    if (!m) throw new Error(`${path.at(-1)} uses ${id}, and there is no such room`)
    for (const below of m.uses ?? []) visit(below, [...path, id])
    done.add(m)
  }
  for (const m of modules) visit(m.id, [])
  return [...done]
}

/** Folders with migrations, from the ground up: base, every kernel folder in its order, then the rooms. */
function migrationFolders(rooms: Room[]): { id: string; folder: URL }[] {
  const at = (id: string, path: string) => ({ id, folder: new URL(`${path}/migrations/`, src) })
  const upper = rooms.filter((r) => r.folder.href.includes('/modules/'))
  return [
    at('base', 'base'),
    ...kernelOrder.map((k) => at(`kernel.${k}`, `kernel/${k}`)),
    ...upper.map((r) => ({ id: r.id, folder: new URL('migrations/', r.folder) })),
  ]
}

/** `done`: what ran now; `missing`: what was wanted and this house does not have. */
type Migrated = { done: string[]; missing: string[] }

/** Brings the database up to this house's tables, or to those of `wanted` (`room/file`); each file runs once, in its own transaction, and one migrator at a time. */
export async function migrate(db: Db, url: string, rooms: Room[], wanted?: ReadonlySet<string>): Promise<Migrated> {
  await db.owner((tx) =>
    tx.exec(
      'create table if not exists public.haoban_migration (room text, file text, at timestamptz not null default now(), primary key (room, file))',
    ),
  )
  await migrateJobs(url)
  const done: string[] = []
  const known = new Set<string>()
  for (const { id, folder } of migrationFolders(rooms)) {
    const files = existsSync(folder) ? (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort() : []
    for (const file of files) {
      const name = `${id}/${file}`
      known.add(name)
      if ((wanted?.has(name) ?? true) && (await migrateOne(db, id, file, new URL(file, folder)))) done.push(name)
    }
  }
  return { done, missing: [...(wanted ?? [])].filter((name) => !known.has(name)) }
}

/** Files that this house has and the database has not run, for a login that may only look. */
export async function missingMigrations(db: Db, rooms: Room[]): Promise<string[]> {
  const ran = await db.tx(
    { role: 'system' },
    (tx) => tx.sql<{ name: string }>`select room || '/' || file "name" from public.haoban_migration`,
  )
  const known = new Set(ran.map((r) => r.name))
  const missing: string[] = []
  for (const { id, folder } of migrationFolders(rooms)) {
    const files = existsSync(folder) ? (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort() : []
    missing.push(...files.map((file) => `${id}/${file}`).filter((name) => !known.has(name)))
  }
  return missing
}

function migrateOne(db: Db, room: string, file: string, path: URL): Promise<boolean> {
  return db.owner(async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(7017000)`
    const seen = await tx.sql`select 1 from public.haoban_migration where room = ${room} and file = ${file}`
    if (seen.length) return false
    await tx.exec(await readFile(path, 'utf8'))
    await tx.sql`insert into public.haoban_migration (room, file) values (${room}, ${file})`
    return true
  })
}
