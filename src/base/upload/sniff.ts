/** What an uploaded file really is: told by its bytes, never by its name or by what the browser says of it. */
import { checkJpeg, checkPng } from './image.ts'
import { detect, documents, endingOf, type Found, type Kind, kindOfEnding, kinds, labels, runs } from './kinds.ts'
import { checkPdf } from './pdf.ts'
import { type About, refuse } from './refuse.ts'
import { checkVideo } from './video.ts'
import { checkZip, endsAsZip } from './zip.ts'

export type Sniffed = {
  /** MIME type to store and to serve with */
  type: string
  ext: string
  kind: Kind
  /** the given name, made safe to show and to save, with the ending that fits the content */
  name: string
  bytes: Buffer
}

export type Limits = {
  /** 20 MB unless told */
  maxBytes?: number
  /** PDF, JPG, PNG, OFD, DOCX and XLSX unless told */
  accept?: readonly Kind[]
}

const MAX_BYTES = 20 * 2 ** 20

/** Takes a file after every check of its kind, or refuses it with the sentence that says what to do (`upload.*`). A stream is read to its end or limit. */
export async function sniff(
  content: Uint8Array | AsyncIterable<Uint8Array>,
  declaredName: string,
  declaredType = '',
  { maxBytes = MAX_BYTES, accept = documents }: Limits = {},
): Promise<Sniffed> {
  const about: About = { name: safeName(declaredName), accepted: accept.map((k) => kinds[k].ext.toUpperCase()).join('、') }
  const bytes = await collect(content, maxBytes, about)
  if (bytes.length === 0) throw refuse('upload.empty', about)
  if (runs.has(endingOf(about.name))) throw refuse('upload.program', about)
  const kind = await kindOf(bytes, about)
  checkDeclared(kind, about, declaredType)
  if (!accept.includes(kind)) throw refuse('upload.not-accepted', { ...about, found: kinds[kind].label })
  checkOnlyOne(kind, bytes, about)
  checks[kind]?.(bytes, about)
  const { type, ext } = kinds[kind]
  return { type, ext, kind, name: withEnding(about.name, kind), bytes }
}

/** Documents inside a ZIP are checked while they are recognised. */
const checks: Partial<Record<Kind, (bytes: Buffer, about: About) => void>> = {
  pdf: checkPdf,
  jpg: checkJpeg,
  png: checkPng,
  mp4: checkVideo,
  mov: checkVideo,
}

async function collect(content: Uint8Array | AsyncIterable<Uint8Array>, maxBytes: number, about: About): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    size += chunk.byteLength
    if (size > maxBytes) throw refuse('upload.too-large', { ...about, limit: Math.floor(maxBytes / 2 ** 20) })
    chunks.push(chunk)
  }
  const [only] = chunks
  return chunks.length === 1 && only ? Buffer.from(only.buffer, only.byteOffset, only.byteLength) : Buffer.concat(chunks)
}

async function kindOf(bytes: Buffer, about: About): Promise<Kind> {
  const first = detect(bytes)
  const found = first === 'zip' ? await checkZip(bytes, about) : first
  if (found !== undefined && found in kinds) return found as Kind
  throw refusalFor(found as Exclude<Found, Kind> | undefined, bytes, about)
}

/** A file that one program reads as this and another as that may show the clerk something else than it gives to the next. */
function checkOnlyOne(kind: Kind, bytes: Buffer, about: About): void {
  if (kind !== 'pdf' && startsLateAsPdf(bytes)) throw refuse('upload.carries-more', { ...about, what: 'PDF 文档' })
  if (!packages.has(kind) && endsAsZip(bytes)) throw refuse('upload.carries-more', { ...about, what: '压缩包' })
}

const packages = new Set<Kind>(['docx', 'xlsx', 'ofd'])

/** Many readers take a PDF whose header stands anywhere in the first 1,024 bytes (ISO 32000-2, annex I). */
const startsLateAsPdf = (bytes: Buffer) => bytes.subarray(0, 1_024 + 5).includes('%PDF-', 0, 'latin1')

function refusalFor(found: Exclude<Found, Kind> | undefined, bytes: Buffer, about: About) {
  switch (found) {
    case undefined:
    case 'text':
      if (startsLateAsPdf(bytes)) return refuse('upload.carries-more', { ...about, what: 'PDF 开头之前还有内容' })
      return found ? refuse('upload.not-accepted', { ...about, found: labels[found] }) : refuse('upload.unknown', about)
    case 'program':
    case 'web-page':
    case 'heic':
      return refuse(`upload.${found}`, about)
    case 'zip':
    case 'archive':
      return refuse('upload.archive', about)
    case 'old-office':
      // an encrypted docx or xlsx is wrapped in the old container (MS-OFFCRYPTO 2.3.4.4)
      return refuse(/^(docx|xlsx)$/.test(endingOf(about.name)) ? 'upload.locked' : 'upload.old-office', about)
    default:
      return refuse('upload.not-accepted', { ...about, found: labels[found] })
  }
}

/** A photo named png that is a JPEG is a slip; a table named pdf is something else than the person, or the clerk, believes. */
function checkDeclared(kind: Kind, about: About, declaredType: string): void {
  const ending = endingOf(about.name)
  const byName = kindOfEnding(ending)
  const byType = (Object.keys(kinds) as Kind[]).find((k) => kinds[k].type === declaredType.split(';')[0]!.trim().toLowerCase())
  for (const said of [byName, byType])
    if (said && !fits(said, kind)) throw refuse('upload.mismatch', { ...about, found: kinds[kind].label })
}

const fits = (said: Kind, kind: Kind) => said === kind || (kinds[said].family !== undefined && kinds[said].family === kinds[kind].family)

const MAX_NAME = 120

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const deceiving = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** A name to show and to save: no folders, no characters that turn the reading direction or that file systems forbid. */
export function safeName(name: string): string {
  const last = name.replace(deceiving, '').split(/[\\/]/).at(-1)!
  const clean = last.replace(/[<>:"|?*]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const letters = [...clean]
  if (letters.length <= MAX_NAME) return clean || '未命名'
  const ending = endingOf(clean)
  return letters.slice(0, MAX_NAME - ending.length - 1).join('') + (ending && `.${ending}`)
}

function withEnding(name: string, kind: Kind): string {
  const said = kindOfEnding(endingOf(name))
  if (said === kind) return name
  return `${said ? name.slice(0, name.lastIndexOf('.')) : name}.${kinds[kind].ext}`
}
