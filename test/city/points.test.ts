/** Every item that says what must hold (审查要点): from handing in to the decision, and what the one who decides reads. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { dossier, judge, submit, take } from '#kernel/case/api.ts'
import type { GivenPoint } from '#kernel/case/schema.ts'
import { formOf, handlingOf, listAllCurrent } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Ctx, Who } from '#kernel/module.ts'
import { completeTask } from '#kernel/process/actions/task.ts'
import { findAbout, listTasksAbout } from '#kernel/process/api.ts'
import { openCasePage } from '#modules/window/actions/desk/case-page.ts'
import { filledIn } from '../filled.ts'
import { openTestCity, type TestCity } from '../kit.ts'
import { file, owner, staff } from '../restaurant.ts'

type Pointed = { item: HandlingItem; organ: string; division: string; version: number }
let city: TestCity
const as = <T>(who: Who, work: (ctx: Ctx) => Promise<T>) => act(city.house, who, work)

/** Every item in force that declares points, at the first place where it is handled. */
async function pointed(): Promise<Pointed[]> {
  return as(owner, async ({ tx }) => {
    const found = new Map<string, Pointed>()
    for (const { code, handlingCode, version, organ, division } of await listAllCurrent(tx)) {
      const item = await handlingOf(tx, handlingCode, version)
      if (item.points?.length && !found.has(code)) found.set(code, { item, organ, division, version })
    }
    return [...found.values()]
  })
}

const handIn = ({ item, division, version }: Pointed) =>
  as(owner, async (ctx) =>
    submit(ctx, {
      item: item.item,
      division,
      applicant: item.audiences.every((a) => a === '1') ? 'zhong-jiaming' : 'kejia-xiaoyuan',
      channel: 'web',
      declared: true,
      answers: { ...filledIn(await formOf(ctx.tx, item.item, version)), division },
      materials: item.materials.map((m) => ({ code: m.id, name: m.name, provide: 'upload', files: [file] })),
    }),
  )

const desk = ({ organ }: Pointed) => ({
  clerk: staff('a-clerk', '窗口甲', 'windowClerk', organ),
  examiner: staff('an-examiner', '审查甲', 'examiner', organ),
  decider: staff('a-decider', '决定甲', 'decider', organ),
})

const points = async (who: Who, id: string) => (await as(who, (ctx) => dossier(ctx, id))).points
const opinion = (verdict: 'approve' | 'refuse') => ({ verdict, opinion: '逐条核对过审查要点，见各条的判定' })

const daysLater = (days: number) => city.clock.set(new Date(city.clock.now().getTime() + days * 86_400_000).toISOString())

/** What a process asks before an opinion: other organs agree, the survey passes, and what only waits has waited. */
async function untilOpinion(at: Pointed, id: string): Promise<void> {
  const about = `case:${id}`
  if (!(await act(city.house, system, ({ tx }) => findAbout(tx, about)))) return
  for (;;) {
    const tasks = (await act(city.house, system, ({ tx }) => listTasksAbout(tx, [about]))).filter((t) => t.kind === 'user')
    if (tasks.some((t) => t.detail.verbs.includes('propose'))) return
    for (const { instance, record, organ, detail } of tasks)
      if (detail.verbs.length === 0)
        await as(staff('another', '会办甲', 'examiner', organ), (ctx) =>
          completeTask(ctx, { instance, record, passed: true, opinion: '同意' }),
        )
      else {
        const input = await survey(at.organ)
        await as(desk(at).examiner, (ctx) => take(ctx, { id, verb: 'survey', input }))
      }
    if (tasks.length === 0) daysLater(11)
    await city.drain()
  }
}
/** Two of the organ's staff, known to the house. */
async function surveyors(organ: string) {
  const people = ['乙', '丙'].map((name, i) => ({ id: `staff:${organ}-${i}`, name: `审查${name}`, licence: `36070200${i + 10}` }))
  for (const { id, name } of people)
    await city.sql(
      `insert into permission.account (id, kind, login, name, organ, title, must_change, created_at, demo)
       values ($1, 'staff', $1, $2, $3, '审查员', false, now(), true) on conflict do nothing`,
      [id, name, organ],
    )
  return people.map(({ id, licence }) => ({ id, licence }))
}
const survey = async (organ: string) => ({
  people: await surveyors(organ),
  on: city.clock.now().toISOString().slice(0, 10),
  result: '现场和材料一致',
  passed: true,
})

/** Accepted, and every point that the machine has left open is judged by the examiner. */
async function examined(at: Pointed, id: string): Promise<void> {
  const { clerk, examiner } = desk(at)
  await as(clerk, (ctx) => take(ctx, { id, verb: 'accept', input: {} }))
  await as(examiner, (ctx) => take(ctx, { id, verb: 'examine', input: {} }))
  await untilOpinion(at, id)
  const open = (await points(examiner, id)).filter((p) => p.judgedBy === 'nobody')
  const given: GivenPoint[] = open.map((p) => ({ point: p.id, verdict: 'met' }))
  if (open.length > 0) {
    await expect(as(examiner, (ctx) => take(ctx, { id, verb: 'propose', input: opinion('approve') }))).rejects.toMatchObject({
      code: 'case.points-open',
    })
    await as(examiner, (ctx) => judge(ctx, id, given))
  }
}

let all: Pointed[]
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  all = await pointed()
})
afterAll(() => city.close())

test('the city has items that say what must hold', () => {
  expect(all.map((p) => p.item.item)).toContain('food-business-licence-new')
  expect(all.length).toBeGreaterThanOrEqual(10)
})

describe('of every item that says what must hold', () => {
  const each = async (work: (at: Pointed, id: string) => Promise<void>): Promise<void> => {
    for (const at of all) {
      const { id } = await handIn(at).catch((error) => {
        throw new Error(`${at.item.item} could not be handed in: ${JSON.stringify(error.data ?? String(error))}`, { cause: error })
      })
      await work(at, id)
    }
  }

  test('the machine judges what the city holds, a person the rest, and the one who decides reads each of them', async () => {
    await each(async (at, id) => {
      const { decider } = desk(at)
      const asked = at.item.points!.map((p) => p.id)
      await examined(at, id)
      const { examiner } = desk(at)
      const judged = await points(examiner, id)
      expect(asked).toEqual(expect.arrayContaining(judged.map((p) => p.id)))
      const { materials } = await as(examiner, (ctx) => dossier(ctx, id))
      const held = new Set(materials.filter((m) => m.provide !== 'upload').map((m) => m.code))
      const byMachine = at.item.points!.filter((p) => p.machine === 'holding' && held.has(p.material!)).map((p) => p.id)
      expect(byMachine.length).toBeGreaterThan(0)
      expect(judged.filter((p) => p.judgedBy === 'machine').map((p) => p.id)).toEqual(byMachine)
      expect([at.item.item, judged.filter((p) => p.verdict !== 'met')]).toEqual([at.item.item, []])
      await as(examiner, (ctx) => take(ctx, { id, verb: 'propose', input: opinion('approve') }))
      const seen = await as(decider, (ctx) => openCasePage(ctx, { id }))
      expect(seen.points.map((p) => [p.id, p.text, p.verdict, p.judgedBy])).toEqual(judged.map((p) => [p.id, p.text, 'met', p.judgedBy]))
      await as(decider, (ctx) => take(ctx, { id, verb: 'approve', input: {} }))
      expect((await as(decider, (ctx) => dossier(ctx, id))).state.decision).toMatchObject({ result: 'approved', by: { name: '决定甲' } })
    })
  }, 300_000)

  test('what a person finds against the applicant bars the approval, and the one who decides reads why', async () => {
    await each(async (at, id) => {
      const { examiner, decider } = desk(at)
      await examined(at, id)
      const failing = (await points(examiner, id)).at(-1)!
      const why = '现场看到的和材料不一样'
      await as(examiner, (ctx) => judge(ctx, id, [{ point: failing.id, verdict: 'not met', note: why }]))
      await expect(as(examiner, (ctx) => take(ctx, { id, verb: 'propose', input: opinion('approve') }))).rejects.toMatchObject({
        code: 'case.points-against',
      })
      await as(examiner, (ctx) => take(ctx, { id, verb: 'propose', input: opinion('refuse') }))
      const seen = await as(decider, (ctx) => openCasePage(ctx, { id }))
      expect(seen.points.filter((p) => p.verdict !== 'met')).toEqual([
        expect.objectContaining({ id: failing.id, verdict: 'not met', judgedBy: 'person', note: why }),
      ])
      await as(decider, (ctx) =>
        take(ctx, { id, verb: 'refuse', input: { reason: `${failing.text}：${why}`, article: at.item.basis[0]!.law } }),
      )
      expect((await as(decider, (ctx) => dossier(ctx, id))).state.decision?.result).toBe('refused')
    })
  }, 300_000)
})
