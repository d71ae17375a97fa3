/** A city of several processes on one PostgreSQL, each of which may be killed at any moment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openPostgres, type Postgres } from '#base/postgres/postgres.ts'

const root = new URL('../../', import.meta.url).pathname
const quiet = { info() {}, warn() {}, error() {} }

export type Kind = 'start' | 'worker'
export type Node = { kind: Kind; port: number; child: ChildProcess; up: boolean; starts: number; said: string }

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

export class Place {
  readonly dir: string
  readonly nodes: Node[] = []
  #postgres!: Postgres
  #url = ''
  #closing = false

  constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'haoban-proof-'))
    chmodSync(this.dir, 0o711)
  }

  /** PostgreSQL as a city runs it: forced to disk at every commit, and brought back by its keeper when it dies. */
  async open(): Promise<void> {
    this.#postgres = await openPostgres({ dataDir: this.dir, log: quiet, settings: { max_connections: '100' } })
    this.#url = this.#postgres.url
  }

  get url(): string {
    return this.#url
  }

  postgresPid = (): number | undefined => this.#postgres.pid()

  /** Addresses of the servers that answered lately. */
  sites = (): string[] => this.nodes.filter((n) => n.kind === 'start' && n.up).map((n) => `http://127.0.0.1:${n.port}`)

  /** Adds a process of the city and keeps it running: killed, it is started again. */
  async add(kind: Kind): Promise<Node> {
    const node: Node = { kind, port: await freePort(), child: undefined as unknown as ChildProcess, up: false, starts: 0, said: '' }
    this.nodes.push(node)
    this.#run(node)
    return node
  }

  #run(node: Node): void {
    node.starts++
    node.said = ''
    const child = spawn(process.execPath, ['bin/haoban.mjs', node.kind], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: '', DATABASE_URL: this.#url, HAOBAN_DATA: this.dir, PORT: String(node.port), HAOBAN_LOG: 'error' },
    })
    node.child = child
    for (const stream of [child.stdout, child.stderr])
      stream!.on('data', (chunk) => {
        node.said = `${node.said}${chunk}`.slice(-4_000)
        if (/Ctrl-C/.test(node.said)) node.up = true
      })
    child.once('close', () => {
      node.up = false
      if (!this.#closing && node.child === child) setTimeout(() => this.#closing || this.#run(node), 100)
    })
  }

  /** Waits until every process is up. */
  async ready(): Promise<void> {
    for (const start = Date.now(); !this.nodes.every((n) => n.up); await sleep(50)) {
      if (Date.now() - start < 180_000) continue
      throw new Error(`not up after three minutes: ${this.state()}`)
    }
  }

  /** Who is up, how often each was started, and what it said last. */
  state = (): string => this.nodes.map((n) => `\n${n.kind} ${n.up ? 'up' : 'down'}, started ${n.starts} times: ${n.said}`).join('')

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    for (let attempt = 1; ; attempt++) {
      const client = new pg.Client({ connectionString: this.#url })
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
    for (const node of this.nodes) node.child.kill('SIGKILL')
    await this.#postgres.stop()
    rmSync(this.dir, { recursive: true, force: true })
  }
}
