/** A message leaves the house over real receivers; a new telephone counts once its code was typed in. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, doJob, system } from '#app/context.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { messageGateways } from './actions/gateways.ts'
import { send } from './actions/send.ts'
import { tell } from './api.ts'

type Sms = { id: string; to: string; text: string }
let city: TestCity
let mine: Client
const texts: Sms[] = []
const mails: string[] = []
const bodies: string[] = []
let seen: string[] = []
let beforeAnswer: () => Promise<void> = async () => undefined
let provider: Server
let mailbox: SMTPServer

beforeAll(async () => {
  provider = createServer((request, reply) => {
    let text = ''
    request.on('data', (piece) => {
      text += piece
    })
    request.on('end', async () => {
      await beforeAnswer()
      const sms = JSON.parse(text) as Sms
      seen.push(String(request.headers['idempotency-key']))
      if (!texts.some((t) => t.id === sms.id)) texts.push(sms)
      reply.end('{}')
    })
  })
  await new Promise<void>((up) => provider.listen(0, '127.0.0.1', up))
  mailbox = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (piece) => {
        text += piece
      })
      stream.on('end', () => {
        bodies.push(Buffer.from(text.slice(text.indexOf('\r\n\r\n')), 'base64').toString())
        mails.push(...session.envelope.rcptTo.map((r) => r.address))
        done()
      })
    },
  })
  await new Promise<void>((up) => mailbox.listen(0, '127.0.0.1', up))
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  mine = await city.citizen('曾小满')
})
afterAll(async () => {
  off()
  await city.close()
  await new Promise((down) => provider.close(down))
  await new Promise<void>((down) => mailbox.close(down))
})

const on = () => {
  process.env.HAOBAN_SMS = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`
  process.env.HAOBAN_SMTP = `smtp://127.0.0.1:${(mailbox.server.address() as AddressInfo).port}?from=no-reply@city.example.cn`
}
const off = () => {
  delete process.env.HAOBAN_SMS
  delete process.env.HAOBAN_SMTP
}
let told = 0
const tellHer = async () => {
  const to = [{ account: 'citizen:zeng-xiaoman', party: 'zeng-xiaoman' }]
  const source = `test:${++told}`
  const link = '/me'
  await act(city.house, system, (ctx) => tell(ctx, { template: 'case.accepted', to, source, link, fields: { item: '测试' } }))
  return source
}
const states = async (source: string) =>
  (
    await city.sql<{ channel: string; state: string }>('select channel, state from message.outbox where source = $1 order by channel', [
      source,
    ])
  ).map((r) => [r.channel, r.state])
const later = (seconds: number) => city.clock.set(new Date(city.clock.now().getTime() + seconds * 1_000).toISOString())
const gateways = () => act(city.house, system, messageGateways)

test('没有网关：消息留着，不说已经发出；有人问得出留了几条；接通以后能重发', async () => {
  const source = await tellHer()
  await city.drain()
  expect(await states(source)).toEqual([
    ['inbox', 'sent'],
    ['sms', 'kept'],
  ])
  expect((await gateways())[0]).toMatchObject({ channel: 'sms', set: false, kept: 1 })
  on()
  await city.drain()
  expect(texts).toEqual([])
  expect((await gateways()).map((g) => [g.channel, g.set, g.fault])).toEqual([
    ['sms', true, undefined],
    ['email', true, undefined],
  ])
  const [row] = await city.sql<{ id: string }>("select id from message.outbox where source = $1 and channel = 'sms'", [source])
  const operator = await city.staff('fangzheng')
  expect((await operator.post(`/messages/outbox/${row!.id}/resend`)).status).toBe(200)
  await city.drain()
  expect(await states(source)).toContainEqual(['sms', 'sent'])
  expect(texts.map((t) => t.to)).toHaveLength(1)
})

test('问网关的时候，那一行没有锁着，也没有事务开着', async () => {
  on()
  const found: unknown[] = []
  beforeAnswer = async () => {
    found.push(await city.sql("select state from message.outbox where state = 'sending' for update nowait"))
    const open = "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"
    found.push((await city.sql(open)).length)
  }
  const source = await tellHer()
  await city.drain()
  beforeAnswer = async () => undefined
  expect(found).toEqual([[{ state: 'sending' }], 0])
  expect(await states(source)).toContainEqual(['sms', 'sent'])
})

test('问到一半进程没了：先不重发，过了时间用同一个编号再交，服务商只收一条', async () => {
  on()
  seen = []
  const before = texts.length
  const source = await tellHer()
  const [row] = await city.sql<{ id: string }>("select id from message.outbox where source = $1 and channel = 'sms'", [source])
  const id = row!.id
  const dies = doJob(
    city.house,
    {
      title: '',
      outside: {
        ...send,
        settle: () => {
          throw new Error('killed')
        },
      },
    },
    { id },
  )
  await expect(dies).rejects.toThrow('killed')
  expect(await states(source)).toContainEqual(['sms', 'sending'])
  await doJob(city.house, { title: '', outside: send }, { id })
  expect(seen).toEqual([id])
  later(121)
  await city.run('message.sweep')
  expect(seen).toEqual([id, id])
  expect(texts).toHaveLength(before + 1)
  expect(await states(source)).toContainEqual(['sms', 'sent'])
  await city.run('message.sweep')
  expect(seen).toHaveLength(2)
})

const codeIn = (text: string) => /\d{6}/.exec(text)![0]

test('换手机号：验证码只发到新号，填对才换；填错有次数，过时作废', async () => {
  on()
  const was = (await mine.get('/me/contact')).body.phone
  expect((await mine.post('/me/contact/phone', { value: '1234567' })).body.fields[0].sentence).toContain('手机号')
  const asked = await mine.post('/me/contact/phone', { value: '139 0000 0077' })
  expect(asked.body).toMatchObject({ next: 'code' })
  await city.drain()
  const sms = texts.at(-1)!
  expect(sms.to).toBe('13900000077')
  expect((await mine.get('/me/contact')).body.phone).toBe(was)
  expect((await mine.post('/me/contact/phone', { value: '139 0000 0078' })).body.code).toBe('message.code-too-soon')
  const code = codeIn(sms.text)
  const wrong = code === '000000' ? '000001' : '000000'
  expect((await mine.post('/me/contact/phone/code', { code: wrong })).body.title).toContain('还能试 4 次')
  expect((await mine.post('/me/contact/phone/code', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).status).toBe(200)
  expect((await mine.get('/me/contact')).body.phone).toBe('139****0077')
  expect((await mine.post('/me/contact/phone/code', { code })).body.code).toBe('message.code-over')
  const kept = await city.sql<{ t: string }>("select to_jsonb(o)::text t from message.outbox o where template = 'contact.code'")
  for (const { t } of kept)
    expect([t.includes('13900000077'), t.includes(code), t.includes('direct_sealed": null')]).toEqual([false, false, true])
})

test('错五次，对的也没用；过了五分钟也没用；别人的验证码填不进来', async () => {
  on()
  later(61)
  await mine.post('/me/contact/phone', { value: '13900000088' })
  await city.drain()
  const code = codeIn(texts.at(-1)!.text)
  const other = await city.citizen('刘秀英')
  expect((await other.post('/me/contact/phone/code', { code })).body.code).toBe('message.code-over')
  const wrong = code === '000000' ? '000001' : '000000'
  for (let n = 0; n < 5; n++) await mine.post('/me/contact/phone/code', { code: wrong })
  expect((await mine.post('/me/contact/phone/code', { code })).body.code).toBe('message.code-over')
  later(61)
  await mine.post('/me/contact/phone', { value: '13900000089' })
  await city.drain()
  later(301)
  expect((await mine.post('/me/contact/phone/code', { code: codeIn(texts.at(-1)!.text) })).body.code).toBe('message.code-over')
  expect((await mine.get('/me/contact')).body.phone).toBe('139****0077')
})

test('一天里要得太多就不再发：同一个号码五次', async () => {
  on()
  const clients = await Promise.all(['钟家明', '刘秀英', '温德胜'].map((name) => city.citizen(name)))
  const answers: number[] = []
  for (let n = 0; n < 6; n++) {
    later(61)
    answers.push((await clients[n % 3]!.post('/me/contact/phone', { value: '13900000055' })).status)
  }
  expect(answers).toEqual([200, 200, 200, 200, 200, 429])
})

test('填了邮箱、选了邮件，下一条就发邮件；不选短信就不再发短信', async () => {
  on()
  mine = await city.citizen('曾小满')
  await mine.post('/me/contact/email', { value: 'Xiaoman@Example.CN' })
  await city.drain()
  expect(mails).toEqual(['Xiaoman@example.cn'])
  expect((await mine.page('/me/contact/email/code')).text).toContain('X***@example.cn')
  expect((await mine.post('/me/contact/email/code', { code: codeIn(bodies[0]!) })).status).toBe(200)
  expect((await mine.post('/me/contact', { email: 'yes' })).body).toEqual({ sms: false, email: true })
  const source = await tellHer()
  await city.drain()
  expect(await states(source)).toEqual([
    ['email', 'sent'],
    ['inbox', 'sent'],
  ])
  expect([mails.length, mails.at(-1)]).toEqual([2, 'Xiaoman@example.cn'])
  expect(bodies.at(-1)).toContain('已受理')
})

test('工作人员没有这一页；网页上错了说在哪一格', async () => {
  expect((await (await city.staff('liufang')).get('/me/contact')).body.code).toBe('message.citizens-only')
  mine = await city.citizen('曾小满')
  const page = await mine.submit('/me/contact/phone', { value: '12' })
  expect([page.status, page.text.includes('f-value-error')]).toEqual([422, true])
  expect((await mine.page('/me/contact')).text).toContain('我的联系方式')
})
