/** The ways out, against real receivers: an SMTP server and an HTTP server on this machine. */
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { hostname } from 'node:os'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { gatewayOf } from './gateway/choose.ts'
import { smtpOptions } from './gateway/mail.ts'
import { NeverDelivered } from './gateway/port.ts'

const mail = { id: '01hmsg', channel: 'email', to: 'wang@example.cn', title: '已受理', text: '请放心。', at: new Date(0) } as const
const sms = { ...mail, channel: 'sms', to: '13800000001' } as const

let close: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of close) await end()
  close = []
})

type Answer = (to: string) => Error | undefined
/** An SMTP server that takes mail of one user, and what it took. */
async function mailServer(options: { host?: string; answer?: Answer; withTls?: boolean } = {}) {
  const taken: { to: string[]; text: string }[] = []
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: options.withTls ? [] : ['STARTTLS'],
    onAuth: ({ username, password }, _, done) =>
      username === 'city' && password === 'p@ss'
        ? done(null, { user: username })
        : done(Object.assign(new Error('no'), { responseCode: 535 })),
    onRcptTo: ({ address }, _, done) => done(options.answer?.(address)),
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (piece) => {
        text += piece
      })
      stream.on('end', () => {
        taken.push({ to: session.envelope.rcptTo.map((r) => r.address), text })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((up) => server.listen(0, options.host ?? '127.0.0.1', up))
  close.push(() => new Promise((down) => server.close(down)))
  return { taken, port: (server.server.address() as AddressInfo).port }
}

const mailPort = (address: string, password?: string) =>
  gatewayOf('email', undefined, { HAOBAN_SMTP: address, HAOBAN_SMTP_PASSWORD: password })!.open()

describe('mail', () => {
  test('真的邮件服务器收到一封信：谁发的、发给谁、写了什么；重发时信号一样', async () => {
    const { taken, port } = await mailServer()
    const out = mailPort(`smtp://city:p%40ss@127.0.0.1:${port}?from=no-reply@city.example.cn`)
    expect((await out.send(mail)).receipt).toContain('250')
    await out.send(mail)
    expect(taken.map((t) => t.to)).toEqual([['wang@example.cn'], ['wang@example.cn']])
    for (const { text } of taken) {
      expect(text).toContain('Message-ID: <01hmsg@city.example.cn>')
      expect(text).toContain(Buffer.from('请放心。').toString('base64'))
    }
  })

  test('密码从环境里来时，地址里不用写', async () => {
    const { taken, port } = await mailServer()
    await mailPort(`smtp://city@127.0.0.1:${port}?from=a@b.cn`, 'p@ss').send(mail)
    expect(taken).toHaveLength(1)
  })

  test('没有这个邮箱，再试也没用；服务器忙、密码不对，以后再试', async () => {
    const say = (responseCode: number) => () => Object.assign(new Error('no'), { responseCode })
    const unknown = await mailServer({ answer: say(550) })
    const at = (port: number, user = 'city:p%40ss') => mailPort(`smtp://${user}@127.0.0.1:${port}?from=a@b.cn`).send(mail)
    await expect(at(unknown.port)).rejects.toBeInstanceOf(NeverDelivered)
    const busy = await mailServer({ answer: say(450) })
    const told = await at(busy.port).catch((e: Error) => e)
    expect([told instanceof Error, told instanceof NeverDelivered]).toEqual([true, false])
    const locked = await at(busy.port, 'city:wrong').catch((e: Error) => e)
    expect([locked instanceof Error, locked instanceof NeverDelivered]).toEqual([true, false])
  })

  test('不在本机的服务器不加密就不交：信没有出去', async () => {
    expect(smtpOptions('smtp://mail.example.cn?from=a@b.cn', undefined).options).toMatchObject({
      secure: false,
      requireTLS: true,
      port: 587,
    })
    expect(smtpOptions('smtps://mail.example.cn?from=a@b.cn', undefined).options).toMatchObject({ secure: true, port: 465 })
    const { taken, port } = await mailServer({ host: '0.0.0.0' })
    await expect(mailPort(`smtp://city:p%40ss@${hostname()}:${port}?from=a@b.cn`).send(mail)).rejects.toThrow()
    expect(taken).toEqual([])
  })

  test('证书没有人担保的服务器，信不交给它', async () => {
    const { taken, port } = await mailServer({ withTls: true, host: '0.0.0.0' })
    await expect(mailPort(`smtp://city:p%40ss@${hostname()}:${port}?from=a@b.cn`).send(mail)).rejects.toThrow('没有收下')
    expect(taken).toEqual([])
  })

  test('邮件里夹带不了别的收件人和信头', async () => {
    const { taken, port } = await mailServer()
    const out = mailPort(`smtp://city:p%40ss@127.0.0.1:${port}?from=a@b.cn`)
    await out.send({ ...mail, title: '好\r\nBcc: other@example.cn' })
    expect(taken.map((t) => t.to)).toEqual([['wang@example.cn']])
    expect(taken[0]!.text).not.toMatch(/^Bcc:/m)
  })
})

describe('text messages', () => {
  async function provider(answer: number, body = '{"receipt":"r-1"}') {
    const asked: { headers: Record<string, unknown>; body: unknown }[] = []
    const server: Server = createServer((request, reply) => {
      let text = ''
      request.on('data', (piece) => {
        text += piece
      })
      request.on('end', () => {
        asked.push({ headers: request.headers, body: JSON.parse(text) })
        reply.writeHead(answer, { 'content-type': 'application/json' }).end(body)
      })
    })
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
    close.push(() => new Promise((down) => server.close(() => down())))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`
    return { asked, out: gatewayOf('sms', undefined, { HAOBAN_SMS: address, HAOBAN_SMS_TOKEN: 't0k' })!.open() }
  }

  test('服务商收到 JSON、口令和同一个编号', async () => {
    const { asked, out } = await provider(200)
    expect(await out.send(sms)).toEqual({ receipt: 'r-1' })
    expect(asked[0]).toMatchObject({
      headers: { authorization: 'Bearer t0k', 'idempotency-key': '01hmsg' },
      body: { id: '01hmsg', to: '13800000001', text: '请放心。' },
    })
  })

  test('号码不收就不再试；忙就再试', async () => {
    await expect((await provider(422)).out.send(sms)).rejects.toBeInstanceOf(NeverDelivered)
    for (const busy of [429, 503]) {
      const told = await (await provider(busy)).out.send(sms).catch((e: Error) => e)
      expect([busy, told instanceof Error, told instanceof NeverDelivered]).toEqual([busy, true, false])
    }
  })
})

describe('settings', () => {
  test('什么都没设，就没有网关；设错了，说得出错在哪里', () => {
    expect([gatewayOf('sms', undefined, {}), gatewayOf('email', undefined, {})]).toEqual([undefined, undefined])
    const fault = (env: Record<string, string>, channel: 'sms' | 'email' = 'sms') => gatewayOf(channel, undefined, env)!.fault
    expect(fault({ HAOBAN_SMS: 'http://sms.example.cn/send' })).toContain('https://')
    expect(fault({ HAOBAN_SMS: 'sms.example.cn' })).toContain('https://')
    expect(fault({ HAOBAN_SMS: 'https://sms.example.cn/send' })).toBeUndefined()
    expect(fault({ HAOBAN_SMTP: 'smtps://mail.example.cn' }, 'email')).toContain('发件人')
    expect(fault({ HAOBAN_SMTP: 'https://mail.example.cn?from=a@b.cn' }, 'email')).toContain('smtps://')
  })

  test('城市的设置里写了也算，进程的设置在它前面', () => {
    const city = { sms: 'https://city.example.cn/sms', smtp: 'smtps://city@mail.example.cn?from=a@b.cn' }
    expect(gatewayOf('sms', city, {})?.how).toContain('city.example.cn')
    expect(gatewayOf('email', city, {})?.how).toContain('mail.example.cn')
    expect(gatewayOf('sms', city, { HAOBAN_SMS: 'https://other.example.cn/sms' })?.how).toContain('other.example.cn')
  })
})

test('没有人听的端口是一次失败，不是永远送不到', async () => {
  const server = createPlainServer()
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const { port } = server.address() as AddressInfo
  await new Promise((down) => server.close(down))
  const told = await mailPort(`smtp://127.0.0.1:${port}?from=a@b.cn`)
    .send(mail)
    .catch((e: Error) => e)
  expect([told instanceof Error, told instanceof NeverDelivered]).toEqual([true, false])
})
