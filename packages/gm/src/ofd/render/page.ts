/** A page as SVG in millimetres: what it shows, its annotations, and the seals on it. */
import { type FontFile, readFont } from '../font/font.ts'
import { Work } from '../jbig2/work.ts'
import type { Graphic, Paint } from '../model.ts'
import type { Package } from '../package.ts'
import { readAnnotations } from '../read/annexes.ts'
import type { OfdDocument } from '../read/document.ts'
import { shift } from '../xml/values.ts'
import { newCanvas } from './canvas.ts'
import { draw, drawAll } from './draw.ts'
import { type Picture, pictureOf } from './picture.ts'
import { drawStamp, type Stamp } from './stamp.ts'
import { element, escaped, group, number, transformOf } from './svg.ts'

export type RenderOptions = {
  /** Seal pictures to lay over the page, as `readStamps` gives them. */
  stamps?: readonly Stamp[]
  /** Ids in the SVG begin with this; needed where several pages stand in one HTML page. */
  prefix?: string
  /** Kept between pages of one document, so that fonts are read once. */
  cache?: RenderCache
  /** Larger fonts and pictures are not drawn, in bytes. */
  mostBytes?: number
}

export type RenderCache = { fonts: Map<string, FontFile>; pictures: Map<string, Picture> }
export const newCache = (): RenderCache => ({ fonts: new Map(), pictures: new Map() })

/** `notes` names what could not be drawn, in sentences for people. */
export type RenderedPage = { svg: string; width: number; height: number; notes: string[] }

const usualMostBytes = 32 * 1024 * 1024

type Needs = { fonts: Set<string>; media: Set<string>; composites: Set<string> }
type Shelf = Parameters<typeof newCanvas>[1]

/** Everything that graphics refer to, through composites and patterns, each once. */
function gather(graphics: readonly Graphic[], shelf: Shelf, needs: Needs): void {
  for (const graphic of graphics) {
    if (graphic.kind === 'block') {
      gather(graphic.children, shelf, needs)
      continue
    }
    for (const clip of graphic.clips.flat()) if (clip.text) needs.fonts.add(clip.text.font)
    gatherOwn[graphic.kind](graphic as never, shelf, needs)
  }
}

function gatherPaint(paint: Paint | undefined, shelf: Shelf, needs: Needs): void {
  if (paint?.kind === 'pattern') gather(paint.cell, shelf, needs)
}

type Own<K extends Graphic['kind']> = (graphic: Extract<Graphic, { kind: K }>, shelf: Shelf, needs: Needs) => void

const gatherOwn: { [K in Exclude<Graphic['kind'], 'block'>]: Own<K> } = {
  text: ({ font }, _, { fonts }) => void fonts.add(font),
  path: ({ fill, stroke }, shelf, needs) => {
    gatherPaint(fill, shelf, needs)
    gatherPaint(stroke, shelf, needs)
  },
  image: ({ resource, mask }, _, { media }) => {
    media.add(resource)
    if (mask !== undefined) media.add(mask)
  },
  composite: ({ resource }, shelf, needs) => {
    if (needs.composites.has(resource)) return
    needs.composites.add(resource)
    gather(shelf.composite(resource)?.children ?? [], shelf, needs)
  },
}

async function load(pack: Package, shelf: Shelf, needs: Needs, cache: RenderCache, most: number): Promise<void> {
  const tooLarge = (path: string) => (pack.find(path)?.size ?? 0) > most
  for (const id of needs.fonts) {
    const path = shelf.font(id)?.file
    if (path === undefined || cache.fonts.has(path) || tooLarge(path)) continue
    const font = readFont(await pack.read(path))
    if (font) cache.fonts.set(path, font)
  }
  const work = new Work()
  for (const id of needs.media) {
    const media = shelf.media(id)
    if (media?.file === undefined || cache.pictures.has(media.file)) continue
    const picture: Picture = tooLarge(media.file)
      ? { kind: 'refused', why: '图片太大' }
      : pictureOf(await pack.read(media.file), media.format, work)
    cache.pictures.set(media.file, picture)
  }
}

/** The page at an index from 0. */
export async function renderPage(document: OfdDocument, index: number, options: RenderOptions = {}): Promise<RenderedPage> {
  const { prefix = 'o', cache = newCache(), stamps = [], mostBytes = usualMostBytes } = options
  const page = await document.page(index)
  const annotations = (await readAnnotations(document, page.id)).filter(({ visible }) => visible)
  const needs: Needs = { fonts: new Set(), media: new Set(), composites: new Set() }
  for (const { children } of page.layers) gather(children, page.resources, needs)
  for (const { appearance } of annotations) gather(appearance, page.resources, needs)
  await load(document.pack, page.resources, needs, cache, mostBytes)
  const canvas = newCanvas(prefix, page.resources, cache)
  const layers = page.layers.map(({ children }) => drawAll(children, canvas))
  const notes = annotations.map(({ appearance, boundary }) =>
    group(
      { transform: transformOf(shift(boundary?.x ?? 0, boundary?.y ?? 0)) },
      appearance.map((graphic) => draw(graphic, canvas)).join(''),
    ),
  )
  const seals = stamps.filter((stamp) => stamp.page === page.id).map((stamp) => drawStamp(stamp, canvas))
  const { x, y, width, height } = page.area.physical
  const body = [...layers, ...notes, ...seals].join('')
  const definitions = canvas.definitions.length > 0 ? element('defs', {}, canvas.definitions.join('')) : ''
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: `${number(width)}mm`,
    height: `${number(height)}mm`,
    viewBox: [x, y, width, height].map(number).join(' '),
    role: 'img',
  }
  const title = `<title>${escaped(`第 ${index + 1} 页`)}</title>`
  return { svg: element('svg', frame, title + definitions + body), width, height, notes: [...canvas.notes] }
}
