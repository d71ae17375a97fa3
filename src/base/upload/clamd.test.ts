import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStorage, type Storage } from '#base/storage/storage.ts'
import { openScanner } from './clamd.ts'
import { takeUpload } from './take.ts'

/** The test file of EICAR, put together here so that no scanner on the way takes this file for one. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join('')

/** Reads one command: VERSION, or INSTREAM with its lengths and chunks, as clamd(8) tells. Undefined until all of it is there. */
function readCommand(all: Buffer): { name: string; body: Buffer } | undefined {
  const end = all.indexOf(0)
  if (end < 0) return undefined
  const name = all.subarray(0, end).toString()
  const parts: Buffer[] = []
  for (let at = end + 1; name === 'zINSTREAM'; ) {
    if (at + 4 > all.length) return undefined
    const length = all.readUInt32BE(at)
    if (length === 0) break
    if (at + 4 + length > all.length) return undefined
    parts.push(all.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return { name, body: Buffer.concat(parts) }
}

let dir: string
let storage: Storage
let server: Server
let said: string[]
let answer: (command: { name: string; body: Buffer }) => string | undefined

const speak = (socket: Socket) => {
  let all = Buffer.alloc(0)
  socket.on('error', () => undefined)
  socket.on('data', (part) => {
    all = Buffer.concat([all, part])
    const command = readCommand(all)
    if (!command) return
    said.push(command.name)
    const line = answer(command)
    if (line === undefined) socket.destroy()
    else socket.end(`${line}\0`)
  })
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'haoban-clamd-'))
  storage = await openStorage(join(dir, 'files'))
  said = []
  answer = ({ name, body }) =>
    name === 'zVERSION'
      ? 'ClamAV 1.4.2/27500/Thu Jan  2 09:00:00 2025'
      : `stream: ${body.includes(eicar) ? 'Eicar-Test-Signature FOUND' : 'OK'}`
  server = createServer(speak)
})
afterEach(async () => {
  await new Promise((done) => server.close(done))
  rmSync(dir, { recursive: true, force: true })
})

const listen = (at: object) => new Promise<void>((done) => server.listen(at, done))
const onTcp = async () => {
  await listen({ port: 0, host: '127.0.0.1' })
  return openScanner({ HAOBAN_CLAMD: `tcp://127.0.0.1:${(server.address() as { port: number }).port}` }, 500)!
}
const log = { error: () => undefined }
const pdf = (text: string) =>
  new TextEncoder().encode(
    `%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% ${text}\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Root 1 0 R>>\nstartxref\n45\n%%EOF\n`,
  )
const send = (bytes: Uint8Array) => ({ name: '布局图.pdf', type: 'application/pdf', bytes })
const kept = async () => {
  const all: string[] = []
  for await (const hash of storage.list()) all.push(hash)
  return all
}

test('a clean file, larger than one chunk, passes through the scanner byte by byte and is kept', async () => {
  const bytes = pdf('x'.repeat(200_000))
  const bodies: Buffer[] = []
  const plain = answer
  answer = (command) => {
    bodies.push(command.body)
    return plain(command)
  }
  const taken = await takeUpload({ storage, scanner: await onTcp(), log }, send(bytes), {})
  expect(said).toEqual(['zINSTREAM'])
  expect(bodies[0]!.equals(Buffer.from(bytes))).toBe(true)
  expect(await kept()).toEqual([taken.hash])
  expect(taken).toMatchObject({ name: '布局图.pdf', type: 'application/pdf', size: bytes.length })
})

test('a file with a virus is refused by name with what to do, and kept nowhere', async () => {
  const scanner = await onTcp()
  await expect(takeUpload({ storage, scanner, log }, send(pdf(eicar)), {})).rejects.toMatchObject({
    code: 'upload.virus',
    status: 422,
    message: '“布局图.pdf”里查出了病毒（Eicar-Test-Signature），没有保存。请先在自己的设备上杀毒，重新做一份再传。',
  })
  expect(await kept()).toEqual([])
})

test.each([
  ['says that something failed', () => 'INSTREAM size limit exceeded. ERROR'],
  ['hangs up', () => undefined],
])('a scanner that %s lets nothing in unseen', async (_, says) => {
  answer = says
  const scanner = await onTcp()
  await expect(takeUpload({ storage, scanner, log }, send(pdf('clean')), {})).rejects.toMatchObject({
    code: 'upload.not-scanned',
    status: 503,
  })
  expect(await kept()).toEqual([])
})

test('a scanner that never answers is not waited for for ever', async () => {
  server.removeAllListeners('connection').on('connection', (socket) => socket.on('error', () => undefined).resume())
  const scanner = await onTcp()
  await expect(scanner.scan(pdf('clean'))).rejects.toThrow('within 500 ms')
})

test('nobody at the address is an error, and without an address there is no scanner', async () => {
  await expect(openScanner({ HAOBAN_CLAMD: 'tcp://127.0.0.1:9' })!.scan(pdf('clean'))).rejects.toThrow()
  expect(openScanner({})).toBeUndefined()
  for (const wrong of ['127.0.0.1:3310', 'tcp://127.0.0.1', 'unix:clamd.ctl', 'tcp://127.0.0.1:99999'])
    expect(() => openScanner({ HAOBAN_CLAMD: wrong })).toThrow('write tcp://')
})

test('over a socket in the file system it says its version', async () => {
  const path = join(dir, 'clamd.ctl')
  await listen({ path })
  expect(await openScanner({ HAOBAN_CLAMD: `unix:${path}` })!.version()).toMatch(/^ClamAV 1\.4\.2/)
  expect(said).toEqual(['zVERSION'])
})
