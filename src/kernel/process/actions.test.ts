import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import type { Ctx } from '#kernel/module.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { advance, type Beginning, begin } from './actions/advance.ts'
import { sendMessage } from './actions/message.ts'
import { moveInstance, planMoves } from './actions/migrate.ts'
import { publishModel, withdrawModel } from './actions/models.ts'
import { recallSteps } from './actions/recall.ts'
import { completeTask, retryIncident } from './actions/task.ts'
import { calling, crowd, file, listening, pair, panel, path, review, shouting, timer, waiting } from './fixtures/models.ts'
import { findInstance, listIncidents, listOpenTasks, listSteps, listTimers } from './store/instance.ts'

let city: TestCity
let fails = 0
const run = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => act(city.house, system, work)
const places = {
  own: { organ: 'market-360702', division: '360702' },
  branches: { land: { organ: 'land-360702', division: '360702' }, fire: { organ: 'fire-360702', division: '360702' } },
}
let n = 0
const start = (key: string, more: Partial<Beginning> = {}): Promise<string> =>
  run(async (ctx) => (await begin(ctx, { about: `test:${++n}`, key, places, readers: ['organ:*'], ...more }))!.instance.id)
const tasks = async (id: string) => (await run((ctx) => listOpenTasks(ctx.tx, [id]))).map((t) => t.element)
const recordOf = async (id: string, element: string) =>
  (await run((ctx) => listOpenTasks(ctx.tx, [id]))).find((t) => t.element === element)!.record
const done = async (id: string, element: string) => {
  const record = await recordOf(id, element)
  return run((ctx) => completeTask(ctx, { instance: id, record, passed: true, opinion: '同意' }))
}
const statusOf = async (id: string) => (await run((ctx) => findInstance(ctx.tx, id)))!.status
const publish = (key: string, xml: string) => run((ctx) => publishModel(ctx, { key, xml }))

beforeAll(async () => {
  city = await openTestCity('2023-06-20T09:00:00+08:00')
  const remind = async () => {
    if (fails-- > 0) throw new Error('the other side is away')
  }
  Object.assign(city.house.infos.find((i) => i.id === 'process')!, { services: { 'test.remind': remind } })
  for (const [key, xml] of Object.entries({ review, waiting, panel, calling, listening, shouting, crowd, pair })) await publish(key, xml)
})
afterAll(() => city.close())

describe('a process lives', () => {
  test('two organs look at once, and it ends when both are done', async () => {
    const id = await start('review')
    expect(await tasks(id)).toEqual(['plan', 'fire'])
    await done(id, 'fire')
    await done(id, 'plan')
    expect([await tasks(id), await statusOf(id), (await run((ctx) => listTimers(ctx.tx, id))).length]).toEqual([[], 'completed', 0])
  })
  test('an organ that is late after two working days is reminded, once, by a job', async () => {
    city.clock.set('2023-06-20T09:00:00+08:00')
    const id = await start('review')
    const [set] = await run((ctx) => listTimers(ctx.tx, id))
    // 21 and 25 June: 22 to 24 are 端午, Sunday the 25th is worked
    expect(set!.dueAt).toEqual(new Date('2023-06-26T00:00:00+08:00'))
    city.clock.set('2023-06-25T23:59:00+08:00')
    await city.run('process.timers')
    expect(await tasks(id)).toEqual(['plan', 'fire'])
    city.clock.set('2023-06-26T00:00:00+08:00')
    await city.run('process.timers')
    await city.run('process.timers')
    expect([await tasks(id), (await run((ctx) => listSteps(ctx.tx, id))).map((s) => s.event.type)]).toEqual([
      ['plan', 'fire'],
      ['start', 'timer', 'complete'],
    ])
  })
  test('work that fails is tried five times; then it stands still until a person has looked', async () => {
    fails = 5
    const id = await start('review')
    city.clock.set('2023-07-20T00:00:00+08:00')
    await city.run('process.timers')
    for (let i = 0; i < 5; i++) {
      await city.sql(
        "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'process.serve'), run_at => now())",
      )
      await city.drain()
    }
    const [incident] = await run((ctx) => listIncidents(ctx.tx, id))
    expect(incident).toMatchObject({ element: 'remind', code: 'FAILED', sentence: 'the other side is away' })
    await run((ctx) => retryIncident(ctx, { instance: id, record: incident!.record, reason: '对方系统已经恢复' }))
    await city.drain()
    expect([await run((ctx) => listIncidents(ctx.tx, id)), await tasks(id)]).toEqual([[], ['plan', 'fire']])
  })
  test('a call is a process of its own, and the caller goes on when it ends', async () => {
    const id = await start('calling')
    const [called] = await city.sql<{ id: string }>('select id from process.instance where caller = $1', [id])
    await done(called!.id, 'vote')
    expect([await tasks(id), await statusOf(called!.id)]).toEqual([['after'], 'completed'])
  })
  test('a signal reaches all that listen', async () => {
    const [a, b] = [await start('listening'), await start('listening')]
    await start('shouting')
    await city.drain()
    expect([await tasks(a), await tasks(b)]).toEqual([['t'], ['t']])
  })
  test('a step that is recalled leaves everything as it stood, timers too', async () => {
    const id = await start('review')
    const record = await recordOf(id, 'fire')
    const before = await run((ctx) => listTimers(ctx.tx, id))
    await run((ctx) => advance(ctx, { instance: id, event: { type: 'complete', id: record }, cause: 987_654 }))
    expect([await tasks(id), await run((ctx) => listTimers(ctx.tx, id))]).toEqual([['plan'], []])
    await run((ctx) => recallSteps(ctx, id, [987_654]))
    expect([await tasks(id), await run((ctx) => listTimers(ctx.tx, id))]).toEqual([['plan', 'fire'], before])
    await done(id, 'fire')
    await done(id, 'plan')
    expect(await statusOf(id)).toBe('completed')
  })
  test('and is not recalled where another organ has gone on since', async () => {
    const id = await start('review')
    const record = await recordOf(id, 'fire')
    await run((ctx) => advance(ctx, { instance: id, event: { type: 'complete', id: record }, cause: 987_655 }))
    await done(id, 'plan')
    await expect(run((ctx) => recallSteps(ctx, id, [987_655]))).rejects.toMatchObject({ code: 'process.moved-on' })
  })
})

describe('what may go wrong has an answer', () => {
  test('a message that comes before its receiver waits for it, and twice is once', async () => {
    const send = () => run((ctx) => sendMessage(ctx, { id: 'lab-17', name: 'report', key: 'test:early', variables: { good: true } }))
    expect([await send(), await send()]).toEqual([true, false])
    await city.drain()
    const id = await start('waiting', { about: 'test:early' })
    await city.drain()
    expect(await tasks(id)).toEqual(['read'])
    expect(await send()).toBe(false)
    await city.drain()
    expect(await tasks(id)).toEqual(['read'])
  })
  const bomb = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>`
  const circle = `<startEvent id="s"/><exclusiveGateway id="g" default="no"/><exclusiveGateway id="h"/><endEvent id="e"/>
    <sequenceFlow id="no" sourceRef="g" targetRef="h"/><sequenceFlow id="out" sourceRef="g" targetRef="e"><conditionExpression xsi:type="tFormalExpression">false</conditionExpression></sequenceFlow>
    ${path('s h g')}`
  test.each([
    ['a file that is no XML', '<definitions><process', '文件格式'],
    ['a document type with entities', bomb, '文件格式'],
    ['fifty megabytes', `<?xml version="1.0"?><!--${'x'.repeat(50_000_000)}-->`, '文件超过 200 万字'],
    [
      'a file without a process',
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"/>',
      '没有能执行的流程',
    ],
  ])('%s is refused at once, in words', async (_, xml, words) => {
    const from = performance.now()
    const refusal = await publish('bad', xml).catch((error) => error)
    expect([refusal.code, refusal.message.includes(words), performance.now() - from < 5_000]).toEqual(['process.invalid', true, true])
  })
  test('a circle without a wait stops with its name, and not the house', async () => {
    await publish('circle', file('circle', circle))
    const id = await start('circle')
    const [incident] = await run((ctx) => listIncidents(ctx.tx, id))
    expect([incident!.code, ['g', 'h'].includes(incident!.element)]).toEqual(['CYCLE', true])
  })
  test('a message for another subject passes by', async () => {
    const id = await start('waiting')
    await run((ctx) => sendMessage(ctx, { id: 'lab-18', name: 'report', key: 'test:nobody' }))
    await city.drain()
    expect(await tasks(id)).toEqual([])
  })
  test('a timer in the past fires at once', async () => {
    await publish(
      'past',
      file(
        'past',
        `<startEvent id="s"/><intermediateCatchEvent id="w">${timer('2020-01-01', 'timeDate')}</intermediateCatchEvent><userTask id="t"/><endEvent id="e"/>${path('s w t e')}`,
      ),
    )
    const id = await start('past')
    await city.drain()
    expect(await tasks(id)).toEqual(['t'])
  })
  test('a task done twice is done once', async () => {
    const id = await start('review')
    const record = await recordOf(id, 'plan')
    const complete = () => run((ctx) => completeTask(ctx, { instance: id, record, passed: true, opinion: '同意' }))
    const answers = await Promise.allSettled([complete(), complete()])
    expect(answers.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await run((ctx) => listSteps(ctx.tx, id))).length).toBe(2)
  })
  test('a version withdrawn while running: what runs goes on, what begins takes the newest that is left, or none', async () => {
    const xml = (name: string) => file('passing', `<startEvent id="s"/><userTask id="${name}"/><endEvent id="e"/>${path(`s ${name} e`)}`)
    await publish('passing', xml('old'))
    await publish('passing', xml('new'))
    const id = await start('passing', { version: 2 })
    await run((ctx) => withdrawModel(ctx, { key: 'passing', version: 2, reason: '画错了一条线' }))
    expect([await tasks(id), await tasks(await start('passing', { version: 2 }))]).toEqual([['new'], ['old']])
    await done(id, 'new')
    await run((ctx) => withdrawModel(ctx, { key: 'passing', version: 1, reason: '不再使用' }))
    expect(await run((ctx) => begin(ctx, { about: 'test:none', key: 'passing', places, readers: [] }))).toBeUndefined()
  })
  test('a running instance moves to a new version, or is told why not', async () => {
    const step = (names: string) =>
      file(
        'growing',
        `<startEvent id="s"/>${names
          .split(' ')
          .map((t) => `<userTask id="${t}"/>`)
          .join('')}<endEvent id="e"/>${path(`s ${names} e`)}`,
      )
    await publish('growing', step('a b'))
    await publish('growing', step('a b c'))
    await publish('growing', step('x y'))
    const id = await start('growing', { version: 1 })
    const [fits, not] = [await run((ctx) => planMoves(ctx, 'growing', 1, 2)), await run((ctx) => planMoves(ctx, 'growing', 1, 3))]
    expect([fits[0]!.cannot, not[0]!.cannot[0]!.element]).toEqual([[], 'a'])
    await expect(run((ctx) => moveInstance(ctx, { instance: id, version: 3, reason: '换图' }))).rejects.toMatchObject({
      code: 'process.cannot-move',
    })
    await run((ctx) => moveInstance(ctx, { instance: id, version: 2, reason: '加了一步' }))
    for (const name of ['a', 'b', 'c']) await done(id, name)
    expect(await statusOf(id)).toBe('completed')
  })
  test('ten thousand instances of one task are ten thousand tasks', async () => {
    const id = await start('crowd', { variables: { many: 10_000 } })
    expect((await tasks(id)).length).toBe(10_000)
    await done(id, 't')
    expect((await tasks(id)).length).toBe(9_999)
  })
  test('two hundred timers due at once fire by groups, each once; one that cannot be written harms no other', async () => {
    city.clock.set('2023-08-01T09:00:00+08:00')
    const ids: string[] = []
    await run(async (ctx) => {
      for (let i = 0; i < 200; i++) ids.push((await begin(ctx, { about: `crowd:${i}`, key: 'pair', places, readers: [] }))!.instance.id)
    })
    const [sick, ...sound] = ids
    await city.sql('insert into process.step (instance, seq, at, by_whom, event, trail, before) values ($1, 2, now(), $2, $3, $4, $5)', [
      sick,
      'x',
      '{}',
      [],
      '',
    ])
    city.clock.set('2023-08-01T10:00:00+08:00')
    const errors = city.house.log.error
    city.house.log.error = () => {}
    await city.run('process.timers')
    city.house.log.error = errors
    const open = await run((ctx) => listOpenTasks(ctx.tx, ids))
    expect([open.length, new Set(open.map((t) => t.instance)).size, open.some((t) => t.instance === sick)]).toEqual([
      sound.length,
      sound.length,
      false,
    ])
  })
})
