import type { Item } from '@haoban/gm/ofd'
import qrcode from 'qrcode'

/** A QR code (GB/T 18284) as one path in modules, with the quiet zone of four; level M bears a folded or stained sheet. */
export function qrPath(text: string): { d: string; size: number } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
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
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const mm = (n: number) => String(Math.round((n * side * 1_000) / modules.size) / 1_000)
  let data = ''
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from
      while (to < modules.size && modules.get(row, to)) to++
      data += `M ${mm(from)} ${mm(row)} L ${mm(to)} ${mm(row)} L ${mm(to)} ${mm(row + 1)} L ${mm(from)} ${mm(row + 1)} C `
      from = to
    }
  }
  return { kind: 'path', x, y, width: side, height: side, data: data.trim(), fill: [0, 0, 0] }
}
