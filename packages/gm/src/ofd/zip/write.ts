/** A ZIP file written as a stream; the same input gives the same bytes. */
import { Deflate } from 'fflate'
import { fault } from '../fault.ts'
import { joinBytes, type Source } from '../source.ts'
import { crc32 } from './crc.ts'
import type { Packed } from './directory.ts'
import { deflate } from './native.ts'

/** What goes in: bytes, a stream of unknown length, or an entry of another ZIP as it stands there, still packed. */
export type Content = Uint8Array | (() => AsyncIterable<Uint8Array>) | { copy: Packed; from: Source }
export type NewEntry = {
  path: string
  content: Content
  /** Already compressed: kept as it is. */
  stored?: boolean
  /** These very bytes come again and again, as a seal or the font of a form does: they are packed once. */
  again?: boolean
  /** Packed fast rather than small. */
  quick?: boolean
}

/** An entry whose content is at hand. */
export type BytesEntry = NewEntry & { content: Uint8Array }
export const areBytes = (entries: readonly NewEntry[]): entries is BytesEntry[] => entries.every(isBytes)
const isBytes = (entry: NewEntry): entry is BytesEntry => entry.content instanceof Uint8Array

type Told = { name: Uint8Array; flags: number; method: number; crc: number; packed: number; size: number; at: number }

const utf8 = new TextEncoder()
/** Readers need nothing newer than 2.0: deflate and folders. */
const needed = 20
/** 1 January 1980: the time of writing is told inside, not by the container. */
const [noTime, noDate] = [0, 0x21]
const flag = { later: 8, utf8: 0x800 }
const most = 0xffffffff
const piece = 1024 * 1024
/** What packing would save here is two or three hundred bytes at most, and costs as much time as the digest of a page. */
const tiny = 768

function record(numbers: readonly (readonly [value: number, bytes: 2 | 4])[], name?: Uint8Array): Uint8Array {
  let length = name?.length ?? 0
  for (const [, bytes] of numbers) length += bytes
  const whole = new Uint8Array(length)
  const view = new DataView(whole.buffer)
  let at = 0
  for (const [value, bytes] of numbers) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  if (name) whole.set(name, at)
  return whole
}

const sums = (e: Told, known: boolean) =>
  [
    [known ? e.crc : 0, 4],
    [known ? e.packed : 0, 4],
    [known ? e.size : 0, 4],
  ] as const

const described = (e: Told, known: boolean) =>
  [[e.flags, 2], [e.method, 2], [noTime, 2], [noDate, 2], ...sums(e, known), [e.name.length, 2], [0, 2]] as const

const localOf = (e: Told, known: boolean) => record([[0x04034b50, 4], [needed, 2], ...described(e, known)], e.name)
const descriptorOf = (e: Told) => record([[0x08074b50, 4], ...sums(e, true)])
const centralOf = (e: Told) =>
  record([[0x02014b50, 4], [needed, 2], [needed, 2], ...described(e, true), [0, 2], [0, 2], [0, 2], [0, 4], [e.at, 4]], e.name)

const endOf = (count: number, length: number, at: number) =>
  record([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [length, 4],
    [at, 4],
    [0, 2],
  ])

function toldOf({ path, stored }: NewEntry, at: number): Told {
  const name = utf8.encode(path)
  return { name, flags: name.length === path.length ? 0 : flag.utf8, method: stored ? 0 : 8, crc: 0, packed: 0, size: 0, at }
}

type Sent = { packed: Uint8Array; crc: number }

const remembered = new WeakMap<Uint8Array, Sent>()

const sentOf = (bytes: Uint8Array, quick: boolean | undefined): Sent => ({
  packed: bytes.length <= tiny ? bytes : deflate(bytes, quick),
  crc: crc32(bytes),
})

function sentOnce(bytes: Uint8Array, quick: boolean | undefined): Sent {
  const known = remembered.get(bytes)
  if (known) return known
  const sent = sentOf(bytes, quick)
  remembered.set(bytes, sent)
  return sent
}

/** An entry packed and summed, with its two records: where in a file it comes to stand is all that is open. */
export type Ready = { path: string; local: Uint8Array; central: Uint8Array; data: Uint8Array }

/** Packs an entry, and tells what of it stands in its records. */
function measured(entry: BytesEntry, told: Told): Ready {
  const { path, content, again, quick, stored } = entry
  const { packed, crc } = stored ? { packed: content, crc: crc32(content) } : again ? sentOnce(content, quick) : sentOf(content, quick)
  const smaller = packed.length < content.length
  const data = smaller ? packed : content
  Object.assign(told, { method: smaller ? 8 : 0, crc, size: content.length, packed: data.length })
  return { path, local: localOf(told, true), central: centralOf(told), data }
}

export const readyOf = (entry: BytesEntry): Ready => measured(entry, toldOf(entry, 0))

/** Where the record of the directory says at which place its entry begins. */
const placeAt = 42

/** Sizes stand behind the data; a reader that streams needs packed data then, to see where they end. */
async function* streamed(told: Told, pieces: AsyncIterable<Uint8Array>, level: 0 | 6): AsyncGenerator<Uint8Array> {
  told.flags |= flag.later
  told.method = 8
  yield localOf(told, false)
  let ready: Uint8Array[] = []
  const packing = new Deflate({ level }, (bytes) => ready.push(bytes))
  const flush = function* () {
    for (const bytes of ready) {
      told.packed += bytes.length
      yield bytes
    }
    ready = []
  }
  for await (const bytes of pieces) {
    told.crc = crc32(bytes, told.crc)
    told.size += bytes.length
    packing.push(bytes)
    yield* flush()
  }
  packing.push(new Uint8Array(), true)
  yield* flush()
  yield descriptorOf(told)
}

async function* copied(told: Told, { copy, from }: { copy: Packed; from: Source }): AsyncGenerator<Uint8Array> {
  Object.assign(told, { method: copy.method, crc: copy.crc, size: copy.size, packed: copy.packed })
  yield localOf(told, true)
  for (let done = 0; done < copy.packed; done += piece) yield await from.read(copy.at + done, Math.min(piece, copy.packed - done))
}

function* whole(told: Told, entry: BytesEntry): Generator<Uint8Array> {
  const { local, data } = measured(entry, told)
  yield local
  yield data
}

function bodyOf(told: Told, entry: NewEntry): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (isBytes(entry)) return whole(told, entry)
  const { stored, content } = entry as NewEntry & { content: Exclude<Content, Uint8Array> }
  return typeof content === 'function' ? streamed(told, content(), stored ? 0 : 6) : copied(told, content)
}

/** A whole file from entries that are packed; the same bytes as the stream gives. */
export function fileOf(ready: readonly Ready[]): Uint8Array {
  let at = 0
  const parts: Uint8Array[] = []
  const directory = joinBytes(ready.map(({ central }) => central))
  const places = new DataView(directory.buffer, directory.byteOffset, directory.length)
  let record = 0
  for (const { local, central, data } of ready) {
    places.setUint32(record + placeAt, at, true)
    parts.push(local, data)
    at += local.length + data.length
    record += central.length
  }
  if (at > most) throw fault('write.wrong', { why: '文件超过 4 GB' })
  return joinBytes([...parts, directory, endOf(ready.length, directory.length, at)])
}

export async function* writeZip(entries: Iterable<NewEntry> | AsyncIterable<NewEntry>): AsyncGenerator<Uint8Array> {
  const told: Told[] = []
  let at = 0
  for await (const entry of entries) {
    const one = toldOf(entry, at)
    told.push(one)
    for await (const bytes of bodyOf(one, entry)) {
      at += bytes.length
      yield bytes
    }
    if (at > most || one.size > most) throw fault('write.wrong', { why: '文件超过 4 GB' })
  }
  const directory = joinBytes(told.map(centralOf))
  yield directory
  yield endOf(told.length, directory.length, at)
}
