/** The running server: one process that answers HTTP and, unless told otherwise, works on the queue. */
import type { Server } from 'node:http'
import { createServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { refusals } from '#base/refusal.ts'
import { openReplica } from '#base/replica.ts'
import type { House } from './context.ts'
import { openApp } from './http/app.ts'
import { guardSockets, perAddressOf } from './http/sockets.ts'
import { openWorker } from './worker.ts'

const refuse = refusals({ 'port.taken': [409, '端口 {port} 已被别的程序占用。请停掉它，或用 PORT=别的端口 再启动'] })

/** `stop`: says for `drainMs` that nobody new is to be sent here and serves whoever comes all the same; then as little as possible is left to cut. */
export type Running = { port: number; stop(drainMs?: number): Promise<void> }

const taken = (error: NodeJS.ErrnoException, port: number): Error => (error.code === 'EADDRINUSE' ? refuse('port.taken', { port }) : error)

/** Refuses a port that another program holds, before anything else is opened; 0 is always free. */
export const mustBeFree = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(taken(error, port)))
    probe.listen(port, () => probe.close(() => resolve()))
  })

function listen(house: House, port: number, hostname: string | undefined): Promise<{ server: Server; port: number }> {
  const app = openApp(house)
  return new Promise((resolve, reject) => {
    const serverOptions = { connectionsCheckingInterval: 5_000 }
    const server = serve({ fetch: app.fetch, port, hostname, serverOptions }, (info) => resolve({ server, port: info.port })) as Server
    guardSockets(server, { perAddress: perAddressOf(process.env) })
    server.on('error', (error) => reject(taken(error, port)))
    server.on('clientError', refuseUnreadable)
    server.requestTimeout = 120_000
    server.headersTimeout = 20_000
    server.keepAliveTimeout = 5_000
    // nothing goes to and fro on it: longer than any act may take
    server.setTimeout(150_000)
  })
}

/** What HTTP itself refuses, before any route is asked (RFC 9110; 431 is RFC 6585). */
const unreadable: Record<string, [line: string, sentence: string]> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    '网址或请求头太长了。请从首页重新进来；还不行，清除浏览器里本站的 Cookie 再试',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', '网络太慢，内容没有传完。请换个网络再试，已保存的内容都还在'],
}
const other = ['400 Bad Request', '发来的请求读不懂，请刷新页面后再试'] as const

/** Says in a sentence why the connection is closed; one that is gone already hears nothing. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [line, sentence] = unreadable[error.code ?? ''] ?? other
  const head = [
    `HTTP/1.1 ${line}`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(sentence)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${sentence}`)
}

/** Stops taking requests, lets those under way finish for up to ten seconds, then closes. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 10_000).unref()
  })

type ServerOptions = {
  port: number
  hostname?: string
  worker?: boolean
  /** DATABASE_REPLICA_URL: a PostgreSQL that follows this house's own, and may be read from */
  replica?: string
}

export async function openServer(house: House, options: ServerOptions): Promise<Running> {
  if (options.replica) house.replica = await openReplica(options.replica, house.db, house.log)
  const { server, port } = await listen(house, options.port, options.hostname)
  const worker = options.worker === false ? undefined : await openWorker(house)
  return {
    port,
    async stop(drainMs = 0) {
      house.leaving = true
      await sleep(drainMs)
      await close(server)
      await worker?.stop()
      await house.replica?.close()
      await house.db.close()
    },
  }
}
