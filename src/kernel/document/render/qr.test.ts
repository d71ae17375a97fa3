import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { qrItem, qrPath, qrPng } from './qr.ts'

/** Its types speak of an ES module, which it is not. */
const jsqr = createRequire(import.meta.url)('jsqr') as typeof import('jsqr').default
const scale = 4

/** Rectangles as a sheet of paper shows them, in pixels. */
function sheet(side: number, bars: readonly { x: number; y: number; width: number; height: number }[]): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const { x, y, width, height } of bars)
    for (let row = y; row < y + height; row++) pixels.fill(0, (row * side + x) * 4, (row * side + x + width) * 4)
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255
  return pixels
}

/** What a scanner reads of the bars, given in modules from the top left of the quiet zone. */
function scanned(size: number, bars: readonly [x: number, y: number, width: number][]): string | undefined {
  const drawn = bars.map(([x, y, width]) => ({ x: x * scale, y: y * scale, width: width * scale, height: scale }))
  return jsqr(sheet(size * scale, drawn), size * scale, size * scale)?.data
}

function scannedPath(text: string): string | undefined {
  const { d, size } = qrPath(text)
  const bars = [...d.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, width]): [number, number, number] => [+x!, +y!, +width!])
  return scanned(size, bars)
}

function scannedItem(text: string): string | undefined {
  const item = qrItem(text, 28, 150, 26)
  if (item.kind !== 'path') throw new Error(item.kind)
  const [size, quiet] = [Math.round(item.width / item.unit!), 4]
  const bars = [...item.data.matchAll(/M (\d+) (\d+) L (\d+)/g)].map(([, x, y, to]): [number, number, number] => [
    +x! + quiet,
    +y! + quiet,
    +to! - +x!,
  ])
  return scanned(size + 2 * quiet, bars)
}

/** The dots of a picture as ISO/IEC 15948 has them: at one bit, each row as it stands or as a difference to the one above. */
function dotsOf(png: Buffer): boolean[][] {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const rows = inflateSync(png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8))
  const stride = Math.ceil(width / 8)
  let above = Buffer.alloc(stride)
  return Array.from({ length: height }, (_, y) => {
    const [filter, row] = [rows[y * (stride + 1)], rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1))]
    above = Buffer.from(row.map((byte, i) => (filter === 2 ? byte + above[i]! : byte)))
    return Array.from({ length: width }, (_, x) => ((above[x >> 3]! >> (7 - (x & 7))) & 1) === 0)
  })
}

function scannedPng(text: string): string | undefined {
  const dots = dotsOf(Buffer.from(qrPng(text)))
  const quiet = 32
  const side = dots.length + 2 * quiet
  const bars = dots.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [{ x: x + quiet, y: y + quiet, width: 1, height: 1 }] : [])))
  return jsqr(sheet(side, bars), side, side)?.data
}

const identifier = (n: number) => `1.2.156.3005.2.11100000MB0306771X113.11360702MB1586547R.2023${String(n).padStart(7, '0')}.001.K`

test('every code of a thousand licences is read, whichever mask the first of them was given', () => {
  for (let n = 0; n < 1_000; n++) {
    const url = `https://zwfw.ganzhou.gov.cn/licences/verify/${identifier(n)}`
    expect(scannedItem(url)).toBe(url)
    if (n % 20 === 0) expect(scannedPng(url)).toBe(url)
  }
}, 60_000)

test.each([
  'https://zwfw.ganzhou.gov.cn/check/HB-2023-000001',
  'http://127.0.0.1:3000/licences/scan/q3_ZL-9fWk2n0u8Yx1',
  '食品经营许可证 JY13607020000017，赣州市章贡区',
  '0123456789012345678901234567890123456789',
])('%s is read on paper and in a file', (text) => {
  expect(scannedPath(text)).toBe(text)
  expect(scannedItem(text)).toBe(text)
  expect(scannedPng(text)).toBe(text)
})

test('whatever is written, it is read', () => {
  const part = fc.oneof(
    fc.stringMatching(/^[0-9A-Z $%*+./:-]{1,40}$/),
    fc.stringMatching(/^[a-z?=&_~-]{1,20}$/),
    fc.constantFrom('赣州', '𠮷'),
  )
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      expect(scannedPath(parts.join(''))).toBe(parts.join(''))
    }),
    { numRuns: 300 },
  )
}, 60_000)
