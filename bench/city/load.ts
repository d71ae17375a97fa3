/** Load on a served city: mixed as on a working day, at a steady rate whatever the answers, or by so many hands as fast as they can. */
import { application, type Cast } from './served.ts'

/** `ms` from sending to the last byte; `id` of a case that the house says it has taken. */
export type Told = { at: number; ms: number; status: number; polite: boolean; id?: string }

type Ask = (cast: Cast) => Promise<{ status: number; text: string; headers: Headers; body?: { id?: string } }>

/** Of twenty requests. One of them hands in an application; the rest look, as citizens and as the desk. */
const mix: readonly Ask[] = [
  ...Array<Ask>(2).fill((c) => c.clerk.post('/work/receive', application(c.scan))),
  ...Array<Ask>(5).fill((c) => c.citizen.page('/items/food-business-licence-new?division=360702')),
  ...Array<Ask>(4).fill((c) => c.clerk.get('/work/cases?queue=office')),
  ...Array<Ask>(3).fill((c) => c.citizen.page('/me')),
  ...Array<Ask>(2).fill((c) => c.clerk.get(`/work/cases?queue=all&q=${encodeURIComponent('餐饮')}`)),
  ...Array<Ask>(2).fill((c) => c.citizen.page(`/search?q=${encodeURIComponent('开饭馆')}`)),
  ...Array<Ask>(2).fill((c) => c.clerk.get('/work/queues')),
]

/** A refusal is polite where it says when to come again and, in Chinese, what is going on. */
const isPolite = (answer: { status: number; text: string; headers: Headers }) =>
  [429, 503].includes(answer.status) && Number(answer.headers.get('retry-after')) > 0 && /[\u4e00-\u9fff]{6}/.test(answer.text)

async function ask(cast: Cast, n: number, told: Told[]): Promise<void> {
  const from = performance.now()
  try {
    const answer = await mix[(n * 7) % mix.length]!(cast)
    const id = answer.status === 200 ? answer.body?.id : undefined
    told.push({ at: from, ms: performance.now() - from, status: answer.status, polite: isPolite(answer), id })
  } catch {
    told.push({ at: from, ms: performance.now() - from, status: 0, polite: false })
  }
}

/** As fast as `hands` people can, for some milliseconds. */
export async function pressed(cast: Cast, hands: number, ms: number): Promise<Told[]> {
  const told: Told[] = []
  const end = performance.now() + ms
  let n = 0
  const hand = async () => {
    while (performance.now() < end) await ask(cast, n++, told)
  }
  await Promise.all(Array.from({ length: hands }, hand))
  return told
}

/** So many a second, sent when their time has come and not when an answer frees a hand, as a crowd does. */
export async function steady(cast: Cast, perSecond: number, ms: number): Promise<Told[]> {
  const told: Told[] = []
  const sent: Promise<void>[] = []
  const from = performance.now()
  for (let n = 0; ; ) {
    const due = Math.floor(((performance.now() - from) * perSecond) / 1_000)
    for (; n < due; n++) sent.push(ask(cast, n, told))
    if (performance.now() - from >= ms) break
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await Promise.all(sent)
  return told
}

export const p95 = (told: readonly Told[]): number => {
  const times = told.filter((t) => t.status === 200).map((t) => t.ms)
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.POSITIVE_INFINITY
}
