/** Sockets that take their time hold nobody else up: slow heads, slow bodies, slow readers. */
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { openServer, type Running } from '../server.ts'
import { openIntake } from './intake.ts'

let city: TestCity
let server: Running
const open: Socket[] = []

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  server = await openServer(city.house, { port: 0, worker: false })
})
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy()
})
afterAll(async () => {
  await server?.stop()
  await city.close()
})

/** Sends a beginning and says nothing more; what the house answers is gathered. */
function slow(beginning: string, reads = true): { heard(): string; closed: Promise<void> } {
  const socket = connect(server.port, '127.0.0.1')
  open.push(socket)
  let heard = ''
  socket.on('error', () => undefined)
  const hear = (data: Buffer) => {
    heard += data
  }
  if (reads) socket.on('data', hear)
  else socket.pause()
  socket.write(beginning)
  return { heard: () => heard, closed: new Promise((done) => void socket.once('close', () => done())) }
}

const site = () => `http://127.0.0.1:${server.port}`
const took = async (ask: () => Promise<Response>): Promise<[status: number, inTime: boolean]> => {
  const began = performance.now()
  const answer = await ask()
  await answer.arrayBuffer()
  return [answer.status, performance.now() - began < 2_500]
}
const look = () => took(() => fetch(`${site()}/sign-in`, { signal: AbortSignal.timeout(20_000) }))
const write = () =>
  took(() =>
    fetch(`${site()}/lookup`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(20_000),
    }),
  )

const body =
  'POST /lookup HTTP/1.1\r\nhost: house\r\naccept: application/json\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{'

describe('forty slow sockets', () => {
  test('that send a length and one byte: others are served meanwhile, and they themselves are told and closed', async () => {
    const all = Array.from({ length: 40 }, () => slow(body))
    await sleep(300)
    for (let n = 0; n < 3; n++)
      expect([await look(), await write()]).toEqual([
        [200, true],
        [422, true],
      ])
    await Promise.race([Promise.all(all.map((s) => s.closed)), sleep(25_000)])
    const said = all.map((s) => s.heard())
    expect(new Set(said.map((s) => s.split('\r\n')[0]))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']))
    expect(said[0]).toContain('body.too-slow')
  })

  test('that never end their head', async () => {
    for (let n = 0; n < 40; n++) slow('GET / HTTP/1.1\r\nhost: ho')
    await sleep(300)
    expect([await look(), await write()]).toEqual([
      [200, true],
      [422, true],
    ])
  })

  test('that ask for pages and take none of them', async () => {
    for (let n = 0; n < 40; n++) slow('GET /openapi.json HTTP/1.1\r\nhost: house\r\n\r\n'.repeat(20), false)
    await sleep(1_000)
    expect([await look(), await write()]).toEqual([
      [200, true],
      [422, true],
    ])
  })
})

describe('a body on its way in', () => {
  const post = (stream: ReadableStream<Uint8Array>) =>
    new Request('http://house/', { method: 'POST', body: stream, duplex: 'half' } as RequestInit)
  const dripping = (bytes: number, everyMs: number) =>
    new ReadableStream<Uint8Array>({
      async pull(into) {
        await sleep(everyMs)
        into.enqueue(new Uint8Array(bytes))
      },
    })
  const pace = { graceMs: 100, bytesPerSecond: 1_000, wholeMs: 2_000, lookMs: 20 }

  test('is refused where it drips, and taken for ever so long where it flows, up to the whole time', async () => {
    const intake = openIntake(pace)
    const { taken } = await intake.take(post(dripping(1, 20)), 10_000_000)
    expect('refused' in taken && taken.refused.code).toBe('body.too-slow')
    const began = performance.now()
    const flowing = await intake.take(post(dripping(1_000, 20)), 10_000_000)
    expect('refused' in flowing.taken && flowing.taken.refused.code).toBe('body.too-slow')
    expect(performance.now() - began).toBeGreaterThan(1_500)
  })

  test('that is cut off is refused, and is no fault of the house', async () => {
    const cut = new ReadableStream<Uint8Array>({
      start(into) {
        into.enqueue(new Uint8Array(10))
      },
      pull(into) {
        into.error(new Error('aborted'))
      },
    })
    const { taken } = await openIntake(pace).take(post(cut), 10_000)
    expect('refused' in taken && taken.refused.code).toBe('body.cut')
  })

  test('is held in memory within a bound for all together, and small ones come in however full it is', async () => {
    const intake = openIntake(pace, 150_000)
    const whole = (bytes: number) => post(new Blob([new Uint8Array(bytes)]).stream() as ReadableStream<Uint8Array>)
    const first = await intake.take(whole(100_000), 200_000)
    expect('bytes' in first.taken).toBe(true)
    const second = await intake.take(whole(100_000), 200_000)
    expect('refused' in second.taken && second.taken.refused.code).toBe('body.no-room')
    expect('bytes' in (await intake.take(whole(1_000), 200_000)).taken).toBe(true)
    first.letGo()
    second.letGo()
    expect(intake.held()).toBeLessThan(2_000)
    expect('bytes' in (await intake.take(whole(100_000), 200_000)).taken).toBe(true)
  })
})
