/** A thousand sockets that take their time, of each kind, beside the load of a working day: the others must not feel them. */
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench, Mode, Row } from './bench.ts'
import { openCities } from './city/city.ts'
import { p95, pressed, steady, type Told } from './city/load.ts'
import { type Cast, castOf, serve } from './city/served.ts'

/** Well below what the city bears, so that what is measured is the sockets and not the queue. */
const share = 0.4

type Times = { sockets: number; capacityMs: number; loadMs: number }
const times: Record<Mode, Times> = {
  smoke: { sockets: 50, capacityMs: 2_000, loadMs: 3_000 },
  whole: { sockets: 1_000, capacityMs: 15_000, loadMs: 45_000 },
}

/** What each kind sends at first, what it adds every second, and whether it reads. */
type Kind = { name: string; first: string; drop: string; reads: boolean }
const body = 'POST /lookup HTTP/1.1\r\nhost: house\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{'
const kinds: readonly Kind[] = [
  { name: 'slow heads', first: 'GET / HTTP/1.1\r\nhost: house\r\nx-a: ', drop: 'a', reads: true },
  { name: 'slow bodies', first: body, drop: ' ', reads: true },
  { name: 'slow readers', first: 'GET /openapi.json HTTP/1.1\r\nhost: house\r\n\r\n', drop: '', reads: false },
]

/** Keeps so many sockets of a kind open: one that the house closes is followed by another. */
function beset(site: string, kind: Kind, many: number): { closed(): number; stop(): void } {
  const { hostname, port } = new URL(site)
  const open = new Set<Socket>()
  let [going, closed] = [true, 0]
  const one = (): void => {
    const socket = connect(Number(port), hostname)
    open.add(socket)
    const drip = kind.drop ? setInterval(() => socket.writable && socket.write(kind.drop), 1_000) : undefined
    socket.on('error', () => undefined)
    if (kind.reads) socket.resume()
    else socket.pause()
    socket.once('close', () => {
      clearInterval(drip)
      open.delete(socket)
      if (!going) return
      closed++
      setTimeout(() => going && one(), 500)
    })
    socket.write(kind.first)
  }
  for (let n = 0; n < many; n++) setTimeout(() => going && one(), n * 2)
  return {
    closed: () => closed,
    stop() {
      going = false
      for (const socket of open) socket.destroy()
    },
  }
}

function row(kind: Kind, many: number, alone: Told[], beside: Told[], closed: number): Row {
  const [before, during] = [p95(alone), p95(beside)]
  const failed = beside.filter((t) => t.status !== 200)
  return {
    name: `p95 of the others beside ${many} ${kind.name}`,
    value: during,
    unit: 'ms',
    yardstick: { name: 'the same load alone', value: before },
    ratio: failed.length > 0 ? 0 : before / during,
    atLeast: 1 / 1.5,
    note: `${beside.length} requests, ${failed.length} not answered with 200 (any makes the ratio 0); ${closed} of the sockets were closed by the house`,
  }
}

async function* rows(site: string, cast: Cast, t: Times): AsyncIterable<Row> {
  const free = await pressed(cast, 8, t.capacityMs)
  const perSecond = (share * free.filter((x) => x.status === 200).length * 1_000) / t.capacityMs
  for (const kind of kinds) {
    const alone = await steady(cast, perSecond, t.loadMs)
    const slow = beset(site, kind, t.sockets)
    try {
      await sleep(t.sockets * 2 + 500)
      const beside = await steady(cast, perSecond, t.loadMs)
      yield row(kind, t.sockets, alone, beside, slow.closed())
    } finally {
      slow.stop()
      await sleep(1_000)
    }
  }
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const size = 2_000
  const cities = await openCities([size])
  try {
    const served = await serve(await cities.copy(size))
    try {
      yield* rows(served.site, await castOf(served.site), times[mode])
    } finally {
      await served.stop()
    }
  } finally {
    await cities.close()
  }
}

export default { title: 'Slow sockets beside the load of a working day', run } satisfies Bench
