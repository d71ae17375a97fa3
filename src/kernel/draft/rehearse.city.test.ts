import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import type { Ctx } from '#kernel/module.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import {
  askRehearsal,
  type Kind,
  listChanges,
  openRehearsal,
  rehearsalOf,
  rehearsedBy,
  rehearseStretch,
  stopRehearsal,
  type Worked,
} from './api.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const run = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => act(city.house, system, work)
const fact = { name: 'decision.rehearsal-asked', about: 'decision:none' }
const ask = (draft: string) =>
  run((ctx) =>
    askRehearsal(ctx, { kind: 'limits', code: 'none', draft, base: 1, hash: 'h', may: ['item.edit'] }, { ...fact, about: `item:${draft}` }),
  )

type Subject = { id: string }
const all: Subject[] = Array.from({ length: 2_500 }, (_, i) => ({ id: String(i).padStart(5, '0') }))
const idle = async (): Promise<void> => {}

/** Every hundredth changes; `during` happens while a stretch is reckoned. */
const hundredth = (during: (ctx: Ctx) => Promise<void> = idle): Kind<Subject> => ({
  job: 'case.rehearsal',
  count: async () => all.length,
  list: async (_, __, after, limit) => all.filter((s) => s.id > after).slice(0, limit),
  async work(ctx, _, subjects): Promise<Worked> {
    await during(ctx)
    const changed = subjects.filter((s) => s.id.endsWith('00'))
    const counted = changed.map(() => ({ what: '承诺时限', before: '按时', after: '超期' }))
    const changes = changed.map((s, i) => ({ subject: s.id, title: s.id, href: '/', because: '', ...counted[i]! }))
    return { changes, counted, groups: [{ name: '市监局', looked: subjects.length, before: 0, after: changed.length }], unread: 1 }
  },
})
const stretch = (id: string, kind = hundredth()) =>
  run(async (ctx) => {
    const row = await openRehearsal(ctx, id)
    if (row) await rehearseStretch(ctx, row, kind)
  })
const view = (draft: string) => run((ctx) => rehearsalOf(ctx, draft, 'h'))

test('it goes on stretch by stretch, and only the whole of it counts as a rehearsal', async () => {
  const id = await ask('whole')
  await stretch(id)
  expect(await view('whole')).toMatchObject({ status: 'running', total: 2_500, looked: 1_000, changed: 10 })
  expect(await run((ctx) => rehearsedBy(ctx, 'whole', 'h'))).toEqual({ rehearsing: true, rehearsed: false, id: null })
  await stretch(id)
  await stretch(id)
  expect(await view('whole')).toMatchObject({
    ...{ status: 'done', looked: 2_500, changed: 25, unread: 3, fresh: true },
    tally: [{ what: '承诺时限', before: '按时', after: '超期', count: 25 }],
    groups: [{ name: '市监局', looked: 2_500, before: 0, after: 25 }],
  })
  expect(await run((ctx) => rehearsedBy(ctx, 'whole', 'h'))).toEqual({ rehearsing: false, rehearsed: true, id })
  expect(await run((ctx) => rehearsedBy(ctx, 'whole', 'other'))).toMatchObject({ rehearsed: false })
  expect((await run((ctx) => listChanges(ctx, { draft: 'whole', after: '' }))).rows).toHaveLength(25)
})

test('a stretch that is done twice counts once, also by two at the same time', async () => {
  const id = await ask('twice')
  const row = (await run((ctx) => openRehearsal(ctx, id)))!
  await Promise.all([run((ctx) => rehearseStretch(ctx, row, hundredth())), run((ctx) => rehearseStretch(ctx, row, hundredth()))])
  await run((ctx) => rehearseStretch(ctx, row, hundredth()))
  expect(await view('twice')).toMatchObject({ status: 'running', looked: 1_000, changed: 10, unread: 1 })
})

test('killed within a stretch, it goes on where it was', async () => {
  const id = await ask('killed')
  await stretch(id)
  const killed = run(async (ctx) => {
    await rehearseStretch(ctx, (await openRehearsal(ctx, id))!, hundredth())
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(await view('killed')).toMatchObject({ status: 'running', looked: 1_000, changed: 10 })
  await stretch(id)
  await stretch(id)
  expect(await view('killed')).toMatchObject({ status: 'done', looked: 2_500, changed: 25 })
})

test('stopped while a stretch is reckoned, it stays stopped and the stretch is not added', async () => {
  const id = await ask('stopped')
  await stretch(
    id,
    hundredth(() => run((ctx) => stopRehearsal(ctx, 'stopped'))),
  )
  expect(await view('stopped')).toMatchObject({ status: 'stopped', looked: 0, changed: 0 })
  await stretch(id)
  expect(await view('stopped')).toMatchObject({ status: 'stopped', looked: 0 })
  await expect(run((ctx) => stopRehearsal(ctx, 'stopped'))).rejects.toThrow('没有正在进行的预演')
})

test('where the version has changed since, or the reckoning fails, it says so and is no rehearsal', async () => {
  const edited = await ask('edited')
  await stretch(edited, { ...hundredth(), work: async () => ({ why: '预演开始后这一版又改过，请重新预演' }) })
  expect(await view('edited')).toMatchObject({ status: 'failed', why: '预演开始后这一版又改过，请重新预演' })
  const broken = await ask('broken')
  await stretch(
    broken,
    hundredth(() => Promise.reject(new Error('no memory'))),
  )
  expect(await view('broken')).toMatchObject({ status: 'failed', why: expect.stringContaining('没有算完') })
  expect(await run((ctx) => rehearsedBy(ctx, 'broken', 'h'))).toMatchObject({ rehearsing: false, rehearsed: false })
})
