/** Pictures in a package: what a browser shows goes in as it is, JBIG2 as PNG, the rest is named. */
import { rowOf } from '../jbig2/bitmap.ts'
import { decodeJbig2 } from '../jbig2/decode.ts'
import { Jbig2Fault } from '../jbig2/fault.ts'
import { Work } from '../jbig2/work.ts'
import { bilevelPng } from '../png.ts'

export type Picture = { kind: 'drawn'; uri: string } | { kind: 'refused'; why: string }

type Size = { width: number; height: number }
type Sort = { mime: string; starts: (bytes: Uint8Array) => boolean; size?: (view: DataView) => Size | undefined }

const begins =
  (...prefix: number[]) =>
  (bytes: Uint8Array) =>
    prefix.every((byte, i) => bytes[i] === byte)

/** The frame header of a JPEG lies behind segments of any length. */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

const sorts: Sort[] = [
  {
    mime: 'image/png',
    starts: begins(0x89, 0x50, 0x4e, 0x47),
    size: (view) => (view.byteLength < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) }),
  },
  { mime: 'image/jpeg', starts: begins(0xff, 0xd8), size: jpegSize },
  {
    mime: 'image/bmp',
    starts: begins(0x42, 0x4d),
    size: (view) => (view.byteLength < 26 ? undefined : { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }),
  },
  {
    mime: 'image/gif',
    starts: begins(0x47, 0x49, 0x46, 0x38),
    size: (view) => (view.byteLength < 10 ? undefined : { width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  },
]

/** A picture that unpacks to more pixels takes a viewer's memory. */
const mostPixels = 100_000_000

/** A file, or (D.3) its segments alone, of which the first then describes the page. */
const jbig2 = [begins(0x97, 0x4a, 0x42, 0x32), begins(0, 0, 0, 0, 0x30, 0, 1)]

const unshown: [name: string, starts: Sort['starts']][] = [
  ['TIFF', begins(0x49, 0x49, 0x2a, 0x00)],
  ['TIFF', begins(0x4d, 0x4d, 0x00, 0x2a)],
]

function fromJbig2(bytes: Uint8Array, work: Work): Picture {
  try {
    const bitmap = decodeJbig2(bytes, work)
    const rows = Array.from({ length: bitmap.height }, (_, y) => rowOf(bitmap, y))
    return { kind: 'drawn', uri: dataUri('image/png', bilevelPng(bitmap.width, bitmap.height, rows)) }
  } catch (error) {
    if (!(error instanceof Jbig2Fault)) throw error
    return { kind: 'refused', why: error.message }
  }
}

/** `format` is what the file says; the bytes decide. `work` is what all pictures of a page that are decoded here may take together. */
export function pictureOf(bytes: Uint8Array, format?: string, work = new Work()): Picture {
  if (jbig2.some((starts) => starts(bytes))) return fromJbig2(bytes, work)
  const sort = sorts.find(({ starts }) => starts(bytes))
  if (!sort) {
    const name = unshown.find(([, starts]) => starts(bytes))?.[0] ?? format ?? '未知'
    return { kind: 'refused', why: `${name} 图片不能显示` }
  }
  const size = sort.size?.(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (!size || size.width <= 0 || size.height <= 0) return { kind: 'refused', why: '图片损坏' }
  if (size.width * size.height > mostPixels) return { kind: 'refused', why: `图片太大（${size.width}×${size.height}）` }
  return { kind: 'drawn', uri: dataUri(sort.mime, bytes) }
}

/** A multiple of three, so that the parts join to one Base64 text. */
const part = 3 * 8192

export function dataUri(mime: string, bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += part) text += btoa(String.fromCharCode(...bytes.subarray(at, at + part)))
  return `data:${mime};base64,${text}`
}
