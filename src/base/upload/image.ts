/** Sanity of pictures: whole, of a size one can open, and nothing hidden behind their end. */
import { crc32 } from 'node:zlib'
import { type About, refuse } from './refuse.ts'

/** 100 megapixels: a page of A3 at 600 dpi has 70. */
const MAX_PIXELS = 100_000_000

type Size = { width: number; height: number }

/** Refuses a PNG that is cut short, damaged in its header, too large to open, or followed by anything. */
export function checkPng(bytes: Buffer, about: About): void {
  const broken = () => refuse('upload.broken', about)
  if (bytes.length < 57 || bytes.toString('latin1', 12, 16) !== 'IHDR' || bytes.readUInt32BE(8) !== 13) throw broken()
  if (crc32(bytes.subarray(12, 29)) !== bytes.readUInt32BE(29)) throw broken()
  checkPixels({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }, about)
  let at = 8
  for (let type = ''; type !== 'IEND'; ) {
    if (at + 12 > bytes.length) throw broken()
    type = bytes.toString('latin1', at + 4, at + 8)
    at += 12 + bytes.readUInt32BE(at)
  }
  if (at > bytes.length) throw broken()
  if (bytes.subarray(at).some((b) => b !== 0)) throw refuse('upload.carries-more', { ...about, what: '图片结尾之后还有内容' })
}

/** Refuses a JPEG that is cut short, too large to open, or followed by an archive, a program, a page or a document. */
export function checkJpeg(bytes: Buffer, about: About): void {
  const { size, end } = walkJpeg(bytes)
  if (!size || end === undefined) throw refuse('upload.broken', about)
  checkPixels(size, about)
  // telephones write previews and short films behind the picture: those are harmless and common
  const behind = bytes.subarray(end)
  const what = hiddenBehind.find(([sign]) => behind.includes(sign, 0, 'latin1'))?.[1]
  if (what) throw refuse('upload.carries-more', { ...about, what })
}

const hiddenBehind: [string, string][] = [
  ['PK\x03\x04', '压缩包'],
  ['PK\x05\x06', '压缩包'],
  ['Rar!\x1a\x07', '压缩包'],
  ['7z\xbc\xaf\x27\x1c', '压缩包'],
  ['This program cannot be run in DOS mode', '程序'],
  ['\x7fELF', '程序'],
  ['<?php', '程序'],
  ['<script', '网页'],
  ['<html', '网页'],
  ['%PDF-', 'PDF 文档'],
]

function checkPixels({ width, height }: Size, about: About): void {
  if (width === 0 || height === 0) throw refuse('upload.broken', about)
  if (width * height > MAX_PIXELS) throw refuse('upload.too-many-pixels', { ...about, width, height })
}

/** SOF0 to SOF15 (ISO 10918-1, table B.1) without DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Walks the segments to the end-of-image marker; `end` is undefined where there is none, `size` where no picture comes before it. */
function walkJpeg(bytes: Buffer): { size?: Size; end?: number } {
  let size: Size | undefined
  let scanned: Size | undefined
  for (let at = 2; ; ) {
    const segment = segmentAt(bytes, at)
    if (!segment) return {}
    const { marker, body, end } = segment
    if (marker === 0xd9) return { size: scanned, end }
    if (isFrame(marker) && body + 5 <= bytes.length) size = { height: bytes.readUInt16BE(body + 1), width: bytes.readUInt16BE(body + 3) }
    if (marker === 0xda) scanned = size
    at = marker === 0xda ? skipScan(bytes, end) : end
  }
}

/** The segment at this place; any marker may be preceded by fill bytes (B.1.1.2). */
function segmentAt(bytes: Buffer, from: number): { marker: number; body: number; end: number } | undefined {
  let at = from
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++
  const marker = bytes[at + 1]
  if (bytes[at] !== 0xff || marker === undefined) return undefined
  if (marker === 0xd9) return { marker, body: at + 2, end: at + 2 }
  if (at + 4 > bytes.length) return undefined
  const length = bytes.readUInt16BE(at + 2)
  return length < 2 ? undefined : { marker, body: at + 4, end: at + 2 + length }
}

/** To the next marker that is no stuffed byte and no restart (ISO 10918-1, B.1.1.2). */
function skipScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== 0 && next !== 0xff && !(next! >= 0xd0 && next! <= 0xd7)) return at
  }
  return bytes.length
}
