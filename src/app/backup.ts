/** A city in a folder, and back: while it goes on working, and into an empty data directory. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backup } from '#base/backup/dump.ts'
import { restore } from '#base/backup/load.ts'
import { type Manifest, readManifest } from '#base/backup/manifest.ts'
import { noteBackup } from '#base/backup/noted.ts'
import { findSignerText, keepSigners, openCheckpoints, signerNames, withNewSigner } from '#base/checkpoints.ts'
import { openClock } from '#base/clock.ts'
import { type Db, openDb } from '#base/db.ts'
import { openLog } from '#base/log.ts'
import { lockDataDir } from '#base/postgres/lock.ts'
import { openPostgres } from '#base/postgres/postgres.ts'
import { refusals } from '#base/refusal.ts'
import { findRing, keepRing, ringIds } from '#base/secret.ts'
import { openStorage } from '#base/storage/storage.ts'
import { standingOutside } from '#kernel/ledger/actions/checkpoint.ts'
import { verify } from '#kernel/ledger/actions.ts'
import type { Verdict } from '#kernel/ledger/schema.ts'
import { findCheckpoint } from '#kernel/ledger/store/anchor.ts'
import { hasFacts } from '#kernel/ledger/store.ts'
import type { House } from './context.ts'
import { findRooms, migrate } from './house.ts'
import { dataDirOf, type Env } from './open.ts'

const refuse = refusals({
  'restore.no-key': [
    422,
    '打不开备份里加密的内容：没有找到主密钥。请把备份时的主密钥放到 {path}，或用 HAOBAN_KEY 给出，再恢复一次。什么都还没有改动。',
  ],
  'restore.wrong-key': [422, '这把主密钥不是备份时用的那把（{path}）。请换成备份时的主密钥，再恢复一次。什么都还没有改动。'],
  'restore.newer': [422, '这份备份由更新的版本写成（有 {migration}）。请先升级好办，再恢复。'],
  'restore.not-empty': [409, '{dataDir} 里已经有一座城市。请换一个空的 HAOBAN_DATA（或空的数据库），免得盖掉它。'],
})

const rowsOf = (manifest: Manifest) => manifest.tables.reduce((sum, t) => sum + t.rows, 0)
/** The keys lie beside the folder, never in it: they are to be carried to different places, and those that sign to another than the ring. */
const keyBeside = (dir: string) => `${dir}.key`
const signersBeside = (dir: string) => `${dir}.checkpoint-key`

export type BackedUp = {
  dir: string
  tables: number
  rows: number
  files: Manifest['files'] /** where the keys were put; null where the environment holds them */
  key: string | null
  /** the same of the keys that sign checkpoints of the ledger */
  checkpointKey: string | null
}

/** Writes the whole city into an empty folder, and its keys beside it. */
export async function backUpCity({ db, url, ownerUrl, storage, clock }: House, dir: string, env: Env): Promise<BackedUp> {
  const ring = findRing(dataDirOf(env), env)!
  const manifest = await backup(ownerUrl ?? url, storage, dir, { at: clock.now(), keys: ringIds(ring.text, ring.from) })
  const key = env.HAOBAN_KEY ? null : keyBeside(dir)
  if (key) await writeFile(key, ring.text, { mode: 0o600, flush: true })
  const signers = env.HAOBAN_CHECKPOINT_KEY ? undefined : findSignerText(dataDirOf(env), env)
  const checkpointKey = signers ? signersBeside(dir) : null
  if (checkpointKey) await writeFile(checkpointKey, signers!.text, { mode: 0o600, flush: true })
  await db.tx({ role: 'system' }, (tx) => noteBackup(tx, { at: clock.now(), rows: rowsOf(manifest), files: manifest.files.count }))
  return { dir, tables: manifest.tables.length, rows: rowsOf(manifest), files: manifest.files, key, checkpointKey }
}

/** The ring that the backup was sealed with; it is looked at before anything is touched. */
async function ringFor(dir: string, manifest: Manifest, env: Env): Promise<string> {
  const path = keyBeside(dir)
  const found = findRing(dataDirOf(env), env)
  const text = found?.text ?? (await readFile(path, 'utf8').catch(() => undefined))
  if (!text) throw refuse('restore.no-key', { path })
  const ids = ringIds(text, found?.from ?? path)
  if (manifest.keys.some((id) => !ids.includes(id))) throw refuse('restore.wrong-key', { path: found?.from ?? path })
  return text
}

async function makeTables(db: Db, url: string, manifest: Manifest, dataDir: string): Promise<void> {
  const rooms = await findRooms()
  const wanted = manifest.migrations.map(({ room, file }) => `${room}/${file}`)
  const { missing } = await migrate(db, url, rooms, new Set(wanted))
  if (missing.length) throw refuse('restore.newer', { migration: missing[0] })
  const there = await db.owner((tx) => tx.sql<{ n: number }>`select count(*) n from public.haoban_migration`)
  if (there[0]!.n !== wanted.length || (await db.owner(hasFacts))) throw refuse('restore.not-empty', { dataDir })
}

/**
 * How the restored city signs checkpoints. `same`: what lies outside shows that nothing was signed since, the key goes on; `renamed`: it may
 * have been, a key of another name signs and the old one stays behind it; `made`: the old key was not found; `first`: nothing was ever
 * signed; `given`: the key stands in the environment and must be given another name there. `outside` as in `standingOutside`.
 */
export type Signing = {
  key: 'same' | 'renamed' | 'made' | 'first' | 'given'
  name: string | null
  outside: Awaited<ReturnType<typeof standingOutside>>
}

/** 'city.example/ledger/20261203T093000Z': the name from before with the moment of the restore. */
const renamed = (name: string, at: Date): string => `${name.replace(/\/\d{8}T\d{6}Z$/, '')}/${at.toISOString().replace(/[-:]|\.\d+/g, '')}`

/** The keys that signed before: of this place, else those beside the backup. */
async function signersFor(dir: string, env: Env): Promise<{ text: string; from: string } | undefined> {
  const [path, here] = [signersBeside(dir), findSignerText(dataDirOf(env), env)]
  if (here) return here
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : { text, from: path }
}

/** The name under which the newest checkpoint of the database was signed. */
async function lastName(db: Db): Promise<string | undefined> {
  const last = await db.tx({ role: 'system' }, (tx) => findCheckpoint(tx, undefined))
  return last?.note.split('\n')[0]
}

function standingOf(db: Db, dataDir: string, env: Env, name: string): Promise<Signing['outside']> {
  const checkpoints = openCheckpoints(dataDir, env, name)
  return db.tx({ role: 'system', timeoutMs: 300_000 }, (tx) => standingOutside({ tx, checkpoints }))
}

/** Never lets one key sign two histories: unless it is sure that nothing was signed since the backup, another name signs on. */
async function keepSigning(db: Db, dir: string, env: Env): Promise<Signing> {
  const dataDir = dataDirOf(env)
  const found = await signersFor(dir, env)
  const before = found ? signerNames(found.text, found.from)[0] : await lastName(db)
  if (before === undefined) return { key: 'first', name: null, outside: 'empty' }
  const outside = await standingOf(db, dataDir, { ...env, HAOBAN_CHECKPOINT_KEY: found?.text ?? withNewSigner(before, '') }, before)
  if (found && outside === 'follows') {
    if (!env.HAOBAN_CHECKPOINT_KEY) keepSigners(dataDir, found.text)
    return { key: 'same', name: before, outside }
  }
  const name = renamed(before, openClock(env).now())
  if (env.HAOBAN_CHECKPOINT_KEY) return { key: 'given', name, outside }
  keepSigners(dataDir, withNewSigner(name, found?.text ?? ''))
  return { key: found ? 'renamed' : 'made', name, outside }
}

export type Restored = { rows: number; files: Manifest['files']; ledger: Verdict; signing: Signing }

/** Puts a backup back into an empty data directory (or the empty database of DATABASE_URL) and verifies its ledger. */
export async function restoreCity(dir: string, env: Env): Promise<Restored> {
  const manifest = await readManifest(dir)
  const ring = await ringFor(dir, manifest, env)
  const dataDir = dataDirOf(env)
  const log = openLog(env.HAOBAN_LOG ?? 'warn')
  const lock = env.DATABASE_URL ? undefined : await lockDataDir(dataDir, { port: 0 })
  const postgres = await openPostgres({ dataDir, url: env.DATABASE_OWNER_URL ?? env.DATABASE_URL, log })
  const db = openDb(postgres.url, { max: 4 })
  try {
    await makeTables(db, postgres.url, manifest, dataDir)
    if (!env.HAOBAN_KEY) keepRing(dataDir, ring)
    await restore(postgres.url, await openStorage(env.HAOBAN_STORAGE ?? join(dataDir, 'files')), dir, manifest)
    // what an older version left is brought to the present tables before this version asks them anything
    await migrate(db, postgres.url, await findRooms())
    return { rows: rowsOf(manifest), files: manifest.files, ledger: await verify(db), signing: await keepSigning(db, dir, env) }
  } finally {
    await db.close()
    await postgres.stop()
    lock?.release()
  }
}
