/** A server of the house as a process of its own; it does what the bench asks and says what it takes. */
import { once } from 'node:events'
import { doJob, type House } from '../../src/app/context.ts'
import { openHouse } from '../../src/app/open.ts'
import { openServer } from '../../src/app/server.ts'
import { benchEnv, quiet } from './city.ts'

/** `at`: the city's moment at the start. */
export type ServeOrder = { url: string; at: string; worker: boolean }
export type Taken = { rssMb: number; heapMb: number; handles: number; listeners: number; connections: number }
export type Question = { take: true } | { clock: string } | { job: string } | { jobs: true }
export type Asked = { n: number; question: Question }

const [order] = (await once(process, 'message')) as [ServeOrder]
let offset = Date.parse(order.at) - Date.now()
const clock = { demo: true, now: () => new Date(Date.now() + offset), real: (at: Date) => new Date(at.getTime() - offset) }
const house = await openHouse(order.url, benchEnv(), { log: quiet, clock, seed: false })
const server = await openServer(house, { port: 0, hostname: '127.0.0.1', worker: order.worker })

const mb = (bytes: number) => Math.round((10 * bytes) / 1_048_576) / 10

/** After two collections, so that only what is held on to counts. */
function taken(): Taken {
  globalThis.gc?.()
  globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  const listeners = process.eventNames().reduce((n, name) => n + process.listenerCount(name), 0)
  const handles = process.getActiveResourcesInfo().length
  return { rssMb: mb(rss), heapMb: mb(heapUsed), handles, listeners, connections: house.db.pool.totalCount }
}

const clocked = (of: House) => of.rooms.flatMap((r) => Object.entries(r.jobs ?? {})).filter(([, job]) => job.every)

async function answer(question: Question): Promise<unknown> {
  if ('take' in question) return taken()
  if ('jobs' in question) return clocked(house).map(([name, job]) => ({ name, every: job.every }))
  if ('clock' in question) {
    offset = Date.parse(question.clock) - Date.now()
    return null
  }
  const job = clocked(house).find(([name]) => name === question.job)![1]
  await doJob(house, job, {})
  return null
}

process.on('message', ({ n, question }: Asked) => {
  answer(question).then(
    (said) => process.send!({ n, said }),
    (error) => process.send!({ n, error: String(error?.stack ?? error) }),
  )
})
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
process.send!({ port: server.port })
