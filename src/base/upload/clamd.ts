/** A virus scanner as the house sees one, and the one it knows to speak to: clamd, by its INSTREAM command (clamd(8), “COMMANDS”). */
import { connect, type Socket } from 'node:net'

type Found = { virus: string } | undefined

export interface Scanner {
  /** what it is called where people ask whether one is set */
  readonly name: string
  /** The name of what was found in these bytes, nothing where they are clean; a scanner that does not answer is an error. */
  scan(bytes: Uint8Array): Promise<Found>
  /** Its version, as it says it: the proof that it answers. */
  version(): Promise<string>
}

type Address = { host: string; port: number } | { path: string }

/** `tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`; any other address is an error, never a house without its scanner. */
function addressOf(text: string): Address {
  const unix = /^unix:(\/.+)$/.exec(text)
  if (unix) return { path: unix[1]! }
  const tcp = /^tcp:\/\/(\[[0-9a-f:]+\]|[^:/[\]]+):(\d{1,5})\/?$/i.exec(text)
  if (tcp && Number(tcp[2]) <= 65_535) return { host: tcp[1]!.replace(/^\[|\]$/g, ''), port: Number(tcp[2]) }
  throw new Error(`HAOBAN_CLAMD is ${JSON.stringify(text)}; write tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl`)
}

/** Longest that an upload waits for its scan, in milliseconds. */
const patience = 10_000
/** Far more than any answer of clamd, which is one line. */
const longestAnswer = 4_096

/** Sends one command and reads its answer up to the zero byte that ends it. */
function ask(address: Address, timeoutMs: number, write: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    let answer = ''
    const end = (settle: () => void) => {
      socket.destroy()
      settle()
    }
    socket.setTimeout(timeoutMs, () => end(() => reject(new Error(`clamd did not answer within ${timeoutMs} ms`))))
    socket.on('connect', () => write(socket))
    socket.on('data', (part) => {
      answer += part.toString('utf8')
      if (answer.includes('\0')) end(() => resolve(answer.slice(0, answer.indexOf('\0'))))
      else if (answer.length > longestAnswer) end(() => reject(new Error('clamd said more than an answer')))
    })
    socket.on('error', (error) => end(() => reject(error)))
    socket.on('close', () => reject(new Error('clamd hung up before it answered')))
  })
}

const chunkBytes = 64 * 1024

function stream(socket: Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0')
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const part = bytes.subarray(at, at + chunkBytes)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    socket.write(length)
    socket.write(part)
  }
  socket.write(Buffer.alloc(4))
}

/** Opens the scanner that `HAOBAN_CLAMD` names; nothing where it names none. Nothing is connected before the first file. */
export function openScanner(env: Record<string, string | undefined>, timeoutMs = patience): Scanner | undefined {
  if (!env.HAOBAN_CLAMD) return undefined
  const address = addressOf(env.HAOBAN_CLAMD)
  return {
    name: 'clamd',
    async scan(bytes) {
      const answer = await ask(address, timeoutMs, (socket) => stream(socket, bytes))
      if (answer === 'stream: OK') return undefined
      const found = /^stream: (.+) FOUND$/.exec(answer)
      if (found) return { virus: found[1]! }
      throw new Error(`clamd: ${answer}`)
    },
    version: () => ask(address, timeoutMs, (socket) => socket.write('zVERSION\0')),
  }
}
