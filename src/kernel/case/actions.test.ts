import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '#app/context.ts'
import type { Refusal } from '#base/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { application, chief, owner as citizen, clerk, decider, examiner, issuer, met, staff } from '#test/restaurant.ts'
import { dossier, listReads, readAnswers } from './actions/read.ts'
import { submit } from './actions/submit.ts'
import { takeByName } from './actions/take.ts'
import type { Submit, Verb } from './schema.ts'
import { listFiles } from './store/list.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:42:00+08:00')
})
afterAll(() => city.close())

const apply = (change: Partial<Submit> = {}, who = citizen) => act(city.house, who, (ctx) => submit(ctx, { ...application, ...change }))
const take = (who: Who, id: string, verb: Verb, input: unknown = {}, seen?: number) =>
  act(city.house, who, (ctx) => takeByName(ctx, { id, verb, input, seen }))
const look = (who: Who, id: string) => act(city.house, who, (ctx) => dossier(ctx, id))
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (e: Refusal) => e.code ?? String(e),
  )

describe('an application', () => {
  test('what is missing is told all at once, in the order of the page', async () => {
    const refused = await apply({ answers: { ...application.answers, area: -3, phone: '12' }, materials: [] }).catch((e: Refusal) => e)
    const fields = ((refused as Refusal).data.fields as { field: string; sentence: string }[]).map((f) => f.field)
    expect(fields).toEqual(expect.arrayContaining(['area', 'phone', 'material.layout']))
  })
  test('becomes a case with a number of 43 characters, a receipt and the statutory day of the answer', async () => {
    const { id, no, queryCode } = await apply()
    expect([no.length, no.slice(31, 39), queryCode.length]).toEqual([43, '20230615', 8])
    const seen = await look(citizen, id)
    expect(seen.papers.map((p) => p.title)).toEqual(['收件凭证'])
    expect(seen.clocks.find((c) => c.name === 'notice')?.dueOn).toBe('2023-06-25')
  })
  test('fifty at once get fifty numbers without a gap', async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => apply()))
    const serials = made.map((m) => Number(m.no.slice(-4))).sort((a, b) => a - b)
    expect(serials.at(-1)! - serials[0]!).toBe(49)
    expect(new Set(serials).size).toBe(50)
  })
  test('nobody applies for a stranger', async () => expect(await code(apply({ applicant: 'qingfeng' }))).toBe('case.not-yours'))
  test('a clerk of another organ does not receive it', async () =>
    expect(await code(apply({ channel: 'window' }, staff('zhongli', '钟丽', 'windowClerk', 'approval-360700')))).toBe(
      'case.not-at-counter',
    ))
})

describe('the way of a case', () => {
  test('from acceptance to delivery, with the dates of the sketch', async () => {
    const { id } = await apply()
    city.clock.set('2023-06-16T10:08:00+08:00')
    await take(clerk, id, 'accept')
    city.clock.set('2023-06-20T08:40:00+08:00')
    await take(examiner, id, 'examine')
    expect((await take(examiner, id, 'suspend', { procedure: 'inspection', days: 3, reason: '米酒送检' })).waiting).toContain('审批')
    await take(chief, id, 'grantApproval')
    expect((await look(citizen, id)).file).toMatchObject({ status: 'suspended', paused: true })
    city.clock.set('2023-06-20T17:35:00+08:00')
    await take(examiner, id, 'resume', { result: '检验合格' })
    const running = await look(citizen, id)
    expect(running.file).toMatchObject({ promiseDueOn: '2023-06-27', legalDueOn: '2023-07-18' })
    city.clock.set('2023-06-25T09:05:00+08:00')
    await take(examiner, id, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，核查合格' })
    expect(await code(take(examiner, id, 'approve'))).toBe('case.may-not')
    await take(decider, id, 'approve')
    await take(issuer, id, 'make')
    await take(issuer, id, 'deliver', { way: 'electronic' })
    const done = await look(citizen, id)
    expect(done.file).toMatchObject({ status: 'delivered', result: 'approved' })
    expect(done.papers.map((p) => p.kind)).toEqual([
      'receipt',
      'acceptance',
      'suspensionNotice',
      'resumption',
      'approval',
      'deliveryReceipt',
    ])
    expect(done.state.decision?.grant).toBeTruthy()
    city.clock.set('2023-06-15T16:42:00+08:00')
  })
  test('two deciders at once: one decides, the other is told', async () => {
    const { id } = await apply()
    await take(clerk, id, 'accept')
    await take(examiner, id, 'examine')
    await take(examiner, id, 'propose', { verdict: 'approve', points: met, opinion: '符合条件' })
    const answers = await Promise.all([
      code(take(decider, id, 'approve')),
      code(take(decider, id, 'refuse', { reason: '不符合规定的条件和标准', article: '食品安全法第三十五条' })),
    ])
    expect(answers.sort()).toEqual(['case.not-now', 'done'])
    expect((await look(citizen, id)).state.facts.filter((f) => ['case.approved', 'case.refused'].includes(f.name))).toHaveLength(1)
  })
  test('who acts on an old page is told that something happened', async () => {
    const { id, seq } = await apply()
    await take(clerk, id, 'claim')
    expect(await code(take(clerk, id, 'accept', {}, seq))).toBe('case.changed')
  })
  test('a second notice is refused, and with a new fact it waits for the chief', async () => {
    const { id } = await apply()
    const items = [{ id: 'layout', what: '布局图要标出尺寸' }]
    await take(clerk, id, 'requestSupplement', { items })
    await take(citizen, id, 'supplement')
    expect(await code(take(clerk, id, 'requestSupplement', { items }))).toBe('case.noticed-once')
    expect((await take(clerk, id, 'requestSupplement', { items, newFact: '店铺昨天换了地址' })).waiting).toBeTruthy()
    expect(await code(take(clerk, id, 'grantApproval'))).toBe('case.may-not')
    await take(chief, id, 'grantApproval')
    expect((await look(citizen, id)).file).toMatchObject({ status: 'correction', notices: 2 })
  })
  test('five working days of silence are an acceptance from the day of receipt', async () => {
    const { id } = await apply()
    city.clock.set('2023-06-26T00:10:00+08:00')
    await city.run('case.sweep')
    const seen = await look(citizen, id)
    expect(seen.file.status).toBe('accepted')
    expect(seen.state).toMatchObject({ deemedAccepted: true, acceptedAt: new Date('2023-06-15T16:42:00+08:00') })
    city.clock.set('2023-06-15T16:42:00+08:00')
  })
  test('an organ without the power decides nothing', async () => {
    const { id } = await apply()
    await take(clerk, id, 'accept')
    await take(examiner, id, 'examine')
    await take(examiner, id, 'propose', { verdict: 'approve', points: met, opinion: '符合条件' })
    await city.sql("update authority.authority set to_on = '2023-06-01' where item = 'food-business-licence-new' and division = '360702'")
    expect(await code(take(decider, id, 'approve'))).toBe('authority.none')
    await city.sql("update authority.authority set to_on = null where item = 'food-business-licence-new' and division = '360702'")
    expect(await code(take(decider, id, 'approve'))).toBe('done')
  })
})

describe('who sees what', () => {
  test('another citizen and another organ find nothing', async () => {
    const { id } = await apply()
    const stranger: Who = { ...citizen, id: 'citizen:x', parties: ['zeng-xiaoman'] }
    expect(await code(look(stranger, id))).toBe('case.unknown')
    expect(await code(look(staff('zhongli', '钟丽', 'windowClerk', 'approval-360700'), id))).toBe('case.unknown')
  })
  test('every read of the answers leaves a trace that the applicant sees', async () => {
    const { id } = await apply()
    const answers = await act(city.house, clerk, (ctx) => readAnswers(ctx, id, '受理'))
    await act(city.house, clerk, (ctx) => readAnswers(ctx, id, '受理'))
    expect(answers.shopName).toBe('章贡区客家小院餐饮店（演示）')
    const reads = await act(city.house, citizen, (ctx) => listReads(ctx, id))
    expect(reads.map((r) => [r.by, r.data.what, r.data.purpose])).toEqual([['staff:liufang', '填写的内容', '受理']])
  })
  test('answers lie sealed in the database', async () => {
    const { id } = await apply()
    const [row] = await city.sql<{ sealed: Buffer }>('select sealed from cases.answers where case_id = $1', [id])
    expect(row!.sealed.toString('latin1')).not.toContain('13800000001')
  })
  test('a list shows what a person may open, and counts it in the same query', async () => {
    const list = (who: Who) => act(city.house, who, (ctx) => listFiles(ctx.tx, {}, { today: '2023-06-15', limit: 5 }))
    const [own, strange] = [await list(clerk), await list(staff('zhongli', '钟丽', 'windowClerk', 'approval-360700'))]
    expect([own.rows.length, own.total > 50, strange.total]).toEqual([5, true, 0])
  })
})
