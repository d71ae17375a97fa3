/** One page with its templates (GB/T 33190 7.7): layers in painting order. */
import type { Area, Layer, LayerType, Page } from '../model.ts'
import type { Package } from '../package.ts'
import { type Element, parseXml } from '../xml/parse.ts'
import { attribute, boxOf, child, children, childText, textOf } from '../xml/values.ts'
import { readActions } from './actions.ts'
import { readBlockContent } from './graphics.ts'
import { readResources, type Shelf } from './resources.ts'

export type PageReference = { id: string; path: string }
export type Template = { path: string; order?: string }
export type PageContext = { pack: Package; area: Area; resources: Shelf; templates: ReadonlyMap<string, Template> }

export function areaOf(element: Element | undefined): Area | undefined {
  const physical = boxOf(childText(element, 'PhysicalBox'))
  if (!physical) return undefined
  return {
    physical,
    application: boxOf(childText(element, 'ApplicationBox')),
    content: boxOf(childText(element, 'ContentBox')),
    bleed: boxOf(childText(element, 'BleedBox')),
  }
}

const ranks: Record<LayerType, number> = { Background: 0, Body: 1, Foreground: 2 }
const typeOf = (text: string | undefined): LayerType => (text !== undefined && Object.hasOwn(ranks, text) ? (text as LayerType) : 'Body')

type Sheet = { root: Element; shelf: Shelf }

async function readSheet(context: PageContext, path: string): Promise<Sheet> {
  const root = parseXml(await context.pack.read(path), path)
  const files = children(root, 'PageRes').flatMap((element) => context.pack.locate(path, textOf(element) ?? '')?.path ?? [])
  return { root, shelf: files.length > 0 ? await readResources(context.pack, files, context.resources) : context.resources }
}

const layersOf = ({ root, shelf }: Sheet): Layer[] =>
  children(child(root, 'Content'), 'Layer').map((layer) => ({
    id: attribute(layer, 'ID'),
    type: typeOf(attribute(layer, 'Type')),
    children: readBlockContent(layer, shelf.graphics, attribute(layer, 'DrawParam')),
  }))

/** A page's own order: background templates and layers, body, foreground; within one rank templates lie below. */
const painted = (layers: readonly (Layer & { rank: number })[]): Layer[] =>
  [...layers].sort((a, b) => a.rank - b.rank).map(({ id, type, children }) => ({ id, type, children }))

/** Resources of a template are looked up after the page's own. */
function joined(own: Shelf, others: readonly Shelf[]): Page['resources'] {
  const first = <T>(find: (shelf: Shelf) => T | undefined) => find(own) ?? others.map(find).find((found) => found !== undefined)
  return {
    font: (id) => first((s) => s.font(id)),
    media: (id) => first((s) => s.media(id)),
    composite: (id) => first((s) => s.composite(id)),
  }
}

export async function readPage(context: PageContext, { id, path }: PageReference): Promise<Page> {
  const sheet = await readSheet(context, path)
  const layers: (Layer & { rank: number })[] = []
  const shelves: Shelf[] = []
  for (const use of children(sheet.root, 'Template')) {
    const template = context.templates.get(attribute(use, 'TemplateID') ?? '')
    if (!template || !context.pack.find(template.path)) continue
    const below = await readSheet(context, template.path)
    const order = typeOf(attribute(use, 'ZOrder') ?? template.order ?? 'Background')
    layers.push(...layersOf(below).map((layer) => ({ ...layer, rank: ranks[order] * 10 + ranks[layer.type] })))
    shelves.push(below.shelf)
  }
  layers.push(...layersOf(sheet).map((layer) => ({ ...layer, rank: ranks[layer.type] * 10 + 5 })))
  return {
    id,
    path,
    area: areaOf(child(sheet.root, 'Area')) ?? context.area,
    layers: painted(layers),
    resources: joined(sheet.shelf, shelves),
    actions: readActions(child(sheet.root, 'Actions')),
  }
}
