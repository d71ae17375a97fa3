/** Checks the signatures of a PDF: each over its revision, and whether the last leaves nothing out. Nothing throws. */
import { concat } from '../bytes.ts'
import { verifySignedData } from '../cms/report.ts'
import { timeOf } from '../der/time.ts'
import type { Finding } from '../seal/steps.ts'
import { rejected, type SignatureReport, type Trust } from '../seal/verify.ts'
import { PdfFile } from './file.ts'
import { type Dictionary, is, isName, type Text, type Value } from './object.ts'

export type PdfSignatureReport = Omit<SignatureReport, 'seal' | 'propertyInfo' | 'version'> & {
  /** The name of the field. */
  field: string
  /** Bytes of the file behind what is signed: later revisions, of which this signature says nothing. */
  uncovered: number
}

export type PdfReport = {
  /** There is a signature, all hold, and the last covers the whole file. */
  valid: boolean
  signatures: PdfSignatureReport[]
  /** Why the file cannot be read, where it cannot. */
  reason: string | null
}

type Field = { name: string; dictionary: Dictionary }

const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
const mostFields = 10_000

export function verifyPdf(bytes: Uint8Array, trust: Trust = {}): PdfReport {
  let file: PdfFile
  let fields: Field[]
  try {
    file = new PdfFile(bytes)
    fields = signatureFields(file)
  } catch {
    return { valid: false, signatures: [], reason: '文件不是可识别的 PDF，或已损坏、已加密' }
  }
  const signatures = fields.map((field) => verifyField(file, field, trust))
  const valid = signatures.length > 0 && signatures.every((s) => s.valid) && signatures.some((s) => s.uncovered === 0)
  return { valid, signatures, reason: signatures.length === 0 ? '文件里没有签名' : null }
}

/** All signed fields of the form, those inside others too. */
function signatureFields(file: PdfFile): Field[] {
  const form = file.get(file.dictionary(file.trailer.entries.get('Root')), 'AcroForm')
  if (!is(form, 'dictionary')) return []
  const waiting: { value: Value; path: string; kind: Value }[] = listOf(file.get(form, 'Fields')).map((value) => ({
    value,
    path: '',
    kind: null,
  }))
  const found: Field[] = []
  for (let seen = 0; waiting.length > 0 && seen < mostFields; seen++) {
    const { value, path, kind } = waiting.shift()!
    const field = file.dictionary(value)
    const own = file.get(field, 'T')
    const name = is(own, 'string') ? (path ? `${path}.` : '') + latin(own.bytes) : path
    const type = file.get(field, 'FT') ?? kind
    const signature = file.get(field, 'V')
    if (isName(type, 'Sig') && is(signature, 'dictionary')) found.push({ name, dictionary: signature })
    waiting.push(...listOf(file.get(field, 'Kids')).map((kid) => ({ value: kid, path: name, kind: type })))
  }
  return found
}

const listOf = (value: Value): Value[] => (Array.isArray(value) ? value : [])

/** The formats of SubFilter that carry SignedData over the whole range. */
const detached = ['ETSI.CAdES.detached', 'adbe.pkcs7.detached']

function verifyField(file: PdfFile, { name, dictionary }: Field, trust: Trust): PdfSignatureReport {
  const range = rangeOf(file, dictionary)
  const isKnown = detached.some((filter) => isName(file.get(dictionary, 'SubFilter'), filter))
  if (!range || !isKnown) {
    const reason: Finding = range ? [null, '此处不认识这种 PDF 签名格式'] : [false, '签名所覆盖的范围不合规定，签名可能被移植或改动']
    return shape(rejected(reason), name, 0)
  }
  const { bytes } = file
  const data = concat(bytes.subarray(0, range.open), bytes.subarray(range.close, range.end))
  const value = trimmed(range.contents.bytes)
  const said = file.get(dictionary, 'M')
  const claimedAt = is(said, 'string') ? timeOf(latin(said.bytes).replace(/^D:/, '').replace(/'/g, '')) : undefined
  return shape(verifySignedData(value, { ...trust, data, ...(claimedAt ? { claimedAt } : {}) }), name, uncoveredBehind(bytes, range.end))
}

type Range = { open: number; close: number; end: number; contents: Text }

/**
 * ByteRange must leave out the signature's own value, its brackets included, and nothing else: a gap of another shape
 * is room for what nobody signed.
 */
function rangeOf(file: PdfFile, dictionary: Dictionary): Range | undefined {
  const range = listOf(file.get(dictionary, 'ByteRange'))
  const contents = file.get(dictionary, 'Contents')
  if (range.length !== 4 || range.some((n) => !Number.isSafeInteger(n) || (n as number) < 0) || !is(contents, 'string')) return undefined
  const [start, open, close, length] = range as [number, number, number, number]
  const end = close + length
  const fits = start === 0 && open === contents.at && close === contents.end && file.bytes[open] === 0x3c && end <= file.bytes.length
  return fits ? { open, close, end, contents } : undefined
}

/** The value without the zeros behind it that fill its place: as long as its own length says. */
function trimmed(bytes: Uint8Array): Uint8Array {
  const count = bytes[1]! < 128 ? 0 : bytes[1]! & 127
  const length = count === 0 ? bytes[1]! : bytes.subarray(2, 2 + count).reduce((n, byte) => n * 256 + byte, 0)
  const end = 2 + count + length
  return bytes[1] === 0x80 || bytes.subarray(end).some((byte) => byte !== 0) ? bytes : bytes.subarray(0, end)
}

/** A line end or two behind the end mark are no content. */
function uncoveredBehind(bytes: Uint8Array, end: number): number {
  return bytes.subarray(end).every((byte) => byte === 10 || byte === 13) ? 0 : bytes.length - end
}

function shape(
  { seal: _, propertyInfo: __, version: ___, ...report }: SignatureReport,
  field: string,
  uncovered: number,
): PdfSignatureReport {
  return { ...report, field, uncovered }
}
