/** Resource files (GB/T 33190 7.9) gathered by id; a page's own files come before the document's. */
import type { ColorSpace, Composite, Font, Media, Resources } from '../model.ts'
import type { Package } from '../package.ts'
import { type Element, parseXml } from '../xml/parse.ts'
import { attribute, booleanAt, child, children, childText, numberAt, numbersOf } from '../xml/values.ts'
import type { ColorContext } from './color.ts'
import { type GraphicContext, readBlockContent } from './graphics.ts'
import { stylesOver } from './style.ts'

type Kept = {
  font: Map<string, Font>
  media: Map<string, Media>
  space: Map<string, ColorSpace>
  param: Map<string, Element>
  unit: Map<string, Element>
}

/** Resources with what reading graphics over them needs. */
export type Shelf = Resources & { graphics: GraphicContext; param(id: string): Element | undefined }

const empty = (): Kept => ({ font: new Map(), media: new Map(), space: new Map(), param: new Map(), unit: new Map() })

const fontOf = (element: Element, id: string, file: string | undefined): Font => ({
  id,
  name: attribute(element, 'FontName') ?? '',
  family: attribute(element, 'FamilyName'),
  charset: attribute(element, 'Charset'),
  bold: booleanAt(element, 'Bold') ?? false,
  italic: booleanAt(element, 'Italic') ?? false,
  serif: booleanAt(element, 'Serif') ?? false,
  file,
})

function spaceOf(element: Element, id: string): ColorSpace {
  const type = attribute(element, 'Type')?.toUpperCase()
  return {
    id,
    type: type === 'GRAY' || type === 'CMYK' ? type : 'RGB',
    bits: numberAt(element, 'BitsPerComponent') ?? 8,
    palette: children(child(element, 'Palette'), 'CV').map((cv) => numbersOf(cv.text)),
    profile: attribute(element, 'Profile'),
  }
}

/** `BaseLoc` of a resource file is the folder of the files it names. */
function fileIn(pack: Package, path: string, base: string | undefined, location: string | undefined): string | undefined {
  if (!location) return undefined
  const within = base === undefined || location.startsWith('/') ? undefined : pack.locate(path, `${base}/${location}`)
  return (within ?? pack.locate(path, location))?.path
}

async function gather(pack: Package, path: string, into: Kept): Promise<void> {
  const root = parseXml(await pack.read(path), path)
  const base = attribute(root, 'BaseLoc')
  const groups: Record<string, (element: Element, id: string) => void> = {
    Font: (e, id) => into.font.set(id, fontOf(e, id, fileIn(pack, path, base, childText(e, 'FontFile')))),
    ColorSpace: (e, id) => into.space.set(id, spaceOf(e, id)),
    DrawParam: (e, id) => into.param.set(id, e),
    CompositeGraphicUnit: (e, id) => into.unit.set(id, e),
    MultiMedia: (e, id) => {
      const [type, format] = [attribute(e, 'Type') ?? '', attribute(e, 'Format')]
      into.media.set(id, { id, type, format, file: fileIn(pack, path, base, childText(e, 'MediaFile')) })
    },
  }
  for (const element of root.children.flatMap((group) => group.children)) {
    const id = attribute(element, 'ID')
    if (id !== undefined) groups[element.name]?.(element, id)
  }
}

/** Paths of the fonts and media that lists of resources name; what is not there is left out. */
export async function filesOf(pack: Package, paths: readonly string[]): Promise<string[]> {
  const kept = empty()
  for (const path of paths) if (pack.find(path)) await gather(pack, path, kept)
  return [...kept.font.values(), ...kept.media.values()].flatMap(({ file }) => file ?? [])
}

/** Reads resource files; those that are missing are passed over, as a page can often be read without them. */
export async function readResources(pack: Package, paths: readonly string[], under?: Shelf, ownSpace?: string): Promise<Shelf> {
  const kept = empty()
  const defaultSpace = ownSpace ?? under?.graphics.colors.defaultSpace
  for (const path of paths) if (pack.find(path)) await gather(pack, path, kept)
  const param = (id: string) => kept.param.get(id) ?? under?.param(id)
  const space = (id: string) => kept.space.get(id) ?? under?.graphics.colors.space(id)
  const colors: ColorContext = { space, defaultSpace, cell: (block) => readBlockContent(block, graphics) }
  const graphics: GraphicContext = { styles: stylesOver(param, colors), colors }
  const units = new Map<string, Composite>()
  const composite = (id: string): Composite | undefined => {
    const [known, element] = [units.get(id), kept.unit.get(id)]
    if (known || !element) return known ?? under?.composite(id)
    const content = child(element, 'Content')
    const [width, height] = [numberAt(element, 'Width') ?? 0, numberAt(element, 'Height') ?? 0]
    const unit: Composite = { id, width, height, children: content ? readBlockContent(content, graphics) : [] }
    units.set(id, unit)
    return unit
  }
  return {
    font: (id) => kept.font.get(id) ?? under?.font(id),
    media: (id) => kept.media.get(id) ?? under?.media(id),
    composite,
    graphics,
    param,
  }
}
