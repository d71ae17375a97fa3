/** Two servers and two workers on one PostgreSQL are one city: what one does, the other knows. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { House } from '#app/context.ts'
import { openApp } from '#app/http/app.ts'
import { openHouse } from '#app/open.ts'
import { openWorker } from '#app/worker.ts'
import type { Worker } from '#base/job.ts'
import { met } from '#test/restaurant.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { Client, openTestCity, type TestCity } from '../kit.ts'
import { effectsAmiss } from './audit.ts'

let city: TestCity
let second: House
let apps: [Hono, Hono]
const workers: Worker[] = []

/** A balancer that sends each request to the other server than the one before. */
let turn = 0
const inTurn = { request: (path: string, init: RequestInit) => apps[turn++ % 2]!.request(path, init) } as unknown as Hono

async function staff(app: Hono, login: string): Promise<Client> {
  const client = new Client(app)
  expect((await client.post('/sign-in', { as: 'staff', login, password: 'haoban-demo' })).status).toBe(200)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}
async function citizen(app: Hono): Promise<Client> {
  const [row] = await city.sql<{ id: string }>("select id from permission.account where name = '钟家明'")
  const client = new Client(app)
  await client.post('/sign-in', { as: 'citizen', account: row!.id })
  client.csrf = (await client.get('/session')).body.csrf
  return client
}
/** The same browser at another server. */
function at(app: Hono, who: Client): Client {
  const same = new Client(app)
  for (const [name, value] of who.jar()) same.keep(name, value)
  same.csrf = who.csrf
  return same
}
const factsOf = async (id: string, name: string) =>
  (await city.sql('select 1 from ledger.fact where about = $1 and name = $2', [`case:${id}`, name])).length
const sent = async () => {
  const who = await citizen(inTurn)
  return (await sendDraft(who, await fillDraft(who))).body.id as string
}

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  second = await openHouse(
    city.house.url,
    { HAOBAN_DATA: inject('database').dataDir },
    { log: city.house.log, clock: city.clock, seed: false },
  )
  apps = [city.app, openApp(second)]
  workers.push(await openWorker(city.house), await openWorker(second))
})
afterAll(async () => {
  for (const worker of workers) await worker.stop()
  await second.db.close()
  await city.close()
})

describe('a session', () => {
  test('opened at one server is known at the other, and ended at one is ended at both', async () => {
    const here = await staff(apps[0], 'liufang')
    const there = at(apps[1], here)
    expect((await there.get('/session')).body.csrf).toBe(here.csrf)
    expect((await there.post('/sign-out')).status).toBe(200)
    expect((await here.get('/work/marked')).status).not.toBe(200)
    expect((await here.get('/me')).status).toBe(401)
  })
})

describe('one command at both servers at once', () => {
  test('with one key is done once, and both say the same', async () => {
    const who = await citizen(inTurn)
    const draft = await fillDraft(who)
    const answers = await Promise.all(apps.map((app) => sendDraft(at(app, who), draft, 'one-key')))
    expect(answers.map((a) => a.status)).toEqual([200, 200])
    expect(answers[0]!.body).toEqual(answers[1]!.body)
    expect(await factsOf(answers[0]!.body.id, 'case.submitted')).toBe(1)
  })

  test('of two people is done by one, and the other is told', async () => {
    const id = await sent()
    const clerk = await staff(inTurn, 'liufang')
    const answers = await Promise.all(apps.map((app) => at(app, clerk).post(`/work/cases/${id}/accept`, { input: {} })))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409])
    expect(answers.find((a) => a.status === 409)!.body.title).toMatch(/\p{Script=Han}/u)
    expect(await factsOf(id, 'case.accepted')).toBe(1)
  })
})

describe('what is changed at one server', () => {
  test('an account that is disabled is out at the other at once', async () => {
    const keeper = await staff(apps[0], 'sysadmin')
    const clerk = await staff(apps[1], 'zhongli')
    expect((await clerk.get('/session')).body.csrf).toBe(clerk.csrf)
    expect((await keeper.post('/accounts/staff:zhongli/disable', { reason: '调离岗位' })).status).toBe(200)
    expect((await clerk.get('/me')).status).toBe(401)
  })

  test('an item that is suspended can be begun at the other no more', async () => {
    const approver = await staff(apps[0], 'zengxianhui')
    const who = await citizen(apps[1])
    const begin = () => who.post('/apply/food-business-licence-new', { division: '360702', applicant: 'kejia-xiaoyuan' })
    expect((await begin()).status).toBe(200)
    const take = (verb: string) => approver.post(`/item-versions/food-business-licence-new/${verb}`, { reason: '系统升级，暂停三天' })
    expect((await take('suspend')).status).toBe(200)
    expect((await begin()).status).toBeGreaterThanOrEqual(400)
    expect((await take('resume')).status).toBe(200)
    expect((await begin()).status).toBe(200)
  })

  test('a calendar that is put in counts at the other within seconds', async () => {
    const keeper = await staff(apps[0], 'sysadmin')
    const year = {
      year: 2023,
      title: '国务院办公厅关于2023年部分节假日安排的通知（试验）',
      no: '国办发明电〔2022〕16号',
      off: ['2023-01-01 到 2023-01-02 元旦', '2023-06-22 到 2023-06-26 端午节'],
    }
    expect((await keeper.post('/calendar-years', year)).status).toBe(200)
    await sleep(2_100)
    await (await staff(apps[1], 'liufang')).get('/me')
    expect(second.calendar.years.find((y) => y.year === 2023)?.off).toContain('2023-06-26')
  })
})

describe('the work after an act', () => {
  test('of cases that wander between the servers is done once, by whichever worker', async () => {
    const [clerk, examiner, decider] = await Promise.all(['liufang', 'zengwei', 'chenguodong'].map((login) => staff(inTurn, login)))
    for (let n = 0; n < 4; n++) {
      const id = await sent()
      const take = async (who: Client, verb: string, input = {}) =>
        expect([verb, (await who.post(`/work/cases/${id}/${verb}`, { input })).status]).toEqual([verb, 200])
      await take(clerk!, 'accept')
      await take(examiner!, 'examine')
      await take(examiner!, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，建议准予' })
      await take(decider!, 'approve')
    }
    await idle()
    expect(await effectsAmiss((text) => city.sql(text))).toEqual([])
  })
})

/** Until the workers have done everything, also what waited because an act could be recalled. */
async function idle(): Promise<void> {
  await city.sql(`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs
    where task_identifier = 'react' and run_at between now() and now() + interval '11 minutes'), run_at => now())`)
  const due = 'select 1 from graphile_worker.jobs where attempts < max_attempts and run_at <= now() or locked_at is not null'
  for (let n = 0; n < 600 && (await city.sql(due)).length > 0; n++) await sleep(100)
}
