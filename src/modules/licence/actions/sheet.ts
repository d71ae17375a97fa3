/** Drawing a licence: one page in the size of the paper form, its metadata in the same file. */
import { type Draft, type Item, rectangle, table, textBox } from '@haoban/gm/ofd'
import { paperFace, qrPng } from '#kernel/document/api.ts'
import { dayText, metadataNamespace, metadataXml, type Sheet } from '../rules/sheet.ts'

const page = { width: 297, height: 210 }
/** Where the middle of the issuing organ's seal comes to stand. */
export const sealAt = { page: 0, x: 228, y: 162 }

const red = [168, 28, 28] as const
const grey = [90, 90, 90] as const
const blue = [20, 60, 150] as const

const faceOf = () => ({ name: '思源宋体', file: paperFace('regular') })
/** What is printed on every licence of a kind, and what only this one says: the characters of a form are cut out of the font once. */
const fontsOf = (face = faceOf()) => ({ form: { ...face, again: true }, song: face })

/** The note of a copy: what alone it may be used for, and until when (GB/T 36905). */
export type Note = { purpose: string; toOn: string; original: string; forWhom: string }

type Style = { font: string; size?: number; align?: 'middle'; ink?: typeof red | typeof grey | typeof blue }

const written = (words: string, x: number, y: number, width: number, style: Style) =>
  textBox(words, { x, y, width }, { face: faceOf(), size: 5, ...style })

const frame = { x: 28, y: 44, label: 58, value: page.width - 56 - 58, padding: 1.5, least: 9 }
const small = { size: 3, ink: grey }

/** Where the organ's name stands, above the day and below the seal. */
const signature = { x: 188, y: 154, width: 80 }
const organOf = (name: string) => written(name, signature.x, signature.y, signature.width, { font: 'form', align: 'middle' })

type Form = { typeName: string; organName: string; demo: boolean; labels: readonly string[]; heights: readonly number[] }
type FormPage = { items: readonly Item[]; rows: readonly { top: number; height: number }[]; organHeight: number }

/** What every licence of a kind says, whoever holds it: frame, title, ruled lines with their labels, the organ. */
function drawForm({ typeName, organName, demo, labels, heights }: Form): FormPage {
  const { label, value, least, ...at } = frame
  const lines = table({
    ...at,
    columns: [label, value],
    rows: labels.map((text) => [{ text, style: { ink: grey } }, { text: '' }]),
    style: { font: 'form', face: faceOf(), size: 4.6 },
    least: heights.map((height) => Math.max(least, height)),
    line: { width: 0.15, ink: [150, 150, 150] },
  })
  const organ = organOf(organName)
  const middle = (words: string, y: number, size: number) =>
    written(words, 20, y, page.width - 40, { font: 'form', size, align: 'middle', ink: red }).items
  const items = [
    rectangle(10, 10, page.width - 20, page.height - 20, { ink: red, width: 0.8 }),
    rectangle(12, 12, page.width - 24, page.height - 24, { ink: red, width: 0.25 }),
    ...middle(typeName, 20, 12),
    ...lines.items,
    ...organ.items,
    ...written('扫码核验', 57, 157, 128, { font: 'form', ...small }).items,
    ...(demo ? middle('演示，没有法律效力', 186, 4.4) : []),
  ]
  return { items, rows: lines.rows, organHeight: organ.height }
}

const forms = new Map<string, FormPage>()
const formsAtMost = 256

/** The same form is the same list of items, by which the writer knows it again. */
function formOf(form: Form): FormPage {
  const key = JSON.stringify(form)
  const drawn = forms.get(key) ?? drawForm(form)
  if (forms.size >= formsAtMost) forms.clear()
  forms.set(key, drawn)
  return drawn
}

const periodOf = ({ fromOn, toOn }: Sheet) => (toOn === null ? `${dayText(fromOn)}起，长期` : `${dayText(fromOn)}至 ${dayText(toOn)}`)

type Page = { form: readonly Item[]; own: readonly Item[] }

/** The page of one licence over its form. */
function pageOf(sheet: Sheet, note: Note | undefined): Page {
  const song = (words: string, x: number, y: number, width: number, style: Omit<Style, 'font'>) =>
    written(words, x, y, width, { font: 'song', ...style })
  const lines = [...sheet.face.map(({ name, text }) => [name, text] as const), ['证照编号', sheet.no], ['有效期', periodOf(sheet)]] as const
  const { typeName, organName, demo } = sheet
  const { padding, label, value } = frame
  const said = lines.map(([, words]) => song(words, frame.x + label + padding, 0, value - 2 * padding, { size: 4.6 }))
  const heights = said.map(({ height }) => height + 2 * padding)
  const form = formOf({ typeName, organName, demo, labels: lines.map(([name]) => name), heights })
  const inRows = said.flatMap(({ items, height }, i) => {
    const { top, height: whole } = form.rows[i]!
    return items.map((item) => ({ ...item, y: item.y + top + (whole - height) / 2 }))
  })
  const version = sheet.version > 1 ? `（第 ${sheet.version} 版）` : ''
  const noted = note && `加注件：仅供${note.forWhom}办理“${note.purpose}”使用，有效期至 ${dayText(note.toOn)}`
  const own = [
    ...inRows,
    ...song(dayText(sheet.issuedOn), signature.x, signature.y + form.organHeight, signature.width, { align: 'middle' }).items,
    { kind: 'image' as const, x: 28, y: 150, width: 26, height: 26, image: 'code' },
    ...song(`证照标识 ${sheet.identifier}${version}`, 57, 161.5, 128, small).items,
    ...(noted ? song(noted, 20, 36, page.width - 40, { align: 'middle', ink: blue }).items : []),
  ]
  return { form: form.items, own }
}

/** `id`: 32 hexadecimal digits of the document; `checkUrl`: where the printed code leads. */
export function draftOf(sheet: Sheet, { id, checkUrl, note }: { id: string; checkUrl: string; note?: Note }): Draft {
  const { form, own } = pageOf(sheet, note)
  return {
    id,
    title: note ? `${sheet.typeName}（加注件）` : sheet.typeName,
    author: sheet.organName,
    createdOn: sheet.issuedOn,
    creator: 'haoban',
    size: page,
    fonts: fontsOf(),
    images: { code: qrPng(checkUrl) },
    templates: { form: { items: form, again: true } },
    pages: [{ items: own, templates: ['form'] }],
    tags: [{ namespace: metadataNamespace, name: 'Licence', xml: metadataXml(sheet, note) }],
    custom: { 证照标识: sheet.identifier },
  }
}
