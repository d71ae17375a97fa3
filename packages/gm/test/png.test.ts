/** One-bit PNG: what another reader of PNG makes of it, and the same without Node's own compression. */
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { bilevelPng } from '../src/ofd.ts'
import { picture } from './jbig2-kit.ts'

const packed = (dots: readonly (readonly number[])[]): Uint8Array[] =>
  dots.map((row) => {
    const bytes = new Uint8Array(Math.ceil(row.length / 8))
    for (const [x, d] of row.entries()) bytes[x >> 3]! |= d << (7 - (x & 7))
    return bytes
  })

/** ISO/IEC 15948: dark dots are 0; a row stands as it is (filter 0) or as the difference to the one above (2). */
function unpacked(png: Buffer): number[][] {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const length = png.readUInt32BE(33)
  expect(png.toString('latin1', 37, 41)).toBe('IDAT')
  const rows = inflateSync(png.subarray(41, 41 + length))
  const stride = Math.ceil(width / 8)
  expect(rows).toHaveLength(height * (stride + 1))
  let above = new Uint8Array(stride)
  return Array.from({ length: height }, (_, y) => {
    const [filter, ...row] = rows.subarray(y * (stride + 1), (y + 1) * (stride + 1))
    above = Uint8Array.from(row, (byte, i) => (filter === 2 ? byte + above[i]! : byte))
    return Array.from({ length: width }, (_, x) => 1 - ((above[x >> 3]! >> (7 - (x & 7))) & 1))
  })
}

test('rows of dots are the same rows in the picture', () => {
  fc.assert(
    fc.property(picture(), (dots) => {
      expect(unpacked(Buffer.from(bilevelPng(dots[0]!.length, dots.length, packed(dots))))).toEqual(dots)
    }),
  )
})

test('where there is no compression of Node it is that of fflate, and the picture is the same', async () => {
  vi.resetModules()
  vi.doMock('../src/ofd/zip/native.ts', () => ({ zlib: undefined }))
  const { bilevelPng: plain } = await import('../src/ofd/png.ts')
  const dots = fc.sample(picture(), { numRuns: 1, seed: 3 })[0]!
  expect(unpacked(Buffer.from(plain(dots[0]!.length, dots.length, packed(dots))))).toEqual(dots)
  vi.doUnmock('../src/ofd/zip/native.ts')
})
