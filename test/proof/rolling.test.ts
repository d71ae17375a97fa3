/** A new release, server by server, while people work: nobody sees an error. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../food.ts'
import { Client } from '../kit.ts'
import { Place, siteOf } from './place.ts'

const place = new Place({ env: { HAOBAN_DRAIN: '3' } })

/** As a balancer does: whoever says that he is ready is sent requests, and nobody is asked twice. */
const ready = new Set<string>()
let looking = true
async function look(): Promise<void> {
  for (; looking; await sleep(100))
    for (const site of place.nodes.map(siteOf)) {
      const answer = await fetch(`${site}/ready`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
      await answer?.arrayBuffer()
      if (answer?.ok) ready.add(site)
      else ready.delete(site)
    }
}

let turn = 0
const balanced = {
  async request(path: string, init: RequestInit) {
    // on a machine that is out of breath a moment may come in which nobody has said so lately; a balancer then lets the request wait
    while (ready.size === 0) await sleep(50)
    const sites = [...ready]
    const answer = await fetch(sites[turn++ % sites.length]! + path, { ...init, redirect: 'manual' })
    if (answer.status >= 500) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  },
} as unknown as Hono

beforeAll(async () => {
  await place.open()
  await place.add('start')
  await place.ready()
  await place.add('start')
  await place.ready()
  void look()
  for (let n = 0; n < 600 && ready.size < 2; n++) await sleep(100)
}, 600_000)
afterAll(async () => {
  looking = false
  await place.close()
})

test('two servers renewed twice each under load: every request is answered, and each process ends in good order', async () => {
  const [row] = await place.sql<{ id: string }>("select id from permission.account where name = '钟家明'")
  let going = true
  let sent = 0
  let asked = 0
  const writes = async () => {
    const citizen = new Client(balanced)
    await citizen.post('/sign-in', { as: 'citizen', account: row!.id })
    citizen.csrf = (await citizen.get('/session')).body.csrf
    for (; going; sent++) expect((await sendDraft(citizen, await fillDraft(citizen))).status).toBe(200)
  }
  const reads = async () => {
    for (const visitor = new Client(balanced); going; asked++)
      expect((await visitor.page('/items/food-business-licence-new')).status).toBe(200)
  }
  const people = Promise.all([writes(), reads(), reads()])
  const codes: (number | null)[] = []
  const renewing = (async () => {
    for (const node of [...place.nodes, ...place.nodes]) {
      codes.push(await place.renew(node))
      for (let n = 0; n < 1_200 && !ready.has(siteOf(node)); n++) await sleep(100)
    }
    going = false
  })()
  await Promise.race([people, renewing])
  await Promise.all([people, renewing])
  process.stdout.write(`${JSON.stringify({ renewed: codes.length, sent, asked })}\n`)
  expect(codes).toEqual([0, 0, 0, 0])
  expect(await place.sql('select 1 from cases.file')).toHaveLength(sent)
  expect(asked).toBeGreaterThan(20)
}, 900_000)
