import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { command, load, mention, type Told } from './client.ts'

let house: Server
let begun: () => void = () => {}
/** An answer has begun to come, and not more. */
const beginning = () => new Promise<void>((done) => (begun = done))

const answers: Record<string, (res: import('node:http').ServerResponse) => void> = {
  '/whole': (res) => res.end('{"seq":7}'),
  '/empty': (res) => res.end(),
  '/other': (res) => res.end('<html>登录 WiFi</html>'),
  '/stalled': (res) => res.write('{"points":['),
  '/cut': (res) => res.write('{"points":[', () => res.destroy()),
  '/refused': (res) => res.writeHead(409).end('{"code":"case.points-held","title":"刘芳正在办这一件"}'),
  '/key': (res) => res.end(JSON.stringify(res.req.headers['idempotency-key'] ?? null)),
  '/over': (res) => res.writeHead(401).end('{"code":"sign-in.first","title":"请先登录"}'),
  '/fault': (res) => res.writeHead(502).end('<html>bad gateway</html>'),
}

beforeEach(async () => {
  house = createServer((req, res) => answers[req.url!]!(res))
  await new Promise<void>((up) => house.listen(0, '127.0.0.1', up))
  const { port } = house.address() as AddressInfo
  const real = fetch
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const response = await real(`http://127.0.0.1:${port}${path}`, init)
    setTimeout(begun)
    return response
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  house.closeAllConnections()
  house.close()
})

const told = (answer: Promise<unknown>): Promise<Told> =>
  answer.then(
    (given) => expect.unreachable(`answered ${JSON.stringify(given)}`),
    (error: Told) => error,
  )

test('an answer is what came whole; nothing is nothing', async () => {
  expect(await load('/whole')).toEqual({ seq: 7 })
  expect(await load('/empty')).toBe(undefined)
})

test('an answer given up halfway is no answer, not an empty one', async () => {
  const [stop, begins] = [new AbortController(), beginning()]
  const answer = told(load('/stalled', stop.signal))
  await begins
  stop.abort()
  expect((await answer).name).toBe('AbortError')
})

test.each([
  ['/cut', 'offline', /网络断了，内容还在/],
  ['/other', 'network', /不是本系统的回答/],
  ['/refused', 'case.points-held', /刘芳正在办/],
  ['/fault', 'network', /稍后再试/],
])('%s is told as %s', async (path, code, sentence) => {
  for (const error of [await told(load(path)), await told(command(path, {}))]) {
    expect(error.code).toBe(code)
    expect(error.message).toMatch(sentence)
  }
})

test('a word in passing has no key, and where the session is over it leads nobody away from the page', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { assign, pathname: '/desk/cases/1', search: '' })
  expect(await command('/key', {}, 'k1')).toBe('k1')
  expect(await mention('/key')).toBe(null)
  expect((await told(mention('/over'))).status).toBe(401)
  expect(assign).not.toHaveBeenCalled()
  await told(load('/over'))
  expect(assign).toHaveBeenCalledOnce()
})
