/** Cases with a process: begun, narrowed, told, recalled and ended in the case's own transactions. */
import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { organsNear, processOf } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { completeTask } from '#kernel/process/actions/task.ts'
import { advance, begin, findAbout, listTasksAbout, modelOf } from '#kernel/process/api.ts'
import { branchesIn } from '#kernel/process/rules/attributes.ts'
import { findInstance, listTimers } from '#kernel/process/store/instance.ts'
import { submitFor } from '#test/hygiene.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { lookers } from '#test/restaurant.ts'
import { dossier } from './actions/read.ts'
import { recall } from './actions/recall.ts'
import { takeByName } from './actions/take.ts'
import type { Verb } from './schema.ts'

let city: TestCity
const run = <T>(work: (ctx: Ctx) => Promise<T>) => act(city.house, system, work)
const take = (id: string, verb: Verb, input: unknown = {}) => run((ctx) => takeByName(ctx, { id, verb, input }))
const processOfCase = async (id: string) => (await run((ctx) => findAbout(ctx.tx, `case:${id}`)))!
const stepsOpen = async (id: string) => (await run((ctx) => listTasksAbout(ctx.tx, [`case:${id}`]))).map((t) => t.element).sort()
const opinion = async (id: string, element: string, passed: boolean) => {
  const task = (await run((ctx) => listTasksAbout(ctx.tx, [`case:${id}`]))).find((t) => t.element === element)!
  await run((ctx) => completeTask(ctx, { instance: task.instance, record: task.record, passed, opinion: '已经看过' }))
}
const verbOf = async (id: string, verb: Verb) => (await run((ctx) => dossier(ctx, id))).verbs.find((v) => v.verb === verb)

beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
})
afterAll(() => city.close())

describe('a case and its process', () => {
  test('begin together, and the process holds the decision back until its step has come', async () => {
    const id = await submitFor(city)
    expect(await stepsOpen(id)).toEqual(['admit'])
    await take(id, 'accept')
    await take(id, 'examine')
    expect(await stepsOpen(id)).toEqual(['fire', 'health', 'survey'])
    const propose = { verdict: 'approve', opinion: '符合条件' }
    await expect(take(id, 'propose', propose)).rejects.toMatchObject({ code: 'case.process-not-there' })
    expect((await verbOf(id, 'propose'))?.why).toContain('卫生监督意见')
    await take(id, 'survey', { people: lookers('wuhaibo', 'liwenjing'), on: '2023-06-15', result: '符合', passed: true })
    await opinion(id, 'health', true)
    await opinion(id, 'fire', true)
    expect(await stepsOpen(id)).toEqual(['propose'])
    await take(id, 'propose', propose)
    await take(id, 'sendBack', { reason: '消防意见没有写清楚' })
    expect(await stepsOpen(id)).toEqual(['propose'])
  })
  test('a notice and its answer go round, and what is waived goes round too', async () => {
    const id = await submitFor(city)
    await take(id, 'requestSupplement', { items: [{ id: 'plan', what: '补平面图' }] })
    expect(await stepsOpen(id)).toEqual(['correct'])
    await take(id, 'waive', { item: 'plan', reason: '现场能看到' })
    expect(await stepsOpen(id)).toEqual(['admit'])
    await take(id, 'accept')
    expect(await stepsOpen(id)).toContain('survey')
  })
  test('a recalled act takes the step of the process back with it', async () => {
    const id = await submitFor(city)
    const before = await processOfCase(id)
    const clerk = await run((ctx) =>
      ctx.as({ ...system, kind: 'staff', id: 'staff:x', name: '某人', grants: all }, (c) =>
        takeByName(c, { id, verb: 'accept', input: {} }),
      ),
    )
    expect(await stepsOpen(id)).toContain('survey')
    await run((ctx) =>
      ctx.as({ ...system, kind: 'staff', id: 'staff:x', name: '某人', grants: all }, (c) => recall(c, { id, seq: clerk.seq })),
    )
    expect(await stepsOpen(id)).toEqual(['admit'])
    expect((await processOfCase(id)).state).toEqual(before.state)
  })
  test('what the rules let decide on a pledge passes by the organs', async () => {
    const id = await submitFor(city, 'hair')
    await take(id, 'accept')
    expect(await stepsOpen(id)).toEqual(['pledge'])
    await take(id, 'approve')
    expect((await processOfCase(id)).status).toBe('completed')
  })
  test('silence is acceptance for the process too, and withdrawing ends it', async () => {
    const id = await submitFor(city)
    city.clock.set('2023-06-27T09:00:00+08:00')
    await city.run('case.sweep')
    expect(await stepsOpen(id)).toContain('survey')
    await take(id, 'withdraw')
    expect([await stepsOpen(id), (await processOfCase(id)).status]).toEqual([[], 'cancelled'])
    city.clock.set('2023-06-15T09:00:00+08:00')
  })
})
const all = ['case.read', 'case.accept', 'case.examine'].map((permission) => ({ permission, organ: '*', division: '*' }))

const items = new URL('../../../city/ganzhou/items/', import.meta.url)
const drawn = readdirSync(items).filter((item) => existsSync(new URL(`${item}/process.bpmn`, items)))
const division = '360702'

/** What the desk says at each step, so that the process comes to its end. */
const wayOf = (verbs: readonly string[]): string | undefined => ['accept', 'survey', 'propose', 'approve'].find((v) => verbs.includes(v))

async function beginFor(item: string, about: string): Promise<string> {
  const key = `item:${item}`
  const version = (await run((ctx) => processOf(ctx.tx, item, 1)))!
  const branches = await run(async (ctx) => organsNear(ctx.tx, division, branchesIn(await modelOf(ctx.tx, key, version))))
  const places = { own: { organ: 'approval-360702', division }, branches }
  return (await run((ctx) => begin(ctx, { about, key, version, places, readers: ['organ:*'] })))!.instance.id
}

/** The first timer that is set comes due. */
async function letTimePass(id: string): Promise<boolean> {
  const due = (await run((ctx) => listTimers(ctx.tx, id)))[0]
  if (!due) return false
  city.clock.set(new Date(due.dueAt.getTime() + 1000).toISOString())
  await city.run('process.timers')
  return true
}

/** An opinion on a step: of verbs always in favour, of organs and surveys only after `against` that were not. */
async function say(instance: string, task: { element: string; record: number; detail: { verbs: readonly string[] } }, isAgainst: boolean) {
  const verb = wayOf(task.detail.verbs)
  const passed = !isAgainst || (verb !== undefined && verb !== 'survey')
  const variables = { passed, ...(verb ? { verb } : { [task.element]: passed }) }
  await run((ctx) => advance(ctx, { instance, event: { type: 'complete', id: task.record, variables } }))
  return passed
}

/** Lives one instance to its end; a rough life has somebody late once, and the first opinion against. */
async function live(item: string, isRough: boolean): Promise<{ status: string; late: number }> {
  const about = `test:${item}:${isRough}`
  const id = await beginFor(item, about)
  const still = { against: isRough, late: 0 }
  for (let i = 0; i < 60; i++) {
    const instance = (await run((ctx) => findInstance(ctx.tx, id)))!
    if (instance.endedAt) return { status: instance.status, late: still.late }
    const task = (await run((ctx) => listTasksAbout(ctx.tx, [about]))).find((t) => t.kind === 'user')
    const waits = !task || (isRough && still.late === 0)
    if (waits && (await letTimePass(id))) still.late++
    else if (task) still.against = (await say(id, task, still.against)) && still.against
    else await city.drain()
  }
  throw new Error(`${item} does not come to its end`)
}

describe('the processes of the city run to their end', () => {
  test.each(drawn)('%s, with everybody in favour, and with one late and one against', async (item) => {
    const smooth = await live(item, false)
    const rough = await live(item, true)
    expect([smooth.status, rough.status]).toEqual(['completed', 'completed'])
    expect(rough.late).toBeGreaterThan(0)
  })
})
