/** Papers drawn as PDF/A-2a by Typst: archival and tagged, so that a screen reader reads what is printed (ISO 19005-2). */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { type Fonts, loadFonts } from './render/fonts.ts'
import { qrSvg } from './render/qr.ts'
import { legibleAll } from './rules/legible.ts'
import { marksOf, watermark } from './rules/sheet.ts'
import type { BlankForm, Layout, Paper } from './schema.ts'

/** Where a seal belongs: page from 1, the middle of the seal in mm from the top left corner, its diameter in mm. */
export type SealPlace = { page: number; x: number; y: number; diameter: number }
export type Drawing = { pdf: Uint8Array; pages: number; seals: SealPlace[] }

/** The typesetter sees this folder and nothing else of the disk. */
const workspace = fileURLToPath(new URL('./templates', import.meta.url))
const template = (name: string) => fileURLToPath(new URL(`./templates/${name}.typ`, import.meta.url))
const standard = 'a-2a'
/** How many papers a remembered piece of layout may outlive; more saves no time and grows without end. */
const keptFor = 2

/** The template of each layout. */
const templates: Record<Layout, string> = {
  notice: 'paper',
  letter: 'letter',
  minute: 'minute',
  table: 'table',
  certificate: 'certificate',
}

type Press = { compiler: NodeCompiler; fonts: Fonts }
let press: Press | undefined

/** Opens the press with further font folders; without it the first paper opens it with the installed fonts alone. */
export function openPress(fontFolders: readonly string[] = []): Press {
  const fonts = loadFonts(fontFolders)
  press = { compiler: NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fonts.folders }] }), fonts }
  return press
}

/** A page laid out. All its words go in as JSON, so that none of them can be read as a command of the typesetter. */
function compose({ compiler, fonts }: Press, kind: 'paper' | 'form', name: string, words: object, address: string): NodeTypstDocument {
  const { value, codes } = legibleAll(words, fonts.drawn)
  const inputs = { [kind]: JSON.stringify({ ...value, codes, fonts: fonts.families, qr: qrSvg(address) }) }
  const composed = compiler.compile({ mainFilePath: template(name), inputs })
  const document = composed.result
  const fault = composed.takeError()
  if (!document) throw new Error(`a ${kind} could not be set: ${JSON.stringify(fault?.shortDiagnostics)}`)
  return document
}

/** Draws a written paper. The same paper and the same fonts give the same bytes. */
export function drawPaper(paper: Paper): Drawing {
  const { compiler, fonts } = press ?? openPress()
  try {
    const { grey, size: marksize, turn } = watermark
    const behind = paper.watermark ? { marks: marksOf(paper.watermark, paper.layout), grey, marksize, turn } : {}
    const words = { ...paper, check: { page: paper.check.page, code: paper.check.code }, ...behind }
    const document = compose({ compiler, fonts }, 'paper', templates[paper.layout], words, paper.check.url)
    const pdf = compiler.pdf(document, { pdfStandard: standard, creationTimestamp: Math.floor(Date.parse(paper.madeAt) / 1000) })
    const seals = compiler.query(document, { selector: '<seal>' }) as { value: SealPlace }[]
    return { pdf: new Uint8Array(pdf), pages: document.numOfPages, seals: seals.map((s) => s.value) }
  } finally {
    compiler.evictCache(keptFor)
  }
}

/** The same, where many are drawn one after another. */
export async function renderPaper(paper: Paper): Promise<Drawing> {
  const drawing = drawPaper(paper)
  // The typesetter's memory is given back between turns of the event loop; a batch in one turn would hold all of its papers.
  await nextTurn()
  return drawing
}

/** The day the files of forms claim to be made: the same form gives the same bytes. */
const formEpoch = Date.parse('2023-01-01T00:00:00+08:00') / 1000

/** An item's form on paper, blank or as a sample, as PDF/A-2a bytes. */
export async function renderForm(form: BlankForm): Promise<Uint8Array> {
  const { compiler, fonts } = press ?? openPress()
  const kindText = form.sample ? '样表' : '空白表'
  const mark = form.sample ? '样表　照着填，内容是虚构的' : '空白表　也可以在网上填，不用带'
  try {
    const document = compose({ compiler, fonts }, 'form', 'form', { ...form, kindText, mark }, form.url)
    return new Uint8Array(compiler.pdf(document, { pdfStandard: standard, creationTimestamp: formEpoch }))
  } finally {
    compiler.evictCache(keptFor)
    await nextTurn()
  }
}
