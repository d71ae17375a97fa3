/** Drawing a licence: a page in the size of the paper form, more where its face is long, its metadata in the same file. */
import { type Draft, type DraftPage, type Item, rectangle, textBox } from '@haoban/gm/ofd'
import { paperFace, qrPng } from '#kernel/document/api.ts'
import type { SealPlace } from '#modules/seal/api.ts'
import { dayText, metadataNamespace, metadataXml, type Sheet } from '../rules/sheet.ts'
import { type Line, pagesOf, type Rows, ruled, type Scale, saidIn } from './rows.ts'

const page = { width: 297, height: 210 }
/** The issuing organ's seal: on the first page beside its name, and across the edges of all where there are several. */
export const sealsOn = ({ pages }: Pick<Draft, 'pages'>): SealPlace[] => [
  { page: 0, x: 228, y: 165 },
  ...(pages.length > 1 ? [{ across: true as const, top: 85 }] : []),
]

const red = [168, 28, 28] as const
const grey = [90, 90, 90] as const
const blue = [20, 60, 150] as const

const faceOf = () => ({ name: '思源宋体', file: paperFace('regular') })
/** What is printed on every licence of a kind, and what only this one says: the characters of a form are cut out of the font once. */
const fontsOf = (face = faceOf()) => ({ form: { ...face, again: true }, song: face })

/** The note of a copy: what alone it may be used for, and until when (GB/T 36905). */
export type Note = { purpose: string; toOn: string; original: string; forWhom: string }

type Style = { font: string; size?: number; align?: 'middle' | 'end'; ink?: typeof red | typeof grey | typeof blue }

const written = (words: string, x: number, y: number, width: number, style: Style) =>
  textBox(words, { x, y, width }, { face: faceOf(), size: 5, ...style })
const printed = (words: string, x: number, y: number, width: number, style: Omit<Style, 'font'>) =>
  written(words, x, y, width, { font: 'form', ...style }).items
const middle = (words: string, y: number, size: number) => printed(words, 20, y, page.width - 40, { size, align: 'middle', ink: red })

const small = { size: 3, ink: grey }
/** Where the rows lie on the first page, above code and seal, and on those after it. */
const first = { y: 44, height: 100 }
const later = { y: 34, height: 146 }

/** Where the organ's name stands, above the day and below the seal. */
const signature = { x: 188, y: 154, width: 80 }
const organBox = (name: string) => written(name, signature.x, signature.y, signature.width, { font: 'form', align: 'middle' })

/** What a page prints on every licence of a kind; `heights` are those of its rows. */
type Form = {
  typeName: string
  organName: string
  demo: boolean
  labels: readonly string[]
  heights: readonly number[]
  scale: Scale
  number: number
  of: number
}

const ofFirst = ({ typeName, organName }: Form): Item[] => [
  ...middle(typeName, 20, 12),
  ...organBox(organName).items,
  ...printed('扫码核验　证照标识', 57, 157, 130, small),
]
const ofLater = ({ typeName }: Form): Item[] => middle(`${typeName}（续页）`, 18, 8)

function drawForm(form: Form): readonly Item[] {
  const { demo, labels, heights, scale, number, of } = form
  return [
    rectangle(10, 10, page.width - 20, page.height - 20, { ink: red, width: 0.8 }),
    rectangle(12, 12, page.width - 24, page.height - 24, { ink: red, width: 0.25 }),
    ...(number === 1 ? ofFirst : ofLater)(form),
    ...ruled(labels, heights, scale, (number === 1 ? first : later).y),
    ...(of > 1 ? printed(`第 ${number} 页，共 ${of} 页`, 188, 190, 81, { ...small, align: 'end' }) : []),
    ...(demo ? middle('演示，没有法律效力', 186, 4.4) : []),
  ]
}

const forms = new Map<string, readonly Item[]>()
const formsAtMost = 256

/** The same form is the same list of items, by which the writer knows it again. */
function formOf(form: Form): readonly Item[] {
  const key = JSON.stringify(form)
  const known = forms.get(key)
  if (known) return known
  const drawn = drawForm(form)
  if (forms.size >= formsAtMost) forms.clear()
  forms.set(key, drawn)
  return drawn
}

const periodOf = ({ fromOn, toOn }: Sheet) => (toOn === null ? `${dayText(fromOn)}起，长期` : `${dayText(fromOn)}至 ${dayText(toOn)}`)
const linesOf = (sheet: Sheet): Line[] => [
  ...sheet.face.map(({ name, text }) => [name, text] as const),
  ['证照编号', sheet.no],
  ['有效期', periodOf(sheet)],
]

/** What the first page says beside its rows. */
function beside(sheet: Sheet, note: Note | undefined): Item[] {
  const song = (words: string, x: number, y: number, width: number, style: Omit<Style, 'font'>) =>
    written(words, x, y, width, { font: 'song', ...style }).items
  const version = sheet.version > 1 ? `（第 ${sheet.version} 版）` : ''
  const noted = note && `加注件：仅供${note.forWhom}办理“${note.purpose}”使用，有效期至 ${dayText(note.toOn)}`
  return [
    ...song(dayText(sheet.issuedOn), signature.x, signature.y + organBox(sheet.organName).height, signature.width, { align: 'middle' }),
    { kind: 'image', x: 28, y: 150, width: 26, height: 26, image: 'code' },
    ...song(`${sheet.identifier}${version}`, 57, 161.5, 130, { ...small, size: 2.8 }),
    ...(noted ? song(noted, 20, 36, page.width - 40, { align: 'middle', ink: blue }) : []),
  ]
}

type Drawn = Required<Pick<Draft, 'pages' | 'templates'>>

/** Each page of one licence over its form. */
function drawn(sheet: Sheet, note: Note | undefined): Drawn {
  const { typeName, organName, demo } = sheet
  const all = pagesOf(linesOf(sheet), first.height, later.height)
  const keyOf = (i: number) => (i === 0 ? 'form' : `form${i + 1}`)
  const formAt = ({ rows, scale }: Rows, i: number) => {
    const [labels, heights] = [rows.map(({ name }) => name), rows.map(({ height }) => height)]
    return formOf({ typeName, organName, demo, labels, heights, scale, number: i + 1, of: all.length })
  }
  const pageAt = (rows: Rows, i: number): DraftPage => ({
    items: [...saidIn(rows, (i === 0 ? first : later).y), ...(i === 0 ? beside(sheet, note) : [])],
    templates: [keyOf(i)],
  })
  return {
    templates: Object.fromEntries(all.map((rows, i) => [keyOf(i), { items: formAt(rows, i), again: true }])),
    pages: all.map(pageAt),
  }
}

/** `id`: 32 hexadecimal digits of the document; `checkUrl`: where the printed code leads. */
export function draftOf(sheet: Sheet, { id, checkUrl, note }: { id: string; checkUrl: string; note?: Note }): Draft {
  return {
    id,
    title: note ? `${sheet.typeName}（加注件）` : sheet.typeName,
    author: sheet.organName,
    createdOn: sheet.issuedOn,
    creator: 'haoban',
    size: page,
    fonts: fontsOf(),
    images: { code: qrPng(checkUrl) },
    ...drawn(sheet, note),
    tags: [{ namespace: metadataNamespace, name: 'Licence', xml: metadataXml(sheet, note) }],
    custom: { 证照标识: sheet.identifier },
  }
}
