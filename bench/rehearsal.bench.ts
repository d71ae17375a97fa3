/** A new version of a table, and new limits, over a year of cases, in a house that serves and works in one process: how long it takes, and what citizens notice. */
import type { Client } from '../test/kit.ts'
import type { Bench, Mode, Row } from './bench.ts'
import { asked, askForPermits } from './city/asked.ts'
import { openCities } from './city/city.ts'
import { must, type Served, serve, staffAt } from './city/served.ts'

const page = `/items/${asked}?division=360702`
/** As many a second as a busy city's item pages see. */
const perSecond = 20

/** Times of one public page in milliseconds, asked for at a steady rate until `over`. */
async function pages(site: string, over: () => boolean): Promise<number[]> {
  const times: number[] = []
  const asking: Promise<void>[] = []
  const ask = async () => {
    const from = performance.now()
    const answer = await fetch(site + page, { headers: { accept: 'text/html' } })
    await answer.text()
    if (answer.status !== 200) throw new Error(`${page} answered ${answer.status}`)
    times.push(performance.now() - from)
  }
  while (!over()) {
    asking.push(ask())
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond))
  }
  await Promise.all(asking)
  return times
}

const p95 = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!

/** The version whose rehearsal is asked for: three months instead of six. */
async function draftOf(editor: Client): Promise<string> {
  const { draft } = must(await editor.post(`/decision-models/${asked}/drafts`, { reason: '住满三个月就能申领' })).body as { draft: string }
  const { xml, revision } = must(await editor.get(`/decision-drafts/${draft}`)).body as { xml: string; revision: number }
  const shorter = xml
    .replaceAll('&gt;= 6', '&gt;= 3')
    .replaceAll('&lt; 6', '&lt; 3')
    .replace('value="3" label="还没有"', 'value="2" label="还没有"')
    .replace('input="在这里住了" value="5"', 'input="在这里住了" value="2"')
  must(await editor.post(`/decision-drafts/${draft}/edit`, { revision, xml: shorter }))
  return draft
}

/** Other limits of the same item: two days instead of five. */
async function limitsOf(editor: Client): Promise<string> {
  const { draft } = must(await editor.post(`/item-versions/${asked}/change`, { reason: '想把承诺时限压到两天' })).body as { draft: string }
  const { revision } = must(await editor.get(`/item-drafts/${draft}`)).body as { revision: number }
  must(await editor.post(`/item-drafts/${draft}/edit`, { revision, changes: [{ path: 'promise.amount', value: 2 }] }))
  return draft
}

type View = { status: string; looked: number; changed: number }
/** Something that is rehearsed: who drafts it, how, and where its drafts lie. */
type Subject = { name: string; login: string; drafts: string; begin(editor: Client): Promise<string>; view(page: unknown): View }

const subjects: readonly Subject[] = [
  {
    name: 'a new version of a table over the cases of a year',
    login: 'luoxin',
    drafts: '/decision-drafts',
    begin: draftOf,
    view: (page) => (page as { rehearsal: View }).rehearsal,
  },
  {
    name: 'other limits over the cases of a year',
    login: 'luoxin',
    drafts: '/item-drafts',
    begin: limitsOf,
    view: (page) => (page as { limits: { rehearsal: View } }).limits.rehearsal,
  },
]

type Rehearsed = { seconds: number; during: number[]; view: View }

async function rehearsed({ site }: Served, { login, drafts, begin, view }: Subject): Promise<Rehearsed> {
  const editor = await staffAt(site, login)
  const draft = `${drafts}/${await begin(editor)}`
  const from = performance.now()
  must(await editor.post(`${draft}/rehearse`))
  let seen: View = { status: 'waiting', looked: 0, changed: 0 }
  const isOver = () => seen.status !== 'waiting' && seen.status !== 'running'
  const watching = (async () => {
    while (!isOver()) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      seen = view(must(await editor.get(draft)).body)
    }
    return (performance.now() - from) / 1_000
  })()
  const during = await pages(site, isOver)
  return { seconds: await watching, during, view: seen }
}

/** The page with nothing beside it, after a while of getting warm. */
async function alone({ site }: Served, ms: number): Promise<number[]> {
  const until = performance.now() + ms
  await pages(site, () => performance.now() > until - ms / 2)
  return pages(site, () => performance.now() > until)
}

function* rowsOf(subject: Subject, cases: number, { seconds, during, view }: Rehearsed, before: readonly number[]): Iterable<Row> {
  if (view.status !== 'done' || view.looked !== cases) throw new Error(`the rehearsal ended as ${JSON.stringify(view)}, of ${cases} cases`)
  const minute = (60 * cases) / 100_000
  yield {
    name: subject.name,
    value: seconds,
    unit: 's',
    yardstick: { name: 'a minute for a hundred thousand', value: minute },
    ratio: minute / seconds,
    atLeast: 1,
    note: `${cases} cases, of which ${view.changed} change; ${perSecond} public pages a second meanwhile`,
  }
  yield {
    name: 'p95 of a public page while the same process does that',
    value: p95(during),
    unit: 'ms',
    yardstick: { name: 'the same page alone', value: p95(before) },
    ratio: p95(before) / p95(during),
    note: `${during.length} pages during, ${before.length} alone; longest ${Math.round(Math.max(...during))} ms, alone ${Math.round(Math.max(...before))} ms`,
  }
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const size = mode === 'smoke' ? 2_000 : 100_000
  const cities = await openCities([size])
  try {
    const url = await cities.copy(size)
    const cases = await askForPermits(url)
    const served = await serve(url)
    try {
      const before = await alone(served, mode === 'smoke' ? 2_000 : 20_000)
      for (const subject of subjects) yield* rowsOf(subject, cases, await rehearsed(served, subject), before)
    } finally {
      await served.stop()
    }
  } finally {
    await cities.close()
  }
}

export default { title: 'A rehearsal over a year of cases, and what citizens notice of it', run } satisfies Bench
