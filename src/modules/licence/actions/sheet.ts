/** Drawing a licence: one page in the size of the paper form, its metadata in the same file. */
import { type Draft, type Item, rectangle, table, textBox } from '@haoban/gm/ofd'
import { paperFace, qrItem } from '#kernel/document/api.ts'
import { dayText, metadataNamespace, metadataXml, type Sheet } from '../rules/sheet.ts'

const page = { width: 297, height: 210 }
/** Where the middle of the issuing organ's seal comes to stand. */
export const sealAt = { page: 0, x: 228, y: 162 }

const red = [168, 28, 28] as const
const grey = [90, 90, 90] as const

const faceOf = () => ({ name: '思源宋体', file: paperFace('regular') })
/** What is printed on every licence of a kind, and what only this one says: the characters of a form are cut out of the font once. */
const fontsOf = (face = faceOf()) => ({ form: { ...face, again: true }, song: face })

/** The note of a copy: what alone it may be used for, and until when (GB/T 36905). */
export type Note = { purpose: string; toOn: string; original: string; forWhom: string }

function pageItems(sheet: Sheet, checkUrl: string, note: Note | undefined): Item[] {
  const style = { font: 'song', face: faceOf(), size: 5 }
  const text = (words: string, x: number, y: number, width: number, more: object = {}) =>
    textBox(words, { x, y, width }, { ...style, ...more }).items
  const form: typeof text = (words, x, y, width, more) => text(words, x, y, width, { font: 'form', ...more })
  const organ = textBox(sheet.organName, { x: 188, y: 154, width: 80 }, { ...style, font: 'form', align: 'middle' })
  const small = { size: 3, ink: grey }
  const rows = [
    ...sheet.face.map(({ name, text }) => [name, text] as const),
    ['证照编号', sheet.no] as const,
    ['有效期', sheet.toOn === null ? `${dayText(sheet.fromOn)}起，长期` : `${dayText(sheet.fromOn)}至${dayText(sheet.toOn)}`] as const,
  ]
  return [
    rectangle(10, 10, page.width - 20, page.height - 20, { ink: red, width: 0.8 }),
    rectangle(12, 12, page.width - 24, page.height - 24, { ink: red, width: 0.25 }),
    ...form(sheet.typeName, 20, 20, page.width - 40, { size: 12, align: 'middle', ink: red }),
    ...table({
      x: 28,
      y: 44,
      columns: [58, page.width - 56 - 58],
      rows: rows.map(([name, words]) => [{ text: name, style: { font: 'form', ink: grey } }, { text: words }]),
      style: { ...style, size: 4.6 },
      least: 9,
      line: { width: 0.15, ink: [150, 150, 150] },
    }).items,
    ...organ.items,
    ...text(dayText(sheet.issuedOn), 188, 154 + organ.height, 80, { align: 'middle' }),
    qrItem(checkUrl, 28, 150, 26),
    ...form('扫码核验', 57, 157, 112, small),
    ...text(`证照标识 ${sheet.identifier}${sheet.version > 1 ? `（第 ${sheet.version} 版）` : ''}`, 57, 161.5, 112, small),
    ...(sheet.demo ? form('演示，没有法律效力', 20, 186, page.width - 40, { size: 4.4, align: 'middle', ink: red }) : []),
    ...(note
      ? text(`加注件：仅供${note.forWhom}办理“${note.purpose}”使用，有效期至 ${dayText(note.toOn)}`, 20, 36, page.width - 40, {
          size: 5,
          align: 'middle',
          ink: [20, 60, 150],
        })
      : []),
  ]
}

/** `id`: 32 hexadecimal digits of the document; `checkUrl`: where the printed code leads. */
export const draftOf = (sheet: Sheet, { id, checkUrl, note }: { id: string; checkUrl: string; note?: Note }): Draft => ({
  id,
  title: note ? `${sheet.typeName}（加注件）` : sheet.typeName,
  author: sheet.organName,
  createdOn: sheet.issuedOn,
  creator: 'haoban',
  size: page,
  fonts: fontsOf(),
  pages: [{ items: pageItems(sheet, checkUrl, note) }],
  tags: [{ namespace: metadataNamespace, name: 'Licence', xml: metadataXml(sheet, note) }],
  custom: { 证照标识: sheet.identifier },
})
