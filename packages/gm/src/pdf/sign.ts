/** Signs a PDF for readers abroad: PAdES baseline B-B, with a time stamp B-T (ETSI EN 319 142-1), by a new revision. */
import { concat, toHex } from '../bytes.ts'
import type { Certificate } from '../certificate/certificate.ts'
import type { Signer } from '../certificate/issue.ts'
import { type SigningKey, signWithKey } from '../certificate/signing-key.ts'
import { type PreparedData, prepareSignedData } from '../cms/write.ts'
import { oids } from '../oid.ts'
import { PdfFile } from './file.ts'
import {
  asciiText,
  type Dictionary,
  dictionary,
  is,
  isName,
  name,
  PdfError,
  type Reference,
  text,
  unicodeText,
  type Value,
} from './object.ts'
import { appearanceOf } from './picture.ts'
import { Revision } from './revision.ts'

export type PdfSigning = {
  signer: Signer<SigningKey>
  /** Authorities between the signer and the root, which readers need. */
  certificates?: readonly Certificate[]
  at: Date
  reason?: string
  location?: string
  /** Asks an authority for a time stamp token on the signature value. */
  timeStamp?: (signature: Uint8Array) => Uint8Array
  /** Where the signature is seen: a picture of `drawSeal` with a typeface; without it the signature is invisible. */
  visible?: PdfPlace & { picture: Uint8Array }
  /** Bytes kept free for the signature. */
  room?: number
}

/** `page` from 0; the box in millimetres from the top left corner of the page. */
export type PdfPlace = { page: number; x: number; y: number; width: number; height: number }

/** Places for the byte range, wide enough for any file; the numbers come in when they are known. */
const rangeMark = 9_999_999_999

/** The same of a key that lies elsewhere: its certificate stands for it. */
export type PdfPreparing = Omit<PdfSigning, 'signer' | 'timeStamp'> & { certificate: Certificate }

/** Throws a `PdfError` where the file cannot be signed: damaged or encrypted, or without room for the signature. */
export function signPdf(bytes: Uint8Array, { signer, timeStamp, ...rest }: PdfSigning): Uint8Array {
  const { toSign, finish } = preparePdf(bytes, { ...rest, certificate: signer.certificate })
  const value = signWithKey(signer.key, toSign)
  return finish(value, timeStamp?.(value))
}

/**
 * A PDF but for its signature: `toSign` is what the key signs (ECDSA or RSA over SHA-256, SM2 over SM3, by the certificate's kind), and
 * `finish` puts its signature (DER) into the file. Throws like `signPdf`.
 */
export function preparePdf(bytes: Uint8Array, asked: PdfPreparing): PreparedData {
  const file = new PdfFile(bytes)
  const room = asked.room ?? 16_384
  const revision = new Revision(file)
  const signature = revision.add(signatureDictionary(asked, room))
  addField(file, revision, signature, asked.visible)
  const { out, open, content } = ranged(revision.close(), bytes.length, room)
  const { toSign, finish } = signedData(content, asked)
  return {
    toSign,
    finish(signed, timeStamp) {
      const value = finish(signed, timeStamp)
      if (value.length > room) throw new PdfError(`The signature has ${value.length} bytes, of which ${room} fit.`)
      const whole = out.slice()
      whole.set(ascii(toHex(value)), open + 1)
      return whole
    },
  }
}

function signatureDictionary({ at, reason, location }: PdfPreparing, room: number): Dictionary {
  const optional = (key: string, value: string | undefined) => (value ? [[key, unicodeText(value)] as const] : [])
  return dictionary([
    ['Type', name('Sig')],
    ['Filter', name('Adobe.PPKLite')],
    ['SubFilter', name('ETSI.CAdES.detached')],
    ['ByteRange', [0, rangeMark, rangeMark, rangeMark]],
    ['Contents', text(new Uint8Array(room))],
    ['M', asciiText(`D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`)],
    ...optional('Reason', reason),
    ...optional('Location', location),
  ])
}

const pointsPerMillimetre = 72 / 25.4

/** The picture as a form that fills the widget's rectangle (section 12.5.5); PDF counts upwards, SVG downwards. */
function addPicture(revision: Revision, picture: Uint8Array): Reference {
  const { content, box, opacities } = appearanceOf(picture)
  const states = opacities.map((a, i): [string, Dictionary] => [
    `A${i}`,
    dictionary([
      ['Type', name('ExtGState')],
      ['ca', a],
    ]),
  ])
  // as ink does, the seal lets the words beneath it be read
  const ink: [string, Dictionary] = [
    'Ink',
    dictionary([
      ['Type', name('ExtGState')],
      ['BM', name('Multiply')],
    ]),
  ]
  const form = dictionary([
    ['Type', name('XObject')],
    ['Subtype', name('Form')],
    ['BBox', box],
    ['Matrix', [1, 0, 0, -1, 0, 0]],
    ['Resources', dictionary([['ExtGState', dictionary([ink, ...states])]])],
    // opacity wants a group with a colour space of its own (PDF/A-2, ISO 19005-2 section 6.2.10)
    [
      'Group',
      dictionary([
        ['S', name('Transparency')],
        ['CS', name('DeviceRGB')],
      ]),
    ],
  ])
  return revision.addStream(form, `/Ink gs\n${content}`)
}

/** The rectangle of a place in points from the bottom left (section 7.9.5). */
function rectangleOf(file: PdfFile, page: Dictionary, { x, y, width, height }: PdfPlace): number[] {
  const box = listOf(inherited(file, page, 'MediaBox')).map((n) => file.resolve(n))
  const [left, , , top] = box as number[]
  if (box.length !== 4 || box.some((n) => typeof n !== 'number')) throw new PdfError('A page has no size.')
  const points = (n: number) => Math.round(n * pointsPerMillimetre * 1000) / 1000
  return [left! + points(x), top! - points(y + height), left! + points(x + width), top! - points(y)]
}

/** What a page has itself or from the nodes above it (section 7.7.3.4). */
function inherited(file: PdfFile, page: Dictionary, key: string): Value {
  let node: Dictionary = page
  for (let depth = 0; depth < 64; depth++) {
    const found = file.get(node, key)
    if (found !== null && found !== undefined) return found
    const parent = node.entries.get('Parent')
    if (!is(parent, 'reference')) return null
    node = file.dictionary(parent)
  }
  return null
}

/** A field of the form and its widget in one: print and locked (section 12.5.3), seen on its page or invisible on the first. */
function addField(file: PdfFile, revision: Revision, signature: Reference, visible: PdfSigning['visible']): void {
  const root = file.trailer.entries.get('Root')
  if (!is(root, 'reference')) throw new PdfError('The file has no catalogue.')
  const catalogue = file.dictionary(root)
  const page = pageAt(file, catalogue, visible?.page ?? 0)
  const seen = visible && { rectangle: rectangleOf(file, file.dictionary(page), visible), picture: addPicture(revision, visible.picture) }
  const form = catalogue.entries.get('AcroForm')
  const fields = form === undefined ? [] : listOf(file.get(file.dictionary(form), 'Fields'))
  const widget = revision.add(
    dictionary([
      ['Type', name('Annot')],
      ['Subtype', name('Widget')],
      ['FT', name('Sig')],
      ['T', asciiText(`Signature${fields.length + 1}`)],
      ['V', signature],
      ['F', 132],
      ['Rect', seen?.rectangle ?? [0, 0, 0, 0]],
      ['P', page],
      ...(seen ? [['AP', dictionary([['N', seen.picture]])] as const] : []),
    ]),
  )
  const entries = new Map(form === undefined ? [] : file.dictionary(form).entries)
  entries.set('Fields', [...fields, widget])
  // Signatures exist, and the file may only be added to (section 12.7.2).
  entries.set('SigFlags', 3)
  changed(revision, root, catalogue, 'AcroForm', { kind: 'dictionary', entries })
  const pageDictionary = file.dictionary(page)
  changed(revision, page, pageDictionary, 'Annots', [...listOf(file.get(pageDictionary, 'Annots')), widget])
}

const listOf = (value: Value): Value[] => (Array.isArray(value) ? value : [])

/** Sets an entry; where it is an object of its own that object is replaced, else the one that holds it. */
function changed(revision: Revision, owner: Reference, holder: Dictionary, key: string, value: Value): void {
  const known = holder.entries.get(key)
  if (is(known, 'reference')) revision.replace(known, value)
  else revision.replace(owner, dictionary([...[...holder.entries].filter(([k]) => k !== key), [key, value]]))
}

/** The page at an index, in the order of the tree (section 7.7.3). */
function pageAt(file: PdfFile, catalogue: Dictionary, index: number): Reference {
  const waiting = [catalogue.entries.get('Pages')]
  let left = index
  for (let seen = 0; waiting.length > 0 && seen < 100_000; seen++) {
    const at = waiting.shift()
    if (!is(at, 'reference')) continue
    const node = file.dictionary(at)
    if (!isName(file.get(node, 'Type'), 'Page')) waiting.unshift(...listOf(file.get(node, 'Kids')))
    else if (left-- === 0) return at
  }
  throw new PdfError(index === 0 ? 'The file has no page.' : `The file has no page ${index + 1}.`)
}

/** Writes the byte range into the place kept for it; `content` is what it covers, the signature's hex begins behind `open`. */
function ranged(whole: Uint8Array, from: number, room: number): { out: Uint8Array; open: number; content: Uint8Array } {
  const tail = new TextDecoder('latin1').decode(whole.subarray(from))
  const open = from + tail.indexOf('/Contents <') + '/Contents '.length
  const close = open + 2 * room + 2
  const range = [0, open, close, whole.length - close]
  const mark = `[0 ${rangeMark} ${rangeMark} ${rangeMark}]`
  const written = `[${range.join(' ')}`.padEnd(mark.length - 1, ' ')
  if (written.length >= mark.length) throw new PdfError('The file is too large to be signed.')
  const out = whole.slice()
  out.set(ascii(`${written}]`), from + tail.indexOf(mark))
  return { out, open, content: concat(out.subarray(0, open), out.subarray(close)) }
}

const ascii = (value: string) => Uint8Array.from(value, (c) => c.charCodeAt(0))

/** CAdES in PDF has no signing time of its own: the dictionary says it (EN 319 142-1 section 6.3). */
function signedData(content: Uint8Array, { certificate, certificates = [] }: PdfPreparing): PreparedData {
  const { kind } = certificate.publicKey
  if (kind === 'other') throw new PdfError('The certificate holds a key that signs no PDF.')
  return prepareSignedData({
    family: 'cms',
    contentType: oids.data,
    content,
    detached: true,
    kind,
    certificate,
    certificates: [certificate, ...certificates],
  })
}
