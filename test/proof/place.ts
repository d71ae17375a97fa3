/** A city of several processes on one PostgreSQL, each of which may be killed at any moment, and each line between them cut. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { PrimaryClient } from '#base/hosts.ts'
import { openPostgres, type Postgres } from '#base/postgres/postgres.ts'
import { Wire } from './wire.ts'

const root = new URL('../../', import.meta.url).pathname
const quiet = { info() {}, warn() {}, error() {} }

export type Kind = 'start' | 'worker'
export type Node = {
  kind: Kind
  port: number
  child: ChildProcess
  up: boolean
  /** taken out of service in good order, and not started again until it is wanted */
  resting: boolean
  starts: number
  said: string
  /** between those who ask and this server */
  front: Wire
  /** between this process and PostgreSQL; none where that is several servers */
  back: Wire | undefined
}
/** The connection string of a PostgreSQL that others keep, for its owner and for the city that runs. */
type Database = { url: string; runUrl: string }
/**
 * `dir`: a folder for everything, made beforehand; it is emptied in the end. `hear`: told all that the processes write. `database`: goes
 * before a PostgreSQL of its own. `program`: what each process runs, `bin/haoban.mjs` where nothing is said.
 */
type Options = {
  dir?: string
  database?: Database
  program?: string
  settings?: Record<string, string>
  env?: Record<string, string>
  hear?(said: string): void
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

export class Place {
  readonly dir: string
  readonly nodes: Node[] = []
  /** what each process said last that ended without being asked to */
  readonly ends: string[] = []
  readonly #options: Options
  #postgres: Postgres | undefined
  #closing = false

  constructor(options: Options = {}) {
    this.#options = options
    this.dir = options.dir ?? mkdtempSync(join(tmpdir(), 'haoban-proof-'))
    chmodSync(this.dir, 0o711)
  }

  /** PostgreSQL as a city runs it: forced to disk at every commit, and brought back by its keeper when it dies. */
  async open(): Promise<void> {
    if (this.#options.database) return
    this.#postgres = await openPostgres({ dataDir: this.dir, log: quiet, settings: { max_connections: '200', ...this.#options.settings } })
  }

  get url(): string {
    return this.#options.database?.url ?? this.#postgres!.url
  }

  postgresPid = (): number | undefined => this.#postgres?.pid()

  /** Addresses of the servers that answered lately. */
  sites = (): string[] => this.nodes.filter((n) => n.kind === 'start' && n.up && !n.resting).map((n) => siteOf(n))

  /** Adds a process of the city and keeps it running: killed, it is started again. */
  async add(kind: Kind): Promise<Node> {
    const port = await freePort()
    const front = await Wire.to(port)
    const back = this.#options.database ? undefined : await Wire.to(Number(new URL(this.url).port))
    const node: Node = {
      kind,
      port,
      child: undefined as unknown as ChildProcess,
      up: false,
      resting: false,
      starts: 0,
      said: '',
      front,
      back,
    }
    this.nodes.push(node)
    this.#run(node)
    return node
  }

  #urlFor({ back }: Node): string {
    if (!back) return this.#options.database!.runUrl
    const through = new URL(this.url)
    through.port = String(back.port)
    return through.href
  }

  #run(node: Node): void {
    node.starts++
    node.said = ''
    const own = { NODE_ENV: '', DATABASE_URL: this.#urlFor(node), HAOBAN_DATA: this.dir, PORT: String(node.port), HAOBAN_LOG: 'error' }
    const child = spawn(process.execPath, [this.#options.program ?? 'bin/haoban.mjs', node.kind], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...own, ...this.#options.env },
    })
    node.child = child
    for (const stream of [child.stdout, child.stderr])
      stream!.on('data', (chunk) => {
        node.said = `${node.said}${chunk}`.slice(-4_000)
        this.#options.hear?.(String(chunk))
        if (/Ctrl-C/.test(node.said)) node.up = true
      })
    child.once('close', () => {
      node.up = false
      if (!this.#closing && !node.resting) this.ends.push(`${node.kind}: ${node.said.slice(-1_500)}`)
      if (!this.#closing && !node.resting && node.child === child) setTimeout(() => this.#closing || this.#run(node), 20)
    })
  }

  /** Asks a process to stop, waits for its end, and starts it again; answers its exit code. */
  async renew(node: Node): Promise<number | null> {
    node.resting = true
    const ended = new Promise<number | null>((resolve) => node.child.once('close', resolve))
    node.child.kill('SIGTERM')
    const code = await ended
    this.#run(node)
    node.resting = false
    return code
  }

  /** Waits until every process is up. */
  async ready(): Promise<void> {
    for (const start = Date.now(); !this.nodes.every((n) => n.up); await sleep(50)) {
      if (Date.now() - start < 300_000) continue
      throw new Error(`not up after five minutes: ${this.state()}`)
    }
  }

  /** Who is up, how often each was started, and what it said last. */
  state = (): string => this.nodes.map((n) => `\n${n.kind} ${n.up ? 'up' : 'down'}, started ${n.starts} times: ${n.said}`).join('')

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    for (let attempt = 1; ; attempt++) {
      const client = new PrimaryClient({ connectionString: this.url })
      client.on('error', () => undefined)
      try {
        await client.connect()
        return (await client.query<Row>(text, values)).rows
      } catch (error) {
        if (attempt >= 100) throw error
        await sleep(100)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  }

  async close(): Promise<void> {
    this.#closing = true
    for (const node of this.nodes) {
      node.child.kill('SIGKILL')
      node.front.close()
      node.back?.close()
    }
    await this.#postgres?.stop()
    rmSync(this.dir, { recursive: true, force: true })
  }
}

/** Where others reach a server: over the wire that may be cut. */
export const siteOf = (node: Node): string => `http://127.0.0.1:${node.front.port}`
