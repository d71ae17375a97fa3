/** The thread of the press: everything about a sealed file but its signature. */
import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { openFontAt } from '@haoban/gm/node'
import { type Draft, type FontFile, type Prepared, prepareOfd, signOfd } from '@haoban/gm/ofd'
import { placesOf } from '../rules/places.ts'
import { unpacked } from './parcel.ts'
import type { Asked, Sent, Told, ToSign, ToThread } from './press.ts'

const port = parentPort!
const fonts = new Map<string, FontFile>()
const shelf = new Map<number, unknown>()
const waiting = new Map<number, (signed: Uint8Array) => void>()

const sm3 = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex')
const tell = (told: Told, given: ArrayBuffer[] = []) => port.postMessage(told, given)

function fontAt(path: string): FontFile {
  const font = fonts.get(path) ?? openFontAt(path)
  if (!font) throw new Error(`no font: ${path}`)
  fonts.set(path, font)
  return font
}

type ToDraw = Omit<Sent, 'document' | 'esl'> & { id: number; document: Uint8Array | Draft; esl: Uint8Array }

/** A file as it came, with what lies on the shelf now: it may be cleared before the file's turn. */
const toDrawOf = (id: number, { document, esl, ...place }: Sent): ToDraw => ({
  ...place,
  id,
  document: document instanceof Uint8Array ? document : unpacked(document, fontAt, (number) => shelf.get(number)),
  esl: shelf.get(esl) as Uint8Array,
})

const preparedOf = (document: Uint8Array | Draft): Promise<Prepared> | Prepared =>
  document instanceof Uint8Array ? { bytes: document, sign: (signing) => signOfd(document, signing) } : prepareOfd(document)

const drawnOf = (id: number, bytes: Uint8Array, { dataHash, propertyInfo, at }: ToSign): Told => ({
  id,
  drawn: { documentHash: sm3(bytes), toSign: { dataHash, propertyInfo, at } },
})
const failed = (id: number, { name, message }: Error): Told => ({ id, failed: { name, message } })

/** Seals a file; `asked` once its signature was asked for, which may come much later. */
async function seal({ id, document, places, side, esl, ...signing }: ToDraw, asked: () => void): Promise<void> {
  const { bytes, sign } = await preparedOf(document)
  const value = (toSign: ToSign) =>
    new Promise<Uint8Array>((signed) => {
      waiting.set(id, signed)
      tell(drawnOf(id, bytes, toSign))
      asked()
    })
  const where = await placesOf(bytes, places, side)
  const done = await sign({ ...signing, provider: { name: 'haoban', company: '好办' }, seal: esl, places: where, sign: value })
  tell({ id, done: { bytes: done, hash: sm3(done) } }, [done.buffer as ArrayBuffer])
}

/** Draws a file up to its signature. */
const draw = (file: ToDraw): Promise<void> =>
  new Promise((asked) => {
    seal(file, asked).catch((error: Error) => {
      tell(failed(file.id, error))
      asked()
    })
  })

/** One file after the other, so that the first is signed while the second is drawn; signatures that have come meanwhile go first. */
const toDraw: ToDraw[] = []
let drawing = false

async function drawAll(): Promise<void> {
  if (drawing) return
  drawing = true
  for (let next = toDraw.shift(); next; next = toDraw.shift()) {
    await draw(next)
    await breathe()
  }
  drawing = false
}

function take(id: number, file: Sent): void {
  try {
    toDraw.push(toDrawOf(id, file))
  } catch (error) {
    tell(failed(id, error as Error))
  }
}

function hear(asked: Asked): void {
  if ('file' in asked) take(asked.id, asked.file)
  const signed = waiting.get(asked.id)
  waiting.delete(asked.id)
  if ('signed' in asked) signed?.(asked.signed)
}

port.on('message', ({ shelf: fresh, emptied, asked }: ToThread) => {
  if (emptied) shelf.clear()
  for (const [number, value] of fresh) shelf.set(number, value)
  for (const one of asked) hear(one)
  void drawAll()
})
