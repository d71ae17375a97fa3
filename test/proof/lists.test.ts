/** After each of thousands of random acts every list, count and figure says what the facts say, at once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, type House, system } from '#app/context.ts'
import { Refusal } from '#base/refusal.ts'
import { aboutCase, placeOf, traitsOf } from '#kernel/case/actions/open.ts'
import { type CaseFile, countFiles, findFile, loadByHolder } from '#kernel/case/api.ts'
import { isPastLastDay } from '#kernel/case/rules/clocks.ts'
import { type CaseFact, type CaseState, fold } from '#kernel/case/rules/fold.ts'
import { project } from '#kernel/case/rules/project.ts'
import { pageOfFiles } from '#kernel/case/store/file.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { handlingOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { listFigures } from '#kernel/kpi/actions/figures.ts'
import { readWhole } from '#kernel/kpi/actions/read.ts'
import { spanOf } from '#kernel/kpi/rules/span.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import { findStaff } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import { listCases, listQueues } from '#modules/window/actions/desk/lists.ts'
import { queues, queuesFor } from '#modules/window/rules/desk.ts'
import { openTestCity, type TestCity } from '../kit.ts'
import { scaled } from '../scale.ts'
import { type Act, chooseAct, doAct, handIn, type Known, one } from './acts.ts'
import { chance } from './load.ts'
import { countOf, figuresOf, loadOf, queueOf } from './plain.ts'

const acts = scaled(10_000, 2_000)
const seed = 20231231
const random = chance(seed)

let city: TestCity
let house: House
/** whoever acts on the cases of an organ, and who only looks */
const people: Record<string, Who[]> = {}
let watchers: Who[] = []
const citizen: Who = {
  id: 'citizen:zhong-jiaming',
  kind: 'citizen',
  name: '钟家明',
  parties: ['zhong-jiaming', 'kejia-xiaoyuan'],
  grants: [],
}

type Told = { row: CaseFile; state: CaseState; item: HandlingItem }
/** every case, folded from its facts after the last act that touched it */
const told = new Map<string, Told>()
const items = new Map<string, HandlingItem>()
const rows = () => [...told.values()].map((t) => t.row)

const staffOf = (ids: readonly string[]) =>
  act(house, system, async (ctx) => Promise.all(ids.map(async (id) => (await findStaff(ctx.tx, `staff:${id}`, dayOf(ctx.now)))!)))

/** The same five people in another county, who are no accounts: nothing can be handed over to them. */
const doubles = (of: readonly Who[], division: string): Who[] =>
  of.map((w) => ({
    ...w,
    id: `${w.id}-${division}`,
    organ: `market-${division}`,
    grants: w.grants.map((g) => ({ ...g, organ: g.organ === '*' ? '*' : `market-${division}` })),
  }))

beforeAll(async () => {
  city = await openTestCity('2023-06-01T09:00:00+08:00')
  house = city.house
  const office = await staffOf(['liufang', 'zengwei', 'laizhiqiang', 'chenguodong', 'xiemin'])
  people['360702'] = office
  for (const division of ['360703', '360733']) people[division] = doubles(office, division)
  const everywhere = office.map((w) => ({
    ...w,
    id: 'staff:everywhere',
    grants: w.grants.map((g) => ({ ...g, organ: '*', division: '*' })),
  }))
  watchers = [everywhere[3]!, ...Object.values(people).flat()]
})
afterAll(() => city.close())

async function itemOf(file: CaseFile): Promise<HandlingItem> {
  const key = `${file.handleCode} ${file.itemVersion}`
  const item = items.get(key) ?? (await act(house, system, (ctx) => handlingOf(ctx.tx, file.handleCode, file.itemVersion)))
  items.set(key, item)
  return item
}

/** What a row keeps of the first fact alone. */
const begun = ({ data, at }: CaseFact) => ({
  ...{ no: data.no, item: data.item, itemVersion: data.version, handleCode: data.handlingCode, organ: data.organ, division: data.division },
  ...{ applicant: data.applicant, agent: data.agent, channel: data.channel, submittedAt: at },
})

/** Folds a case anew and compares its row, column by column; from here on it counts as its facts say. */
async function compare(file: CaseFile, facts: CaseFact[]): Promise<void> {
  const item = await itemOf(file)
  const state = fold(facts)
  const row = { ...file, ...begun(facts[0]!), ...project(state, item, house.calendar, file.updatedAt) }
  expect(file).toEqual(row)
  told.set(file.id, { row, state, item })
}

async function look(id: string): Promise<void> {
  const [file, facts] = await act(house, system, async (ctx) => [
    (await findFile(ctx.tx, id))!,
    (await listFacts(ctx.tx, aboutCase(id))) as CaseFact[],
  ])
  await compare(file, facts)
}

/** Every case there is, a page at a time. */
async function lookAtAll(): Promise<void> {
  const seen = new Set<string>()
  for (let after: string | undefined = ''; after !== undefined; ) {
    const files: CaseFile[] = await act(house, system, (ctx) => pageOfFiles(ctx.tx, after!, 500))
    const facts = await city.sql<CaseFact & { about: string }>(
      'select id, about, seq, name, data, by_whom "by", at, hash from ledger.fact where about = any($1) order by about, seq',
      [files.map((f) => aboutCase(f.id))],
    )
    const of = new Map<string, CaseFact[]>()
    for (const { about, ...fact } of facts) of.set(about, [...(of.get(about) ?? []), fact])
    for (const file of files) {
      await compare(file, of.get(aboutCase(file.id))!)
      seen.add(file.id)
    }
    after = files.length === 500 ? files.at(-1)!.id : undefined
  }
  expect(seen.size).toBe(told.size)
}

const looking = (who: Who, today: string) => {
  const organs = [...new Set(who.grants.filter((g) => g.permission === 'case.read').map((g) => g.organ))]
  return { id: who.id, organs: organs.includes('*') ? undefined : organs, today }
}
const mayDo = (who: Who) => new Set(who.grants.map((g) => g.permission))
const today = () => dayOf(city.clock.now())

/** How many each queue of one person holds, told exactly up to two hundred: the statement behind his rail. */
async function checkCounts(who: Who): Promise<void> {
  const [shown, asked, all] = [queuesFor(mayDo(who)), looking(who, today()), rows()]
  const counts = await act(house, who, (ctx) =>
    countFiles(
      ctx.tx,
      shown.map((q) => q.filter(asked)),
      asked.today,
      200,
    ),
  )
  expect(counts).toEqual(shown.map(({ id }) => Math.min(countOf(all, who, id, asked), 201)))
}

/** The rail itself, as the screen asks for it. */
async function checkRail(who: Who): Promise<void> {
  const rail = await act(house, who, (ctx) => listQueues(ctx, {}))
  const plain = queuesFor(mayDo(who)).map(({ id }) => ({ id, n: countOf(rows(), who, id, looking(who, today())) }))
  expect(rail.queues.map((q) => [q.id, q.count, q.more])).toEqual(plain.map(({ id, n }) => [id, Math.min(n, 200), n > 200]))
}

/** One queue of one person, page by page as far as it goes, row by row in order. */
async function checkQueue(who: Who, queue: string, pages: number): Promise<number> {
  const plain = queueOf(rows(), who, queue, looking(who, today()))
  let seen = 0
  let after: string | undefined
  for (let page = 0; page < pages && (page === 0 || after); page++) {
    const list = await act(house, who, (ctx) => listCases(ctx, { queue, after } as never))
    expect([queue, list.rows.map((r) => r.id)]).toEqual([queue, plain.slice(seen, seen + 50)])
    expect(list.rows.map((r) => [r.status, r.dueOn, r.seq])).toEqual(
      list.rows.map(({ id }) => told.get(id)!.row).map((r) => [r.status, r.paused ? null : r.dueOn, r.seq]),
    )
    expect([list.total, list.more]).toEqual([Math.min(plain.length, 500), plain.length > 500])
    seen += list.rows.length
    after = list.next ?? undefined
  }
  return seen
}

/** The page tells of the year so far, the queries of whatever span they are asked for. */
const thisYear = () => `${today().slice(0, 4)}-01-01`

/** The figures of cases, each by the query behind it. */
async function checkFigures(): Promise<void> {
  const { kpis = [] } = house.rooms.find((r) => r.id === 'case')!
  const read = await act(house, system, (ctx) =>
    Promise.all(kpis.map(async (kpi) => [kpi.id, await readWhole(ctx, kpi, spanOf('2023-01-01', today()))])),
  )
  expect(Object.fromEntries(read)).toEqual(figuresOf(rows(), '2023-01-01', today()))
}

/** The same as the page of the programme asks for them. */
async function checkFigurePage(): Promise<void> {
  const page = await act(house, system, (ctx) => listFigures({ ...ctx, rooms: ctx.rooms.filter((r) => r.id === 'case') }, {}))
  expect(Object.fromEntries(page.map((f) => [f.id, f.value]))).toEqual(figuresOf(rows(), thisYear(), today()))
}

/** Everything there is, of everybody. */
async function checkAll(): Promise<number> {
  await lookAtAll()
  await checkFigurePage()
  let seen = 0
  for (const who of watchers) {
    await checkRail(who)
    for (const { id } of queuesFor(mayDo(who))) seen += await checkQueue(who, id, 100)
  }
  for (const division of Object.keys(people)) {
    const organ = `market-${division}`
    const load = await act(house, system, (ctx) => loadByHolder(ctx.tx, organ, today()))
    const plain = load.map(({ holder, open, red, yellow, paused, noticed }) => ({ holder, open, red, yellow, paused, noticed }))
    expect(plain.sort((a, b) => (String(a.holder) > String(b.holder) ? 1 : -1))).toEqual(loadOf(rows(), organ, today()))
  }
  return seen
}

const knownOf = ({ row, state, item }: Told): Known => ({
  ...{ id: row.id, state, dueOn: row.dueOn },
  ...{ item: traitsOf(item), place: placeOf(row) },
  pastLastDay: () => isPastLastDay(state, item, house.calendar, house.clock.now()),
})
const living = () => [...told.values()].filter((t) => t.row.status !== 'archived')

/** Mostly minutes pass between two acts, sometimes a night or a few days, so that lamps change and limits run out. */
function pass(): void {
  const minutes = random() < 0.003 ? 1_440 * (1 + Math.floor(random() * 3)) : random() * 4
  city.clock.set(new Date(city.clock.now().getTime() + Math.floor(minutes * 60_000)).toISOString())
}

type Tally = { acts: number; refused: number; by: Record<string, number> }
const count = (tally: Tally, name: string) => {
  tally.acts++
  tally.by[name] = (tally.by[name] ?? 0) + 1
}

async function begin(tally: Tally): Promise<Who> {
  const division = one(Object.keys(people), random)
  const id = await handIn(house, random() < 0.6 ? citizen : people[division]![0]!, division, random)
  await look(id)
  count(tally, 'submit')
  return watchers[0]!
}

/** One act on one case; what is refused leaves the case as it was, which is looked at as well. */
async function go(tally: Tally, chosen: Act, known: Known, colleagues: readonly Who[]): Promise<void> {
  try {
    await doAct(house, known, chosen, colleagues, random)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    tally.refused++
  }
  await look(known.id)
  if (told.get(known.id)!.state.seq > known.state.seq) count(tally, chosen.verb)
}

/** Somebody acts; answers who did. */
async function step(tally: Tally): Promise<Who | undefined> {
  pass()
  const open = living()
  if (open.length < 120 || random() < 0.02) return begin(tally)
  const known = knownOf(one(open, random))
  const colleagues = people[known.place.division]!
  const chosen = chooseAct(known, [...colleagues, citizen], today(), random)
  if (!chosen) return undefined
  await go(tally, chosen, known, colleagues)
  const after = knownOf(told.get(known.id)!)
  const fresh = after.state.facts.at(-1)!
  if (chosen.who.kind === 'staff' && fresh.by === chosen.who.id && fresh.data.recallUntil && random() < 0.08)
    await go(tally, { who: chosen.who, verb: 'recall' }, after, colleagues)
  return chosen.who
}

test(`after each of ${acts.toLocaleString('en')} random acts every list, count and figure equals the fold of the facts`, async () => {
  const tally: Tally = { acts: 0, refused: 0, by: {} }
  let compared = 0
  const from = performance.now()
  for (let next = 500; tally.acts < acts; ) {
    const done = await step(tally)
    if (!done) continue
    const who = done.kind === 'staff' ? done : one(watchers, random)
    await Promise.all([checkCounts(who), checkFigures()])
    if (tally.acts % 3 === 0) await checkQueue(who, one(queuesFor(mayDo(who)), random).id, 1)
    if (tally.acts < next) continue
    compared += await checkAll()
    next += 500
  }
  process.stdout.write(
    `${JSON.stringify({ seed, ...tally, cases: told.size, compared, city: today(), seconds: Math.round((performance.now() - from) / 1_000) })}\n`,
  )
  expect(Object.keys(tally.by).length).toBeGreaterThan(25)
}, 1_200_000)

test('a list that is changed behind the house’s back is found', async () => {
  const [{ row }] = living() as [Told]
  await city.sql("update cases.file set holder = 'staff:nobody', holder_name = '无人' where id = $1", [row.id])
  await expect(look(row.id)).rejects.toThrow()
  expect(queues.length).toBeGreaterThan(10)
})
