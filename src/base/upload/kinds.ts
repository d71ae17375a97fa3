/** What kinds of files there are, how they begin, and how they are called. */

/** Kinds that a form may accept. */
export type Kind = 'pdf' | 'jpg' | 'png' | 'ofd' | 'docx' | 'xlsx' | 'mp4' | 'mov'

/** What a file can turn out to be. `zip` is looked into before it gets its final kind. */
export type Found =
  | Kind
  | 'zip'
  | 'program'
  | 'web-page'
  | 'archive'
  | 'heic'
  | 'old-office'
  | 'other-image'
  | 'other-office'
  | 'text'
  | 'audio'

/** `ext` is the one we give; `others` are names people use for the same. `family`: within it, a wrong ending is a slip, no disguise. */
export const kinds: Record<Kind, { type: string; ext: string; others?: string[]; label: string; family?: 'image' | 'video' }> = {
  pdf: { type: 'application/pdf', ext: 'pdf', label: 'PDF 文档' },
  jpg: { type: 'image/jpeg', ext: 'jpg', others: ['jpeg', 'jpe', 'jfif'], label: 'JPG 图片', family: 'image' },
  png: { type: 'image/png', ext: 'png', label: 'PNG 图片', family: 'image' },
  ofd: { type: 'application/ofd', ext: 'ofd', label: 'OFD 版式文档' },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ext: 'docx', label: 'Word 文档' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ext: 'xlsx', label: 'Excel 表格' },
  mp4: { type: 'video/mp4', ext: 'mp4', others: ['m4v'], label: 'MP4 视频', family: 'video' },
  mov: { type: 'video/quicktime', ext: 'mov', others: ['qt'], label: 'MOV 视频', family: 'video' },
}

/** What an application form takes unless it says otherwise. */
export const documents: readonly Kind[] = ['pdf', 'jpg', 'png', 'ofd', 'docx', 'xlsx']

export const labels: Record<Exclude<Found, Kind>, string> = {
  zip: '压缩包',
  program: '程序',
  'web-page': '网页',
  archive: '压缩包',
  heic: 'HEIC 照片',
  'old-office': '旧格式的 Office 文档',
  'other-image': '别种格式的图片',
  'other-office': '别种格式的办公文档',
  text: '纯文本',
  audio: '音频',
}

type Sign = { found: Found; at?: number; bytes: string }

/** First bytes, as Latin-1. Sources: PRONOM, ISO 32000-2 7.5.2, ISO 10918-1, W3C PNG 5.2, PKWARE APPNOTE 4.3. */
const signs: Sign[] = [
  { found: 'pdf', bytes: '%PDF-' },
  { found: 'jpg', bytes: '\xff\xd8\xff' },
  { found: 'png', bytes: '\x89PNG\r\n\x1a\n' },
  { found: 'zip', bytes: 'PK\x03\x04' },
  { found: 'zip', bytes: 'PK\x05\x06' },
  { found: 'program', bytes: 'MZ' },
  { found: 'program', bytes: '\x7fELF' },
  { found: 'program', bytes: '#!' },
  { found: 'program', bytes: '\xca\xfe\xba\xbe' },
  { found: 'program', bytes: '\xcf\xfa\xed\xfe' },
  { found: 'program', bytes: 'L\x00\x00\x00\x01\x14\x02\x00' },
  { found: 'program', bytes: '<?php' },
  { found: 'program', bytes: '@echo off' },
  { found: 'archive', bytes: 'Rar!\x1a\x07' },
  { found: 'archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { found: 'archive', bytes: '\x1f\x8b' },
  { found: 'archive', bytes: '\xfd7zXZ\x00' },
  { found: 'archive', bytes: 'BZh' },
  { found: 'archive', bytes: 'MSCF' },
  { found: 'archive', at: 257, bytes: 'ustar' },
  { found: 'archive', at: 32_769, bytes: 'CD001' },
  { found: 'old-office', bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' },
  { found: 'old-office', bytes: '{\\rtf' },
  { found: 'other-image', bytes: 'GIF8' },
  { found: 'other-image', bytes: 'BM' },
  { found: 'other-image', bytes: 'II*\x00' },
  { found: 'other-image', bytes: 'MM\x00*' },
  { found: 'other-image', at: 8, bytes: 'WEBP' },
  { found: 'audio', bytes: 'ID3' },
  { found: 'audio', at: 8, bytes: 'WAVE' },
]

/** Brands of ISO/IEC 14496-12 files; the first that fits decides. */
const brands: [RegExp, Found][] = [
  [/^(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/, 'heic'],
  [/^(avif|avis)/, 'other-image'],
  [/^(M4A |M4B )/, 'audio'],
  [/^qt {2}/, 'mov'],
  [/^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|3gp|3g2|dash|mmp4)/, 'mp4'],
]

const latin = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to)

/** What the bytes say the file is, or undefined. Text that could run in a browser counts as a web page, however it is disguised. */
export function detect(bytes: Uint8Array): Found | undefined {
  for (const { found, at = 0, bytes: sign } of signs) if (latin(bytes, at, at + sign.length) === sign) return found
  if (latin(bytes, 4, 8) === 'ftyp') return brands.find(([brand]) => brand.test(latin(bytes, 8, 12)))?.[1] ?? 'mp4'
  return detectText(bytes)
}

const markup = /<(!doctype|html|head|body|script|svg|iframe|img|object|embed|meta|style|xml|\?xml)\b|<\?xml/i

function detectText(bytes: Uint8Array): Found | undefined {
  const start = decodeStart(bytes.subarray(0, 4_096))
  if (start === undefined) return undefined
  return markup.test(start) ? 'web-page' : 'text'
}

function decodeStart(bytes: Uint8Array): string | undefined {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
  if (wide) return new TextDecoder(wide).decode(bytes)
  // a text holds no control characters but white space; GB 18030 and UTF-8 both keep to that
  if (bytes.some((b) => b < 9 || (b > 13 && b < 32 && b !== 27))) return undefined
  return latin(bytes, 0, bytes.length)
}

/** The ending of a file's name, in small letters; '' without one. */
export const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''

/** The kind whose ending this is. */
export const kindOfEnding = (ending: string): Kind | undefined =>
  (Object.keys(kinds) as Kind[]).find((k) => kinds[k].ext === ending || kinds[k].others?.includes(ending))

/** Endings that a computer would run on a double click: such a name is refused whatever the content. */
export const runs = new Set(
  'exe com scr msi msp bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta cpl jar apk app dmg deb rpm sh py pl php jsp asp aspx lnk reg dll sys pif'.split(
    ' ',
  ),
)
