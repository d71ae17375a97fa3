/** Connections that cost the house more than they are worth: too many of one address, and those that let an answer lie. */
import type { Server, Socket } from 'node:net'

type Limits = {
  /** connections of one address at once; 0 is without end */
  perAddress: number
  /** an answer must be taken off at this rate, looked at every so often, or the connection is closed */
  bytesPerSecond: number
  lookMs: number
  /** how long a reader may stand still: a phone in a tunnel comes back */
  patienceMs: number
}

/** An office, a school or a carrier's gateway stands behind one address with some hundred people. */
export const perAddressOf = (env: Record<string, string | undefined>): number =>
  Number(env.HAOBAN_CONNECTIONS ?? (env.HAOBAN_PROXY === '1' ? 0 : 1_000))

const citizenly: Limits = { perAddress: 1_000, bytesPerSecond: 1_024, lookMs: 5_000, patienceMs: 20_000 }

/** From the machine itself come its proxy and its keepers, who are many for one address. */
const own = /^(127\.|::1$|::ffff:127\.)/

/** What the reader has taken, and since when he takes too little. */
type Seen = { taken: number; slowMs: number }

/** Watches over the connections of a server for as long as it listens. */
export function guardSockets(server: Server, given: Partial<Limits> = {}): void {
  const limits = { ...citizenly, ...given }
  const sockets = new Map<Socket, Seen>()
  const byAddress = new Map<string, number>()

  const count = (address: string, by: 1 | -1): number => {
    const now = (byAddress.get(address) ?? 0) + by
    if (now > 0) byAddress.set(address, now)
    else byAddress.delete(address)
    return now
  }

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const now = count(address, 1)
    sockets.set(socket, { taken: 0, slowMs: 0 })
    socket.once('close', () => {
      sockets.delete(socket)
      count(address, -1)
    })
    if (limits.perAddress > 0 && now > limits.perAddress && !own.test(address)) socket.destroy()
  })

  const look = () => {
    for (const [socket, seen] of sockets) {
      const taken = socket.bytesWritten - socket.writableLength
      const enough = socket.writableLength === 0 || taken - seen.taken >= (limits.bytesPerSecond * limits.lookMs) / 1_000
      seen.slowMs = enough ? 0 : seen.slowMs + limits.lookMs
      seen.taken = taken
      if (seen.slowMs >= limits.patienceMs) socket.destroy()
    }
  }
  const timer = setInterval(look, limits.lookMs)
  timer.unref()
  server.once('close', () => clearInterval(timer))
}
