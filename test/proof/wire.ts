/** A wire between two programs on which the test has a hand: it can be cut at any byte, and made to stand still. */
import { connect, createServer, type Server, type Socket } from 'node:net'

type Line = { near: Socket; far: Socket }

export class Wire {
  readonly #lines = new Set<Line>()
  readonly #server: Server
  #cutAfter: number | undefined
  port = 0

  private constructor(to: number) {
    // what comes in small pieces goes on at once, as it would without the wire
    this.#server = createServer({ noDelay: true }, (near) => {
      const line: Line = { near, far: connect({ port: to, host: '127.0.0.1', noDelay: true }) }
      this.#lines.add(line)
      for (const [from, into] of [
        [line.near, line.far],
        [line.far, line.near],
      ] as const) {
        from.on('data', (bytes: Buffer) => this.#pass(line, from, into, bytes))
        from.on('end', () => into.end())
        from.on('error', () => this.#cut(line))
        from.on('close', () => this.#cut(line))
        into.on('drain', () => from.resume())
      }
    })
  }

  /** A wire to a port of this machine, whoever listens there now or later. */
  static async to(port: number): Promise<Wire> {
    const wire = new Wire(port)
    await new Promise<void>((resolve) => wire.#server.listen(0, '127.0.0.1', resolve))
    wire.port = (wire.#server.address() as { port: number }).port
    return wire
  }

  #pass(line: Line, from: Socket, into: Socket, bytes: Buffer): void {
    const left = this.#cutAfter
    if (left !== undefined && left < bytes.length) {
      this.#cutAfter = undefined
      into.write(bytes.subarray(0, left), () => this.#cut(line))
      return
    }
    if (left !== undefined) this.#cutAfter = left - bytes.length
    if (!into.write(bytes)) from.pause()
  }

  #cut(line: Line): void {
    this.#lines.delete(line)
    line.near.destroy()
    line.far.destroy()
  }

  get lines(): number {
    return this.#lines.size
  }

  /** Cuts the line on which the byte after the next `bytes` comes by, in whichever direction. */
  cutAfter(bytes: number): void {
    this.#cutAfter = bytes
  }

  /** Nothing moves for a while, and nothing is lost. */
  async standStill(ms: number): Promise<void> {
    const sockets = [...this.#lines].flatMap((l) => [l.near, l.far])
    for (const socket of sockets) socket.pause()
    await new Promise((resolve) => setTimeout(resolve, ms))
    for (const socket of sockets) socket.resume()
  }

  close(): void {
    for (const line of this.#lines) this.#cut(line)
    this.#server.close()
  }
}
