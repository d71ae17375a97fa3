/** What the law bars and what it grants by itself, at the moment of the act. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import type { Refusal } from '#base/refusal.ts'
import { workdaysBetween } from '#kernel/clock/rules/calendar.ts'
import { formOf, handlingOf, listAllCurrent, processOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Who } from '#kernel/who.ts'
import { filledIn } from '#test/filled.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { application, chief, owner as citizen, clerk, decider, examiner, file, lookers, met, staff } from '#test/restaurant.ts'
import { dossier } from './actions/read.ts'
import { judge, previewVerb, submit, takeByName } from './api.ts'
import type { Verb } from './schema.ts'
import { listFiles } from './store/list.ts'

let city: TestCity
const morning = '2023-06-15T09:00:00+08:00'
beforeAll(async () => {
  city = await openTestCity(morning)
})
beforeEach(() => city.clock.set(morning))
afterAll(() => city.close())

const apply = async () => (await act(city.house, citizen, (ctx) => submit(ctx, application))).id
const take = (who: Who, id: string, verb: Verb, input: unknown = {}, seen?: number) =>
  act(city.house, who, (ctx) => takeByName(ctx, { id, verb, input, seen }))
const look = (who: Who, id: string) => act(city.house, who, (ctx) => dossier(ctx, id))
const verbOf = async (who: Who, id: string, verb: Verb) => (await look(who, id)).verbs.find((v) => v.verb === verb)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (e: Refusal) => e.code ?? String(e),
  )
async function examined(): Promise<string> {
  const id = await apply()
  await take(clerk, id, 'accept')
  await take(examiner, id, 'examine')
  return id
}
const opinion = { verdict: 'approve', points: met, opinion: '符合条件' }

describe('an extension (行政许可法 第四十二条)', () => {
  const extend = { days: 10, reason: '案情复杂，需要再核实' }
  test('asked after the last day has passed is refused, and not offered', async () => {
    const id = await examined()
    const { file } = await look(examiner, id)
    city.clock.set(`${file.legalDueOn}T23:00:00+08:00`)
    expect((await verbOf(examiner, id, 'extend'))?.open).toBe(true)
    city.clock.set('2023-08-01T09:00:00+08:00')
    expect(await verbOf(examiner, id, 'extend')).toMatchObject({ open: false, code: 'case.extended-late' })
    expect(await code(take(examiner, id, 'extend', extend))).toBe('case.extended-late')
  })
  test('asked in time and granted after the last day has passed is refused; it can only be sent back', async () => {
    const id = await examined()
    city.clock.set('2023-07-12T09:00:00+08:00')
    expect((await take(examiner, id, 'extend', extend)).waiting).toBeTruthy()
    city.clock.set('2023-08-01T09:00:00+08:00')
    expect(await code(take(decider, id, 'grantApproval'))).toBe('case.extended-late')
    expect(await verbOf(decider, id, 'grantApproval')).toMatchObject({ open: false, why: expect.stringContaining('第四十二条') })
    expect(await code(take(decider, id, 'denyApproval', { reason: '已经过期，请尽快决定' }))).toBe('done')
  })
  test('granted in time moves both last days; one whose promise is broken already moves that of the law alone', async () => {
    const id = await examined()
    const before = (await look(examiner, id)).file
    city.clock.set('2023-07-12T09:00:00+08:00')
    expect(before.promiseDueOn! < '2023-07-12' && before.legalDueOn! > '2023-07-12').toBe(true)
    await take(examiner, id, 'extend', extend)
    await take(decider, id, 'grantApproval')
    const after = (await look(examiner, id)).file
    expect([after.promiseDueOn, after.legalDueOn! > before.legalDueOn!]).toEqual([before.promiseDueOn, true])
  })
})

describe('the days that a case took', () => {
  test('are all of them where it was decided late, not those of the promise', async () => {
    const id = await examined()
    await take(examiner, id, 'propose', opinion)
    const { promiseDays } = (await look(examiner, id)).file
    city.clock.set('2023-08-01T09:00:00+08:00')
    await take(decider, id, 'approve')
    const { file } = await look(examiner, id)
    expect([promiseDays! < 20, Number(file.usedDays)]).toEqual([true, workdaysBetween(city.house.calendar, '2023-06-15', '2023-08-01')])
  })
})

describe('who looked and who decides', () => {
  test('whoever judged a point of the case, or is named as having looked at the place, does not decide it', async () => {
    const both = { ...decider, grants: [...decider.grants, ...examiner.grants] }
    const id = await examined()
    await act(city.house, both, (ctx) => judge(ctx, id, met.slice(0, 1)))
    await take(examiner, id, 'propose', opinion)
    expect([await code(take(both, id, 'approve')), (await verbOf(both, id, 'approve'))?.code]).toEqual(Array(2).fill('case.same-person'))
    const [{ why } = { why: '' }] = await act(city.house, both, (ctx) => previewVerb(ctx, [id], 'approve'))
    expect(why).toContain('另一位')
    const named = await examined()
    const people = lookers('zengwei', 'chenguodong')
    await take(examiner, named, 'survey', { people, on: '2023-06-15', result: '布局合理', passed: true })
    await take(examiner, named, 'propose', opinion)
    expect(await code(take(decider, named, 'approve'))).toBe('case.same-person')
  })
})

describe('a survey (行政许可法 第三十四条)', () => {
  const found = { on: '2023-06-15', result: '布局合理', passed: true }
  const two = lookers('zengwei', 'shangguanlei')
  const refused = async (input: object) => {
    const e = (await take(examiner, await examined(), 'survey', { people: two, ...found, ...input }).catch((x: Refusal) => x)) as Refusal
    const [field] = (e.data?.fields ?? []) as { sentence: string }[]
    return field?.sentence ?? e.message
  }
  test('names two different people, each with a licence of his own', async () => {
    expect(await refused({ people: two.slice(0, 1) })).toContain('两名以上')
    expect(await refused({ people: [two[0], { ...two[0], licence: '99999999' }] })).toContain('同一个人')
    expect(await refused({ people: [two[0], { ...two[1], licence: two[0]!.licence }] })).toContain('证号一样')
    expect(await refused({ people: two.map(({ id }) => ({ id, licence: '' })) })).toContain('执法证')
  })
  test('names people of the organ', async () => {
    expect(await refused({ people: lookers('zengwei', 'gongliang') })).toContain('章贡区市场监督管理局在岗的工作人员')
    expect(await refused({ people: lookers('zengwei', 'nobody') })).toContain('在岗')
  })
  test('was on a day that has come, after the acceptance', async () => {
    expect(await refused({ on: '2023-06-16' })).toContain('还没有到')
    expect(await refused({ on: '2023-06-14' })).toContain('受理')
  })
  test('keeps names and licences', async () => {
    const id = await examined()
    await take(examiner, id, 'survey', { people: two, ...found })
    expect((await look(examiner, id)).state.surveys[0]?.people).toEqual([
      { ...two[0], name: '曾伟' },
      { ...two[1], name: '上官磊' },
    ])
  })
})

describe('silence for five working days (行政许可法 第三十二条)', () => {
  const late = '2023-06-26T00:00:01+08:00'
  test('is an acceptance from the moment they end: nothing is refused, returned or asked for any more', async () => {
    const id = await apply()
    city.clock.set('2023-06-25T23:59:00+08:00')
    expect((await look(clerk, id)).state.status).toBe('submitted')
    city.clock.set(late)
    const items = [{ id: 'layout', what: '布局图要标出尺寸' }]
    const no: [Verb, object][] = [
      ['notAccept', { reason: '不属于本机关职权', article: '行政许可法第三十二条' }],
      ['requestSupplement', { items }],
      ['preReturn', { items }],
      ['accept', {}],
    ]
    for (const [verb, input] of no) expect([verb, await code(take(clerk, id, verb, input))]).toEqual([verb, 'case.deemed-accepted'])
    const { state, file, verbs } = await look(clerk, id)
    expect([state.status, file.status, state.acceptedAt?.toISOString()]).toEqual(['accepted', 'accepted', '2023-06-15T01:00:00.000Z'])
    expect(verbs.some((v) => no.some(([verb]) => verb === v.verb))).toBe(false)
  })
  test('whoever goes on with it goes on at once, from the page that he saw, and the history says from when', async () => {
    const id = await apply()
    city.clock.set(late)
    const { state } = await look(examiner, id)
    await take(examiner, id, 'examine', {}, state.seq)
    const after = await look(examiner, id)
    expect(after.state.facts.slice(-2).map((f) => [f.name, f.data.deemed, f.data.byName])).toEqual([
      ['case.accepted', true, '系统'],
      ['case.examined', undefined, '曾伟'],
    ])
    expect(after.file).toMatchObject({ status: 'examining', acceptedAt: new Date(morning) })
  })
  test('a request to refuse it that nobody granted in time is over', async () => {
    const id = await apply()
    await take(clerk, id, 'notAccept', { reason: '不属于本机关职权', article: '行政许可法第三十二条' })
    city.clock.set(late)
    expect(await code(take(chief, id, 'grantApproval'))).toBe('case.nothing-to-approve')
    expect((await look(clerk, id)).state.pending).toBeUndefined()
    await city.run('case.sweep')
    const list = await act(city.house, clerk, (ctx) => listFiles(ctx.tx, {}, { today: '2023-06-26', limit: 500 }))
    expect(list.rows.find((r) => r.id === id)).toMatchObject({ status: 'accepted', pending: null })
  })
})

describe('a second notice', () => {
  test('is granted by who may grant it, and by nobody else', async () => {
    const id = await apply()
    const items = [{ id: 'layout', what: '布局图要标出尺寸' }]
    await take(clerk, id, 'requestSupplement', { items })
    await take(citizen, id, 'supplement', { note: '补好了' })
    await take(clerk, id, 'requestSupplement', { items, newFact: '店铺昨天换了地址' })
    expect(await code(take(examiner, id, 'grantApproval'))).toBe('case.may-not')
    expect(await code(take(chief, id, 'grantApproval'))).toBe('done')
  })
})

type HeldUp = { item: HandlingItem; version: number; organ: string }
/** Items that are handled in one division and in none nearer to another. */
async function heldAt(division: string, butNotAt: readonly string[]): Promise<HeldUp[]> {
  return act(city.house, system, async ({ tx }) => {
    const all = await listAllCurrent(tx)
    const found: HeldUp[] = []
    for (const { code, handlingCode, version, organ } of all.filter((c) => c.division === division)) {
      if (all.some((c) => c.code === code && butNotAt.includes(c.division))) continue
      const item = await handlingOf(tx, handlingCode, version)
      if (item.audiences.includes('2') && (await processOf(tx, code, version)) === null) found.push({ item, version, organ })
    }
    return found
  })
}

describe('an item that is held one level up', () => {
  const handIn = (division: string, { item, version }: HeldUp) =>
    act(city.house, citizen, async (ctx) =>
      submit(ctx, {
        ...{ item: item.item, division, applicant: 'kejia-xiaoyuan', channel: 'web', declared: true, pledged: true },
        answers: { ...filledIn(await formOf(ctx.tx, item.item, version)), division },
        materials: item.materials.map((m) => ({ code: m.id, name: m.name, provide: 'upload', files: [file] })),
      }),
    )
  /** The first of some items whose form can be filled in by rote. */
  async function handInOne(division: string, items: readonly HeldUp[]): Promise<{ id: string; held: HeldUp }> {
    for (const held of items) {
      const answer = await handIn(division, held).catch(() => undefined)
      if (answer) return { id: answer.id, held }
    }
    throw new Error(`none of ${items.length} items can be handed in for ${division}`)
  }
  const decide = async (id: string, { item, organ }: HeldUp) => {
    await take(staff('a-clerk', '窗口甲', 'windowClerk', organ), id, 'accept')
    if (item.mode === 'ordinary') {
      const points = (item.points ?? []).map((p) => ({ point: p.id, verdict: 'met' }))
      await take(staff('an-examiner', '审查甲', 'examiner', organ), id, 'examine')
      await take(staff('an-examiner', '审查甲', 'examiner', organ), id, 'propose', { ...opinion, points })
    }
    await take(staff('a-decider', '决定甲', 'decider', organ), id, 'approve')
    return (await look(system, id)).state
  }
  test.each([
    ['a county', '360733', '360700', ['360733']],
    ['a zone', '360702400', '360702', ['360702400']],
  ] as const)('%s: its case is decided there', async (_, division, up, not) => {
    const { id, held } = await handInOne(division, await heldAt(up, not))
    const { decision } = await decide(id, held)
    const [grant] = await city.sql<{ organ: string; division: string }>('select organ, division from authority.authority where id = $1', [
      decision?.grant,
    ])
    expect(grant).toEqual({ organ: held.organ, division: up })
  })
})
