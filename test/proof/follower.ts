/** A real replica: a copy of a running PostgreSQL that follows it by streaming replication, as `pg_basebackup -R` makes one. */
import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pickPort } from '#base/postgres/port.ts'
import type { Postgres } from '#base/postgres/postgres.ts'
import { accountFor, findPrograms, handOver } from '#base/postgres/programs.ts'

export type Follower = {
  url: string
  /** what it receives is replayed no more until it is let go on; what it has, it shows */
  hold(): Promise<void>
  goOn(): Promise<void>
  /** `kill -9` */
  kill(): void
  stop(): Promise<void>
}

/** Files that belong to the process that runs, not to the data. */
const ofProcess = /\/(postmaster\.(pid|opts)|pg_wal\/[^/]+|log\/.+)$/

/** Copies the data folder while its server works (PostgreSQL manual, 25.3.3). */
async function copyOf(primary: Postgres, dataDir: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'haoban-follower-'))
  chmodSync(dir, 0o711)
  const data = join(dir, 'postgres')
  const client = new pg.Client({ connectionString: primary.url })
  await client.connect()
  await client.query("select pg_backup_start('follower', true)")
  cpSync(join(dataDir, 'postgres'), data, { recursive: true, filter: (from) => !ofProcess.test(from) })
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
  await client.end()
  writeFileSync(join(data, 'backup_label'), rows[0]!.labelfile)
  writeFileSync(join(data, 'standby.signal'), '')
  return dir
}

async function answers(url: string): Promise<void> {
  for (const start = Date.now(); Date.now() - start < 120_000; await sleep(100)) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return
    } catch {
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  throw new Error('the follower does not answer')
}

async function say(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}

/** Makes a follower of the PostgreSQL that works in a data directory. */
export async function follow(primary: Postgres, dataDir: string): Promise<Follower> {
  const dir = await copyOf(primary, dataDir)
  const data = join(dir, 'postgres')
  const account = accountFor(join(dataDir, 'postgres'))
  handOver(data, account)
  chmodSync(data, 0o700)
  const from = new URL(primary.url)
  const port = await pickPort(0)
  const settings = {
    primary_conninfo: `host=127.0.0.1 port=${from.port} user=${from.username} password=${from.password}`,
    ...{ port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: '200' },
  }
  const child = spawn(
    findPrograms(dir, account).postgres,
    ['-D', data, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    { ...account, cwd: data, stdio: 'ignore', env: { LANG: 'C.UTF-8' } },
  )
  const ended = new Promise((resolve) => child.once('close', resolve))
  const url = new URL(primary.url)
  url.port = String(port)
  await answers(url.href)
  return {
    url: url.href,
    hold: () => say(url.href, 'select pg_wal_replay_pause()'),
    goOn: () => say(url.href, 'select pg_wal_replay_resume()'),
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGINT')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
