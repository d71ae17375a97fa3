/** Two PostgreSQL servers under Patroni with etcd, on one machine, made from the very files that the guide shows. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pickPort } from '#base/postgres/port.ts'
import { accountFor, handOver } from '#base/postgres/programs.ts'

const guide = new URL('../../docs/guide/patroni/', import.meta.url)
const packages = new URL('file:///usr/lib/postgresql/')
const oldest = 16

type Programs = { etcd: string; patroni: string; postgres: string }
type Account = ReturnType<typeof accountFor>

const find = (name: string): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
    .map((dir) => join(dir, name))
    .find((path) => existsSync(path))

/** The folder of the newest PostgreSQL of this machine that the city can work with and that can be rewound. */
function findPostgres(): string | undefined {
  const versions = existsSync(packages) ? readdirSync(packages).map(Number) : []
  return versions
    .filter((v) => v >= oldest)
    .sort((a, b) => b - a)
    .map((v) => new URL(`${v}/bin`, packages).pathname)
    .find((bin) => ['postgres', 'initdb', 'pg_rewind', 'pg_basebackup'].every((name) => existsSync(join(bin, name))))
}

/** What of all that is needed is not on this machine. */
export function missingPrograms(): string[] {
  const wanted = { patroni: find('patroni'), etcd: find('etcd'), [`PostgreSQL ${oldest} or later`]: findPostgres() }
  return Object.entries(wanted).flatMap(([name, path]) => (path ? [] : [name]))
}

/** A file of the guide for this machine: each of these words must stand in it. */
function ofGuide(name: string, words: Record<string, string>): string {
  let text = readFileSync(new URL(name, guide), 'utf8')
  for (const [word, other] of Object.entries(words)) {
    if (!text.includes(word)) throw new Error(`docs/guide/patroni/${name} says nothing of ${word}`)
    text = text.replaceAll(word, other)
  }
  return text
}

const freePort = () => pickPort(randomInt(20_000, 32_000))

/** One machine of the cluster: Patroni, and the PostgreSQL that it keeps. */
export type DbNode = { name: string; dir: string; port: number; rest: number; child: ChildProcess | undefined; log: string }
type Member = { name: string; role: string; state: string }

const secrets = ['patroni', 'postgres', 'replicator', 'rewind'] as const

export class DbCluster {
  readonly dir: string
  readonly nodes: DbNode[] = []
  readonly #account: Account
  readonly #programs: Programs
  readonly #passwords = Object.fromEntries([...secrets, 'haoban', 'haoban_run'].map((name) => [name, randomBytes(12).toString('hex')]))
  #etcd: ChildProcess | undefined
  #etcdPort = 0

  private constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'haoban-patroni-'))
    chmodSync(this.dir, 0o711)
    this.#account = accountFor(this.dir)
    this.#programs = { etcd: find('etcd')!, patroni: find('patroni')!, postgres: findPostgres()! }
  }

  /** A cluster with a database for a city, and the two logins that the guide makes. */
  static async open(): Promise<DbCluster> {
    const cluster = new DbCluster()
    try {
      await cluster.#startEtcd()
      for (const name of ['db1', 'db2']) {
        const node = { name, dir: cluster.#folder(name), port: await freePort(), rest: await freePort(), child: undefined, log: '' }
        node.log = join(node.dir, 'patroni.log')
        cluster.nodes.push(node)
        cluster.#configure(node)
        cluster.start(node)
      }
      await cluster.whole(120_000)
      await cluster.#makeDatabase()
      return cluster
    } catch (error) {
      const said = cluster.nodes.map((n) => `\n${n.name}: ${existsSync(n.log) ? readFileSync(n.log, 'utf8').slice(-2_000) : ''}`)
      await cluster.close()
      throw new Error(`the cluster did not open${said.join('')}`, { cause: error })
    }
  }

  #folder(name: string): string {
    const dir = join(this.dir, name)
    mkdirSync(dir, { mode: 0o700 })
    handOver(dir, this.#account)
    return dir
  }

  #spawn(program: string, given: string[], dir: string, env: Record<string, string> = {}): ChildProcess {
    const child = spawn(program, given, {
      ...this.#account,
      cwd: dir,
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream!.on('data', (said) => existsSync(dir) && appendFileSync(join(dir, 'patroni.log'), said))
    return child
  }

  async #startEtcd(): Promise<void> {
    const [client, peer] = [await freePort(), await freePort()]
    const dir = this.#folder('etcd')
    const text = ofGuide('etcd.env', {
      'app1=http://10.0.0.21:2380,app2=http://10.0.0.22:2380,work1=http://10.0.0.31:2380': `app1=http://127.0.0.1:${peer}`,
      '10.0.0.21:2380': `127.0.0.1:${peer}`,
      '10.0.0.21:2379': `127.0.0.1:${client}`,
      '/var/lib/etcd/haoban': join(dir, 'data'),
    })
    const lines = text.split('\n').filter((line) => /^ETCD_/.test(line))
    const env = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
    this.#etcdPort = client
    this.#etcd = this.#spawn(this.#programs.etcd, [], dir, env)
  }

  #configure(node: DbNode): void {
    const text = ofGuide('patroni.yml', {
      'name: db1\n': `name: ${node.name}\n`,
      '10.0.0.21:2379,10.0.0.22:2379,10.0.0.31:2379': `127.0.0.1:${this.#etcdPort}`,
      '10.0.0.11:8008': `127.0.0.1:${node.rest}`,
      '10.0.0.11,127.0.0.1:5432': `127.0.0.1:${node.port}`,
      '10.0.0.11:5432': `127.0.0.1:${node.port}`,
      '10.0.0.0/24': '127.0.0.1/32',
      '/var/lib/postgresql/17/haoban': join(node.dir, 'data'),
      '/var/lib/postgresql/haoban.pgpass': join(node.dir, 'pgpass'),
      '/usr/lib/postgresql/17/bin': this.#programs.postgres,
      '/var/run/postgresql': node.dir,
      ...Object.fromEntries(secrets.map((name) => [`secret-of-${name}`, this.#passwords[name]!])),
    })
    writeFileSync(join(node.dir, 'config.yml'), text)
    handOver(node.dir, this.#account)
  }

  start(node: DbNode): void {
    node.child = this.#spawn(this.#programs.patroni, [join(node.dir, 'config.yml')], node.dir)
  }

  /** `kill -9` for everything that runs on the node, in one go. */
  kill(node: DbNode): void {
    const main = this.#postmaster(node)
    const all = [node.child?.pid, main, ...(main ? childrenOf(main) : [])]
    for (const pid of all) if (pid) kill(pid)
    node.child = undefined
  }

  #postmaster(node: DbNode): number | undefined {
    const file = join(node.dir, 'data', 'postmaster.pid')
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : 0
    const runs = pid > 0 && existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(node.dir)
    return runs ? pid : undefined
  }

  /** What Patroni says of the cluster; nothing where no node answers. */
  async members(): Promise<Member[]> {
    for (const node of this.nodes.filter((n) => n.child)) {
      try {
        const answer = await fetch(`http://127.0.0.1:${node.rest}/cluster`, { signal: AbortSignal.timeout(2_000) })
        return ((await answer.json()) as { members: Member[] }).members
      } catch {
        // this one is not up yet, or no more
      }
    }
    return []
  }

  /** Waits until one node is the primary and the other has all that it has; answers the primary. */
  async whole(patienceMs: number): Promise<DbNode> {
    for (const start = Date.now(); ; await sleep(250)) {
      const members = await this.members()
      const has = (role: string, state: string) => members.find((m) => m.role === role && m.state === state)
      const leader = has('leader', 'running')
      if (leader && has('sync_standby', 'streaming')) return this.nodes.find((n) => n.name === leader.name)!
      if (Date.now() - start > patienceMs) throw new Error(`the cluster is not whole: ${JSON.stringify(members)}`)
    }
  }

  /** How often a node that had been the primary was brought back with pg_rewind. */
  rewinds = (): number => this.nodes.reduce((sum, n) => sum + readFileSync(n.log, 'utf8').split('pg_rewind exit code=0').length - 1, 0)

  /** As superuser, at one node. */
  async admin(node: DbNode, database = 'postgres'): Promise<pg.Client> {
    const client = new pg.Client(`postgres://postgres:${this.#passwords.postgres}@127.0.0.1:${node.port}/${database}`)
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  /** What the guide has typed in on the primary, once. */
  async #makeDatabase(): Promise<void> {
    const primary = await this.whole(30_000)
    const admin = await this.admin(primary)
    await admin.query(`create role haoban login createrole password '${this.#passwords.haoban}'`)
    await admin.query(`create role haoban_run login noinherit password '${this.#passwords.haoban_run}'`)
    await admin.query('create database haoban owner haoban')
    await admin.end()
    const inside = await this.admin(primary, 'haoban')
    await inside.query('create extension btree_gist; create extension pg_trgm')
    await inside.end()
  }

  #url = (login: string): string =>
    `postgres://${login}:${this.#passwords[login]}@${this.nodes.map((n) => `127.0.0.1:${n.port}`).join(',')}/haoban`

  /** The login that owns the tables, at both hosts. */
  get url(): string {
    return this.#url('haoban')
  }

  /** The login under which the city runs. */
  get runUrl(): string {
    return this.#url('haoban_run')
  }

  async close(): Promise<void> {
    for (const node of this.nodes) this.kill(node)
    if (this.#etcd?.pid) kill(this.#etcd.pid)
    // what was killed may write for a moment still
    await sleep(500)
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended in this moment
  }
}

const childrenOf = (pid: number): number[] => {
  try {
    return execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number)
  } catch {
    return []
  }
}
