/**
 * Several PostgreSQL servers of which one is the primary: `postgres://user:password@one:5432,two:5432/name`, as libpq writes them. Each
 * connection goes to the server that is the primary in that moment, and is given up when another has become it.
 */
import pg from 'pg'

const severalHosts = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#@]*,[^/?#@]*)(?=[/?#]|$)(.*)$/

/** A connection string for each host; the one that was given where it names one. */
export function urlsOf(url: string): string[] {
  const [, before, hosts, after] = severalHosts.exec(url) ?? []
  return hosts === undefined ? [url] : hosts.split(',').map((host) => `${before}${host}${after}`)
}

/** So long one server may take to say what it is, and to open a connection. */
const askMs = 2_500
const connectMs = 5_000
/** So long the others are waited for once one has said that it is the primary: one that was frozen may still believe so. */
const othersMs = 150
const watchMs = 2_000

const away = (what: string): Error => Object.assign(new Error(what), { code: '57P03' })

const nobody = 'none of the servers of the database is the primary now'

/** What waiting does not mend: a password that is wrong (28P01), a database that is not there (3D000). */
const isWrong = (error: unknown): boolean => /^(28|3D)/.test(String((error as { code?: unknown } | undefined)?.code))

type Answer = { url: string; timeline: number }

/** What tells the newer of two that both believe to be the primary: a promotion begins a new timeline. */
const whatItIs = 'select case when pg_is_in_recovery() then null else left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) end timeline'

/** Asks a server whether it is the primary; undefined where it follows another. */
async function ask(url: string): Promise<Answer | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: askMs, query_timeout: askMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { timeline } = (await client.query<{ timeline: string | null }>(whatItIs)).rows[0]!
    return timeline === null ? undefined : { url, timeline: Number.parseInt(timeline, 16) }
  } finally {
    // nobody waits for a server that does not answer to say good-bye
    void client.end().catch(() => undefined)
  }
}

/** The servers of one connection string, asked once for all who want to know at the same time. */
class Servers {
  readonly #urls: readonly string[]
  readonly #clients = new Map<PrimaryClient, string>()
  #asking: Promise<string> | undefined
  /** a server of an older timeline was the primary once, and only does not know yet that it is no more */
  #newest = 0
  #timer: NodeJS.Timeout | undefined

  constructor(urls: readonly string[]) {
    this.#urls = urls
  }

  /** The connection string of the primary; throws that the database is away where none says that it is. */
  primary(): Promise<string> {
    this.#asking ??= this.#find().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }

  #find(): Promise<string> {
    return new Promise((resolve, reject) => {
      const found: Answer[] = []
      let failed: unknown
      let open = this.#urls.length
      const decide = () => {
        const newest = found.filter((a) => a.timeline >= this.#newest).sort((a, b) => b.timeline - a.timeline)[0]
        if (!newest) return reject(isWrong(failed) ? failed : Object.assign(away(nobody), { cause: failed }))
        this.#newest = newest.timeline
        resolve(newest.url)
      }
      const done = () => {
        if (--open === 0) decide()
      }
      for (const url of this.#urls)
        ask(url)
          .then(
            (answer) => {
              if (answer && found.push(answer) === 1) setTimeout(decide, othersMs).unref()
            },
            (error) => {
              failed = error
            },
          )
          .finally(done)
    })
  }

  /** A connection that stands is watched over until its end: a server that is gone without a word would hold what was asked of it for minutes. */
  watch(client: PrimaryClient, url: string): void {
    this.#clients.set(client, url)
    client.once('end', () => {
      this.#clients.delete(client)
      if (this.#clients.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    })
    this.#timer ??= setInterval(() => void this.#look(), watchMs)
    this.#timer.unref()
  }

  async #look(): Promise<void> {
    const primary = await this.primary().catch(() => undefined)
    if (primary === undefined) return
    for (const [client, url] of this.#clients) if (url !== primary) client.giveUp()
  }
}

const known = new Map<string, Servers>()

function serversOf(url: string): Servers | undefined {
  const urls = urlsOf(url)
  if (urls.length < 2) return undefined
  const servers = known.get(url) ?? new Servers(urls)
  known.set(url, servers)
  return servers
}

/** A client of pg that takes a list of hosts, and goes to the one that is the primary when it connects. */
export class PrimaryClient extends pg.Client {
  readonly #servers: Servers | undefined
  #left = false

  constructor(config: pg.ClientConfig = {}) {
    const url = config.connectionString ?? ''
    const servers = serversOf(url)
    super(servers ? { ...config, connectionString: urlsOf(url)[0]!, connectionTimeoutMillis: connectMs } : config)
    this.#servers = servers
  }

  // biome-ignore lint/suspicious/noExplicitAny: with a callback or without
  override connect(callback?: any): any {
    const servers = this.#servers
    if (!servers) return callback ? super.connect(callback) : super.connect()
    const connected = this.#connectTo(servers)
    if (!callback) return connected
    connected.then(
      () => process.nextTick(callback),
      (error) => process.nextTick(callback, error),
    )
  }

  async #connectTo(servers: Servers): Promise<this> {
    const url = await servers.primary()
    if (this.#left) throw away('the connection was ended before it was opened')
    const { host, port } = new pg.Client({ connectionString: url })
    Object.assign(this, { host, port })
    await super.connect()
    servers.watch(this, url)
    return this
  }

  // biome-ignore lint/suspicious/noExplicitAny: with a callback or without
  override end(callback?: any): any {
    this.#left = true
    return callback ? super.end(callback) : super.end()
  }

  /** Another server is the primary now: whatever is under way here is not waited for. */
  giveUp(): void {
    const { stream } = (this as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection
    stream.destroy(away('another server of the database is the primary now'))
  }
}
