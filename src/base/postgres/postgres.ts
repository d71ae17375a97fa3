/**
 * The PostgreSQL of a data directory, shared by all who work there: the server (owner) and command-line tools (guests). Whoever comes
 * first starts it, whoever leaves last stops it, and whoever sees it die brings it back on the same port.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '#base/log.ts'
import { refusals } from '#base/refusal.ts'
import { exclusively, touch } from './claim.ts'
import { type Cluster, ensureRunning, isStillRunning, type Running, shutDown } from './cluster.ts'
import { makeDataDir } from './lock.ts'
import { BEAT_MS, type Identity, identify, isAlive } from './process.ts'

const refuse = refusals({
  'postgres.elsewhere': [409, '这个数据目录的数据库正在另一台机器或容器（{host}）里运行。请到那里执行，或先把它停掉。'],
})

export type Role = 'external' | 'owner' | 'guest'

export type PostgresOptions = {
  /** holds the cluster, its password and its log; made if missing */
  dataDir: string
  log: Logger
  /** DATABASE_URL: that server is used as it is, and never started or stopped */
  url?: string
  /** PostgreSQL settings of this start, over those of `postgresql.conf` */
  settings?: Record<string, string>
  /** called when PostgreSQL has died under us; `back` resolves when it answers again, at the same address */
  onLost?: (back: Promise<void>) => void
}

export type Postgres = {
  /** connection string of the owner of the database, a superuser; the same for as long as it is open */
  url: string
  role: Role
  /** the main process of PostgreSQL at this moment; undefined for an external one */
  pid(): number | undefined
  /** leaves; the last one to leave stops PostgreSQL in good order. A second call waits for the first. */
  stop(): Promise<void>
}

/** PostgreSQL for the server. Take the directory with `lockDataDir` first: this call by itself keeps the data safe, not the house single. */
export const openPostgres = (options: PostgresOptions): Promise<Postgres> => enter(options, 'owner')

/** PostgreSQL for a command-line tool: that of the running server, or one for as long as the tool runs. */
export const joinPostgres = (options: PostgresOptions): Promise<Postgres> => enter(options, 'guest')

async function enter(options: PostgresOptions, role: Role): Promise<Postgres> {
  const { url, log } = options
  if (url) return { url, role: 'external', pid: () => undefined, stop: async () => undefined }
  const dataDir = resolve(options.dataDir)
  makeDataDir(dataDir)
  const cluster: Cluster = { dataDir, log, settings: options.settings ?? {} }
  const { running, place } = await alone(dataDir, async () => {
    const others = await settleOthers(dataDir)
    return { running: await ensureRunning(cluster, others > 0), place: register(dataDir) }
  })
  log.info({ pid: running.pid, port: running.port, role }, 'PostgreSQL is ready')
  return attend(cluster, running, place, role, options.onLost)
}

const alone = <T>(dataDir: string, work: () => Promise<T>): Promise<T> => exclusively(join(dataDir, 'postgres.turn'), work)

function attend(cluster: Cluster, first: Running, place: string, role: Role, onLost: PostgresOptions['onLost']): Postgres {
  let running = first
  let stopping: Promise<void> | undefined
  let recovering: Promise<void> | undefined

  const watch = setInterval(() => {
    if (stopping || recovering || isStillRunning(cluster.dataDir, running.pid)) return
    cluster.log.error({ pid: running.pid }, 'PostgreSQL has died and is being restarted')
    recovering = bringBack().finally(() => {
      recovering = undefined
    })
    onLost?.(recovering)
  }, 200)
  watch.unref()
  const beat = setInterval(() => touch(place), BEAT_MS)
  beat.unref()

  async function bringBack(): Promise<void> {
    for (let pause = 250; !stopping; pause = Math.min(2 * pause, 5_000)) {
      try {
        running = await alone(cluster.dataDir, async () => (stopping ? running : ensureRunning(cluster, true)))
        cluster.log.info({ pid: running.pid, port: running.port }, 'PostgreSQL is back')
        return
      } catch (error) {
        cluster.log.error({ err: error, pause }, 'PostgreSQL does not come back yet')
        await sleep(pause)
      }
    }
  }

  async function leave(): Promise<void> {
    clearInterval(watch)
    clearInterval(beat)
    await recovering
    await alone(cluster.dataDir, async () => {
      rmSync(place, { force: true })
      if (livingOthers(cluster.dataDir).length === 0) await shutDown(cluster, running.pid)
    })
  }

  return {
    url: first.url,
    role,
    pid: () => running.pid,
    stop: () => {
      stopping ??= leave()
      return stopping
    },
  }
}

const registry = (dataDir: string) => join(dataDir, 'postgres.users')

/** Puts this process on the list of those who need PostgreSQL. */
function register(dataDir: string): string {
  const place = join(registry(dataDir), `${process.pid}-${randomBytes(4).toString('hex')}.json`)
  writeFileSync(place, JSON.stringify(identify()))
  return place
}

type User = Identity & { beatAt: number; place: string }

function livingOthers(dataDir: string): User[] {
  mkdirSync(registry(dataDir), { recursive: true })
  return readdirSync(registry(dataDir))
    .map((name) => join(registry(dataDir), name))
    .flatMap((place) => {
      const user = readUser(place)
      if (user && isAlive(user, user.beatAt, Date.now())) return [user]
      rmSync(place, { force: true })
      return []
    })
}

function readUser(place: string): User | undefined {
  try {
    return { ...(JSON.parse(readFileSync(place, 'utf8')) as Identity), beatAt: statSync(place).mtimeMs, place }
  } catch {
    return undefined
  }
}

/**
 * How many other users of this machine live. A user in another container or machine is watched until it shows life or proves dead:
 * its PostgreSQL is invisible from here, and two of them on one folder would destroy the data.
 */
async function settleOthers(dataDir: string): Promise<number> {
  const here = identify().space
  for (;;) {
    const others = livingOthers(dataDir)
    const foreign = others.filter((o) => o.space !== here)
    if (foreign.length === 0) return others.length
    await sleep(500)
    const moved = foreign.find((o) => (readUser(o.place)?.beatAt ?? o.beatAt) !== o.beatAt)
    if (moved) throw refuse('postgres.elsewhere', { host: moved.host })
  }
}
