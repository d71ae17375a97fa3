/** One PostgreSQL on one data folder: making it, starting it, taking over one that is running, stopping it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '#base/log.ts'
import { refusals } from '#base/refusal.ts'
import { isFree, pickPort } from './port.ts'
import { bornOf, isTaken, listWorkingIn, signal, waitGone, worksIn } from './process.ts'
import { type Account, accountFor, findPrograms, handOver, type Place, type Programs, placeFor } from './programs.ts'
import { type Access, readAccess, url, writeAccess } from './record.ts'
import { enforced, initial } from './settings.ts'

const refuse = refusals({
  'postgres.other-version': [
    409,
    '数据目录 {dir} 里的数据库是 PostgreSQL {found} 的，这个程序带的是 {own}。请用原来的版本启动，先备份，再按升级说明迁移。',
  ],
  'postgres.no-password': [409, '数据目录 {dir} 里有数据库，却没有它的密码文件 postgres.json。请从备份里把这个文件一起恢复。'],
  'postgres.wrong-password': [409, '数据目录 {dir} 里的密码文件 postgres.json 与数据库对不上。请从同一次备份里恢复这两样。'],
})

export type Cluster = { dataDir: string; log: Logger; settings: Record<string, string> }

/** A PostgreSQL that answers. */
export type Running = { pid: number; port: number; url: string }

const folderOf = (dataDir: string) => join(dataDir, 'postgres')

/** How long (ms) a PostgreSQL may say it is ready and yet not answer before it counts as stuck. */
const STUCK_MS = 60_000
const SHUTDOWN_MS = 120_000

/**
 * Brings PostgreSQL up on `<dataDir>/postgres`, whatever was left there: nothing, a stopped cluster, a crashed one, one still
 * running. `keepPort`: others hold connections to the recorded port, so it may not change. Only one process at a time may call this.
 */
export async function ensureRunning(cluster: Cluster, keepPort: boolean): Promise<Running> {
  const folder = folderOf(cluster.dataDir)
  const account = accountFor(folder)
  const programs = findPrograms(cluster.dataDir, account)
  if (!existsSync(folder)) create(cluster, programs, account)
  const real = realpathSync(folder)
  checkVersion(real, programs)
  if (account && statSync(real).uid !== account.uid) handOver(real, account)
  const access = readAccess(cluster.dataDir)
  if (!access) throw refuse('postgres.no-password', { dir: cluster.dataDir })
  const running =
    (await takeOver(cluster, real, access)) ?? (await start(cluster, programs, account, placeFor(real, account), access, keepPort))
  writeAccess(cluster.dataDir, { ...access, port: running.port })
  await makeDatabase({ ...access, port: running.port })
  return running
}

/** Stops PostgreSQL: open transactions are rolled back, everything is written. Without an answer within two minutes it is made to stop. */
export async function shutDown(cluster: Cluster, pid: number): Promise<void> {
  const folder = realpathSync(folderOf(cluster.dataDir))
  for (const [name, ms] of [
    ['SIGINT', SHUTDOWN_MS],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    if (!isMain(pid, folder)) return
    signal(pid, name)
    if (await waitGone(pid, ms)) return
    cluster.log.warn({ pid, signal: name }, 'PostgreSQL does not stop')
  }
}

/** Whether the process that was this folder's PostgreSQL still is. */
export const isStillRunning = (dataDir: string, pid: number): boolean => isMain(pid, folderOf(dataDir))

function isMain(pid: number, folder: string): boolean {
  return worksIn(pid, existsSync(folder) ? realpathSync(folder) : folder) ?? bornOf(pid) !== undefined
}

/** A new cluster is made beside its place and moved there when whole, so that a kill in the middle leaves nothing half made. */
function create(cluster: Cluster, programs: Programs, account: Account | undefined): void {
  const draft = `${folderOf(cluster.dataDir)}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  handOver(draft, account)
  // a new password every time: one that a killed attempt left in the temporary folder opens nothing
  const access = writeAccess(cluster.dataDir)
  const secrets = mkdtempSync(join(tmpdir(), 'haoban-'))
  try {
    const password = join(secrets, 'password')
    writeFileSync(password, access.password, { mode: 0o600 })
    if (account) for (const path of [secrets, password]) chownSync(path, account.uid, account.gid)
    const place = placeFor(realpathSync(draft), account)
    const set = Object.entries(initial).flatMap(([k, v]) => ['--set', `${k}=${v}`])
    const made = spawnSync(
      programs.initdb,
      [
        '-D',
        place.argument,
        '-U',
        access.user,
        '-A',
        'scram-sha-256',
        '--pwfile',
        password,
        '--locale=C.UTF-8',
        '--encoding=UTF8',
        '--no-instructions',
        ...set,
      ],
      { ...account, cwd: place.folder, env: environment(), encoding: 'utf8' },
    )
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)
  } finally {
    rmSync(secrets, { recursive: true, force: true })
  }
  renameSync(draft, folderOf(cluster.dataDir))
  cluster.log.info({ version: programs.version }, 'database cluster created')
}

function checkVersion(folder: string, programs: Programs): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  const own = programs.version.split('.')[0]
  if (found !== own) throw refuse('postgres.other-version', { dir: folder, found, own })
}

type Left = { pid: number; port: number; status: string }

/** What `postmaster.pid` says; its lines are fixed by PostgreSQL (miscadmin.h, LOCK_FILE_LINE_*). */
function readLeft(folder: string): Left | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), status: (lines[7] ?? 'starting').trim() }
  } catch {
    return undefined
  }
}

/** Uses the PostgreSQL that a killed process left running. One that is stopping is waited for, one that is stuck is ended. */
async function takeOver(cluster: Cluster, folder: string, access: Access): Promise<Running | undefined> {
  const left = readLeft(folder)
  if (left && isMain(left.pid, folder)) {
    const running = await whenReady(cluster, folder, left.pid, access)
    if (running) return running
    if (worksIn(left.pid, folder) === true) signal(left.pid, 'SIGKILL')
    await waitGone(left.pid, 10_000)
  }
  await clearRemains(folder, left)
  return undefined
}

/**
 * After the main process is killed, background ones may work on for a while and would bar the restart: they are ended first. Then a
 * `postmaster.pid` whose number is a zombie or some other program, which PostgreSQL would take for a rival, can be dropped safely.
 */
async function clearRemains(folder: string, left: Left | undefined): Promise<void> {
  const strays = listWorkingIn(folder)
  for (const pid of strays) signal(pid, 'SIGKILL')
  for (const pid of strays) await waitGone(pid, 10_000)
  if (left && isTaken(left.pid) && worksIn(left.pid, folder) === false) rmSync(join(folder, 'postmaster.pid'), { force: true })
}

/** Waits until the process answers; undefined where it ended or is stuck. Crash recovery may take its time and says so in the log. */
async function whenReady(cluster: Cluster, folder: string, pid: number, access: Access): Promise<Running | undefined> {
  let stuckAt = 0
  for (let turn = 1; isMain(pid, folder); turn++) {
    const left = readLeft(folder)
    if (left?.pid === pid && left.status === 'ready') {
      const found = { ...access, port: left.port }
      if (await answers(found, cluster.dataDir)) return { pid, port: left.port, url: url(found) }
      stuckAt ||= Date.now() + STUCK_MS
      if (Date.now() > stuckAt) return undefined
    }
    if (turn % 200 === 0) cluster.log.info({ pid, status: left?.status }, 'waiting for PostgreSQL')
    await sleep(25)
  }
  return undefined
}

/** Any answer in PostgreSQL's own language proves life, even "too many connections"; a wrong password is a fault in the backup. */
async function answers(access: Access, dataDir: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url(access, 'postgres'), connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch (error) {
    const code = String((error as { code?: unknown }).code)
    if (code === '28P01') throw refuse('postgres.wrong-password', { dir: dataDir })
    return code === '53300'
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function start(
  cluster: Cluster,
  programs: Programs,
  account: Account | undefined,
  place: Place,
  access: Access,
  keepPort: boolean,
): Promise<Running> {
  const log = join(cluster.dataDir, 'postgres.start.log')
  for (let attempt = 1; ; attempt++) {
    const port = keepPort && access.port ? access.port : await pickPort(access.port)
    const child = launch(cluster, programs, account, place, port, log)
    try {
      const running = child.pid && (await whenReady(cluster, place.folder, child.pid, access))
      if (running) return running
    } catch (error) {
      child.kill('SIGINT')
      throw error
    }
    if (attempt >= 5 || (await isFree(port))) throw new Error(`PostgreSQL does not start: ${lastWords(log, place.folder)}`)
    await sleep(200 * attempt)
  }
}

/** Started in a session of its own, so that Ctrl-C in the terminal reaches the server alone, which then stops PostgreSQL in good order. */
function launch(cluster: Cluster, programs: Programs, account: Account | undefined, place: Place, port: number, log: string): ChildProcess {
  const settings = Object.entries({ ...cluster.settings, ...enforced, port: String(port) }).flatMap(([k, v]) => ['-c', `${k}=${v}`])
  const out = openSync(log, 'w', 0o600)
  try {
    const child = spawn(programs.postgres, ['-D', place.argument, ...settings], {
      ...account,
      cwd: place.folder,
      env: environment(),
      detached: true,
      stdio: ['ignore', out, out],
    })
    child.on('error', (error) => cluster.log.error({ err: error }, 'PostgreSQL cannot be started'))
    child.unref()
    return child
  } finally {
    closeSync(out)
  }
}

/** Nothing of our own environment, which holds secrets, goes to another program. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  SystemRoot: process.env.SystemRoot,
  TEMP: process.env.TEMP,
})

function lastWords(log: string, folder: string): string {
  const dir = join(folder, 'log')
  const files = [log, ...(existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name)) : [])]
  const newest = files.filter((f) => existsSync(f) && statSync(f).size > 0).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  return newest ? readFileSync(newest, 'utf8').trim().split('\n').slice(-5).join(' | ') : 'no message'
}

/** PostgreSQL's own database `postgres` stays free for maintenance, such as making and dropping ours. */
async function makeDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: url(access, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [access.database])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(access.database)}`)
  } finally {
    await client.end()
  }
}
