import { bilevelPng, type Item } from '@haoban/gm/ofd'
import qrcode from 'qrcode'

type Mode = 'alphanumeric' | 'byte'
type Segment = { data: string; mode: Mode }

/** Long runs of figures and capitals, as in an identifier, take five bits and a half a character in a mode of their own (GB/T 18284 7.3.4). */
const segmentsOf = (text: string): Segment[] =>
  text
    .split(/([0-9A-Z $%*+./:-]{16,})/)
    .map((data, i): Segment => ({ data, mode: i % 2 ? 'alphanumeric' : 'byte' }))
    .filter(({ data }) => data !== '')

/** The mask that suited the first text of a shape; every mask is read equally well, and trying all eight takes longer than all the rest. */
const masks = new Map<string, qrcode.QRCodeMaskPattern>()
const shapesAtMost = 200

/** The dark and light modules of a text; level M bears a folded or stained sheet. */
function modulesOf(text: string): qrcode.BitMatrix {
  const segments = segmentsOf(text)
  const shape = segments.map(({ data, mode }) => `${mode} ${data.length}`).join(', ')
  const made = qrcode.create(segments as qrcode.QRCodeSegment[], { errorCorrectionLevel: 'M', maskPattern: masks.get(shape) })
  if (masks.size < shapesAtMost && made.maskPattern !== undefined) masks.set(shape, made.maskPattern)
  return made.modules
}

/** A QR code (GB/T 18284) as one path in modules, with the quiet zone of four. */
export function qrPath(text: string): { d: string; size: number } {
  const modules = modulesOf(text)
  const quiet = 4
  const d = Array.from({ length: modules.size }, (_, y) => rowPath(modules, y, quiet)).join('')
  return { d, size: modules.size + quiet * 2 }
}

export function qrSvg(text: string): string {
  const { d, size } = qrPath(text)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${d}"/></svg>`
}

/** One bar for each run of dark modules: bars of one row never meet, so no hairline shows between them. */
function rowPath(modules: qrcode.BitMatrix, y: number, quiet: number): string {
  let path = ''
  for (let x = 0; x < modules.size; x++) {
    if (!modules.get(y, x)) continue
    const start = x
    while (x + 1 < modules.size && modules.get(y, x + 1)) x++
    path += `M${start + quiet} ${y + quiet}h${x - start + 1}v1h-${x - start + 1}z`
  }
  return path
}

/** The same for a page of OFD: a square in millimetres without a quiet zone, which the page around it gives. */
export function qrItem(text: string, x: number, y: number, side: number): Item {
  const modules = modulesOf(text)
  const bars: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from
      while (to < modules.size && modules.get(row, to)) to++
      bars.push(`M ${from} ${row} L ${to} ${row} L ${to} ${row + 1} L ${from} ${row + 1} C`)
      from = to
    }
  }
  return { kind: 'path', x, y, width: side, height: side, unit: side / modules.size, data: bars.join(' '), fill: [0, 0, 0] }
}

/** A module is eight dots wide, at one bit a dot: a byte. */
const dots = 8

/** The same as a picture (PNG) without a quiet zone: a hundredth of the path's points, for papers of which many are made. */
export function qrPng(text: string): Uint8Array {
  const { size, data } = modulesOf(text)
  const rows: Uint8Array[] = []
  for (let y = 0; y < size; y++) {
    const row = new Uint8Array(size)
    for (let x = 0; x < size; x++) row[x] = data[y * size + x] ? 0xff : 0
    for (let n = 0; n < dots; n++) rows.push(row)
  }
  return bilevelPng(size * dots, size * dots, rows)
}
