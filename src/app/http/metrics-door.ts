/** Who reads the numbers of the house: whoever shows the token, and the machine itself; they tell how much a city works, and when. */
import type { Context } from 'hono'
import { sameText } from '#base/secret.ts'
import { problem } from './reply.ts'

/** Said by a proxy that passes a request on: then it comes from elsewhere, wherever the connection comes from. */
const passedOn = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']
const loopback = /^(127\.|::1$|::ffff:127\.)/

/** A request within the process, as tests send it, has no connection and comes from the machine. */
function isLocal(c: Context): boolean {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const address = incoming ? (incoming.socket?.remoteAddress ?? '') : '127.0.0.1'
  return loopback.test(address) && passedOn.every((name) => c.req.header(name) === undefined)
}

export function mayReadMetrics(c: Context, env: Record<string, string | undefined>): boolean {
  const [, shown] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  const token = env.HAOBAN_METRICS_TOKEN
  return isLocal(c) || (!!token && shown !== undefined && sameText(shown, token))
}

export function metricsClosed(c: Context): Response {
  c.header('www-authenticate', 'Bearer')
  const title = '运行数字只给本机和出示令牌的监控程序看。请在监控程序里设置 HAOBAN_METRICS_TOKEN 的值作 Bearer 令牌'
  return problem(c, { status: 401, code: 'metrics.closed', title, data: {}, request: c.get('requestId') })
}
