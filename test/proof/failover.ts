/** A city on two database servers under Patroni, whose primary is killed again and again in the middle of commits; then it is audited. */
import { spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import { type FakeS3, openFakeS3 } from '#base/storage/fixture/fake-s3.ts'
import { Client } from '../kit.ts'
import { chance, type Load, openCast } from './load.ts'
import { patience } from './patient.ts'
import { DbCluster, type DbNode } from './patroni.ts'
import { type Node, Place, siteOf } from './place.ts'
import { settled, work, wrongIn } from './soak.ts'

/** One loss of the primary, in seconds from the kill. */
export type Failover = {
  /** commits that were under way in that moment */
  commits: number
  /** until the later of the two servers had acknowledged an act that was begun after the kill */
  answered: number
  /** from the start of the killed node until it had again all that the other has */
  back: number
  load: number
}
export type FailedOver = {
  failovers: Failover[]
  cases: number
  acts: Record<string, number>
  acknowledged: number
  again: number
  rewinds: number
  /** processes of the city that ended by themselves and had to be started again */
  restarts: number
  seconds: number
  wrong: string[]
}
type Plan = { times: number; seed: number; tell: (line: string) => void; enough?: AbortSignal }

/** So long the city may take to answer again. */
export const answersWithinS = 30

const root = new URL('../../', import.meta.url).pathname
const keys = { accessKeyId: 'city', secretAccessKey: 'of-a-test', region: 'cn-test' }
const since = (start: number) => Math.round((performance.now() - start) / 100) / 10

/** As the guide has it: the owner's login brings the tables up to date, and the city runs without it. */
function migrate(env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['bin/haoban.mjs', 'migrate'], { cwd: root, env: { ...process.env, ...env }, stdio: 'pipe' })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return new Promise((resolve, reject) =>
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`migrate ended with ${code}: ${said.slice(-2_000)}`)))),
  )
}

/** What the guide builds: two servers and a worker at both hosts, and the files in a bucket. */
class FailoverCity {
  readonly cluster: DbCluster
  readonly place: Place
  readonly storage: string
  readonly #s3: FakeS3

  private constructor(cluster: DbCluster, s3: FakeS3) {
    this.cluster = cluster
    this.#s3 = s3
    this.storage = `s3://files/city?endpoint=${encodeURIComponent(s3.url)}&region=${keys.region}`
    // the audit reads the files from here, and asks for the keys as every process of the city does
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey })
    this.place = new Place({ database: cluster, env: { HAOBAN_STORAGE: this.storage } })
  }

  static async open(): Promise<FailoverCity> {
    const city = new FailoverCity(await DbCluster.open(), await openFakeS3(keys))
    try {
      const { cluster, place, storage } = city
      const urls = { DATABASE_URL: cluster.runUrl, DATABASE_OWNER_URL: cluster.url }
      await migrate({ NODE_ENV: '', HAOBAN_DATA: place.dir, HAOBAN_STORAGE: storage, HAOBAN_LOG: 'error', ...urls })
      for (const kind of ['start', 'start', 'worker'] as const) await place.add(kind)
      await place.ready()
      await settled(place)
      return city
    } catch (error) {
      await city.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.place.close()
    await this.cluster.close()
    await this.#s3.close()
  }
}

/** Waits until at least one commit is under way at the primary; answers how many. */
async function inCommit(cluster: DbCluster, primary: DbNode): Promise<number> {
  const admin = await cluster.admin(primary)
  const waits = "lower(wait_event) in ('syncrep', 'walsync', 'walwrite')"
  const look = `select count(*)::int n from pg_stat_activity where backend_type = 'client backend' and ${waits}`
  try {
    for (const start = performance.now(); performance.now() - start < 20_000; ) {
      const { n } = (await admin.query<{ n: number }>(look)).rows[0]!
      if (n > 0) return n
    }
    throw new Error('nothing was committed for twenty seconds')
  } finally {
    void admin.end().catch(() => undefined)
  }
}

/** Somebody signs in, which writes, at this one server, again and again until it is acknowledged. */
async function answers(node: Node, account: string): Promise<void> {
  const request = (path: string, init?: RequestInit) => fetch(siteOf(node) + path, { ...init, signal: AbortSignal.timeout(5_000) })
  const client = new Client({ request } as unknown as Hono)
  for (const start = performance.now(); performance.now() - start < 120_000; await sleep(100)) {
    const answer = await client.post('/sign-in', { as: 'citizen', account }).catch(() => undefined)
    if (answer?.status === 200) return
  }
  throw new Error(`no answer two minutes after the kill: ${node.said}`)
}

/** Kills the primary in the middle of commits; the killed node stays away until the city has answered without it. */
async function failOver({ cluster, place }: FailoverCity, account: string, random: () => number): Promise<Failover> {
  const primary = await cluster.whole(60_000)
  const before = patience.answers
  while (patience.answers < before + 20) await sleep(50)
  await sleep(random() * 1_000)
  const commits = await inCommit(cluster, primary)
  cluster.kill(primary)
  const killed = performance.now()
  await Promise.all(place.nodes.filter((n) => n.kind === 'start').map((node) => answers(node, account)))
  const answered = since(killed)
  cluster.start(primary)
  const started = performance.now()
  const next = await cluster.whole(120_000)
  if (next === primary) throw new Error('the killed node is the primary again')
  const load = Number(loadavg()[0]!.toFixed(1))
  return { commits, answered, back: since(started), load }
}

type Struck = Pick<FailedOver, 'failovers' | 'cases' | 'wrong'>

/** Works and kills at the same time; what breaks off ends both, and is told. */
async function strike(city: FailoverCity, load: Load, { times, tell, enough }: Plan): Promise<Struck> {
  const { id: account } = (await city.place.sql<{ id: string }>("select id from permission.account where name = '钟家明'"))[0]!
  const failovers: Failover[] = []
  let going = true
  const stop = () => {
    going = false
  }
  const hunt = async () => {
    while (going && failovers.length < times && !enough?.aborted) {
      const one = await failOver(city, account, load.random)
      failovers.push(one)
      tell(
        `${failovers.length}: answered after ${one.answered} s, whole again after ${one.back} s, ${one.commits} commits, load ${one.load}`,
      )
    }
  }
  const [{ cases, broken }] = await Promise.all([work(load, () => going, stop), hunt().finally(stop)])
  const late = failovers.flatMap((f, n) => (f.answered > answersWithinS ? [`failover ${n + 1} took ${f.answered} s`] : []))
  return { failovers, cases, wrong: [...broken.map((error) => `broke off: ${error.message}`), ...late] }
}

/** A city loses its primary `times` times under load. */
export async function failOverAndOver(plan: Plan): Promise<FailedOver> {
  const begun = performance.now()
  const again = patience.again
  const random = chance(plan.seed)
  const city = await FailoverCity.open()
  const { cluster, place } = city
  try {
    plan.tell(`open after ${since(begun)} s`)
    const load: Load = { cast: await openCast(place, random), random, done: [] }
    const { wrong, ...struck } = await strike(city, load, plan)
    plan.tell(`${struck.cases} cases, ${load.done.length} acknowledged acts; looking what is wrong`)
    const restarts = place.ends.length
    wrong.push(...place.ends.map((said) => `ended by itself, and had to be started again: ${said}`))
    wrong.push(...(await wrongIn(place, load, city.storage)))
    const acts: Record<string, number> = {}
    for (const { fact } of load.done) acts[fact] = (acts[fact] ?? 0) + 1
    const counts = { acts, acknowledged: load.done.length, again: patience.again - again }
    return { ...struck, ...counts, rewinds: cluster.rewinds(), restarts, seconds: Math.round(since(begun)), wrong }
  } finally {
    await city.close()
  }
}
