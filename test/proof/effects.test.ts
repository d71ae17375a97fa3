/** Every job runs at least once, and its effect is there exactly once: each dies here between the effect and the end, and is run again. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Logger, runOnce } from 'graphile-worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doJob } from '#app/context.ts'
import { tasksOf } from '#app/worker.ts'
import { send } from '#modules/message/actions/send.ts'
import { met, tooNear } from '#test/restaurant.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { type Client, openTestCity, type TestCity } from '../kit.ts'
import { effectsAmiss } from './audit.ts'

let city: TestCity
const outbox = mkdtempSync(join(tmpdir(), 'haoban-outbox-'))
/** ids of the messages that the gateway was given, in their order */
const handedOver = () =>
  readFileSync(join(outbox, 'sms.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id)

beforeAll(async () => {
  process.env.HAOBAN_OUTBOX = outbox
  city = await openTestCity('2023-06-15T10:00:00+08:00')
})
afterAll(async () => {
  await city.close()
  rmSync(outbox, { recursive: true, force: true })
  delete process.env.HAOBAN_OUTBOX
})

/** What waits, for whatever reason, waits no longer. */
const wake = `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where attempts < max_attempts and run_at < now() + interval '1 hour'),
  run_at => now())`
const left = () =>
  city.sql<{ task: string }>(
    "select task_identifier task from graphile_worker.jobs where attempts < max_attempts and run_at < now() + interval '1 hour'",
  )

/** Works until nothing is left; each job fails once after its effect was committed, as when its worker is killed before it can say so. */
async function workDying(): Promise<{ died: number; tasks: string[] }> {
  const died = new Set<string>()
  const tasks = new Set<string>()
  const taskList = Object.fromEntries(
    tasksOf(city.house).map(({ name, work }) => [
      name,
      async (payload: unknown, { job }: { job: { id: string } }) => {
        await work(payload)
        if (died.has(job.id)) return
        died.add(job.id)
        tasks.add(name)
        throw new Error('killed between the effect and the end')
      },
    ]),
  )
  for (let round = 0; round < 40 && (await left()).length > 0; round++) {
    await city.sql(wake)
    await runOnce({ connectionString: city.house.url, taskList, noHandleSignals: true, logger: new Logger(() => () => undefined) })
  }
  expect(await left()).toEqual([])
  return { died: died.size, tasks: [...tasks] }
}

async function take(who: Client, id: string, verb: string, input: object = {}): Promise<void> {
  expect([verb, (await who.post(`/work/cases/${id}/${verb}`, { input })).status]).toEqual([verb, 200])
}

/** From the form to the paper in the hand. */
async function live(verdict: 'approve' | 'refuse'): Promise<string> {
  const [citizen, clerk, examiner, decider, issuer] = await Promise.all([
    city.citizen('钟家明'),
    ...['liufang', 'zengwei', 'chenguodong', 'xiemin'].map((login) => city.staff(login)),
  ])
  const { id } = (await sendDraft(citizen!, await fillDraft(citizen!))).body as { id: string }
  await take(clerk!, id, 'accept')
  await take(examiner!, id, 'examine')
  await take(examiner!, id, 'propose', { verdict, points: verdict === 'approve' ? met : tooNear, opinion: '材料齐全，已经逐项核查' })
  const why = { reason: '经核查，经营场所不符合规定的条件', article: '食品经营许可和备案管理办法第十二条' }
  await take(decider!, id, verdict, verdict === 'refuse' ? why : {})
  await take(issuer!, id, 'deliver', { way: 'electronic' })
  return id
}

test('every job of whole case lives dies once between its effect and its end, and nothing is there twice or missing', async () => {
  for (const verdict of ['approve', 'approve', 'refuse'] as const) await live(verdict)
  const { died, tasks } = await workDying()
  process.stdout.write(`${JSON.stringify({ died, tasks })}\n`)
  expect(died).toBeGreaterThan(30)
  expect(tasks).toEqual(expect.arrayContaining(['react', 'message.send']))
  expect(await effectsAmiss((text) => city.sql(text))).toEqual([])
  const sent = handedOver()
  expect(sent.length).toBeGreaterThan(0)
  expect(new Set(sent).size).toBe(sent.length)
})

test('a worker that dies between the gateway and its own books sends again under the same id, by which the provider drops the repeat', async () => {
  await live('approve')
  await city.sql(wake)
  const once = async () => {
    const react = Object.fromEntries(
      tasksOf(city.house)
        .filter((t) => t.name !== 'message.send')
        .map((t) => [t.name, t.work]),
    )
    await runOnce({ connectionString: city.house.url, taskList: react, noHandleSignals: true, logger: new Logger(() => () => undefined) })
  }
  await once()
  const [waiting] = await city.sql<{ id: string }>("select id from message.outbox where channel = 'sms' and state = 'pending' limit 1")
  const before = handedOver().length
  const tries = (end?: () => never) => {
    const settle: typeof send.settle = end ?? send.settle
    return doJob(city.house, { title: '', outside: { ...send, settle } }, { id: waiting!.id })
  }
  await expect(
    tries(() => {
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  await tries()
  expect(handedOver().slice(before)).toEqual([waiting!.id])
  city.clock.set(new Date(city.clock.now().getTime() + 121_000).toISOString())
  await tries()
  await tries()
  expect(handedOver().slice(before)).toEqual([waiting!.id, waiting!.id])
  expect(await city.sql(`select state, attempts from message.outbox where id = '${waiting!.id}'`)).toEqual([{ state: 'sent', attempts: 2 }])
})
