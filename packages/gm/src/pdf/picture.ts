/** The picture of a seal as an appearance in a PDF: what `drawSeal` draws with a typeface, in the operators of ISO 32000-1 section 8.5. */
import { SaxesParser } from 'saxes'
import { PdfError } from './object.ts'

/** Operators of a form, its box (the SVG's view box, y downwards), and the opacities that it names /A0, /A1, …. */
type Appearance = { content: string; box: [number, number, number, number]; opacities: number[] }

type Attributes = Record<string, string>

const number = (n: number): string => String(Math.round(n * 10_000) / 10_000 + 0)
const numbersIn = (text: string): number[] => (text.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/gi) ?? []).map(Number)

type Point = [number, number]

const pointsIn = (text: string): Point[] => {
  const values = numbersIn(text)
  return Array.from({ length: values.length >> 1 }, (_, i) => [values[2 * i]!, values[2 * i + 1]!])
}

const written = (operator: string, points: readonly Point[]) => `${points.flat().map(number).join(' ')} ${operator}`

/** A quadratic curve as a cubic one: the handles stand at two thirds of the way to its own. */
function cubic(from: Point, handle: Point, to: Point): Point[] {
  const third = (end: Point): Point => [end[0] + (2 / 3) * (handle[0] - end[0]), end[1] + (2 / 3) * (handle[1] - end[1])]
  return [third(from), third(to), to]
}

/** For each letter how many points a step takes, and the step in the operators of PDF. */
const steps: Record<string, { points: number; write(points: Point[], at: Point, first: boolean): string }> = {
  M: { points: 1, write: (points, _, first) => written(first ? 'm' : 'l', points) },
  L: { points: 1, write: (points) => written('l', points) },
  Q: { points: 2, write: ([handle, to], at) => written('c', cubic(at, handle!, to!)) },
  C: { points: 3, write: (points) => written('c', points) },
}

/** Parts of a path in capitals, as fonts and seals have them. */
function pathOf(d: string): string {
  const out: string[] = []
  let at: Point = [0, 0]
  for (const [, letter = '', rest = ''] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    if (letter === 'Z') {
      out.push('h')
      continue
    }
    if (!Object.hasOwn(steps, letter)) throw new PdfError(`The picture of the seal has a path with ${letter}.`)
    const [step, points] = [steps[letter]!, pointsIn(rest)]
    for (let i = 0; i + step.points <= points.length; i += step.points) {
      const taken = points.slice(i, i + step.points)
      out.push(step.write(taken, at, i === 0))
      at = taken.at(-1)!
    }
  }
  return out.join('\n')
}

/** How far the handles of a quarter of a circle reach. */
const kappa = 0.5522847498

function circle(r: number): string {
  const k = r * kappa
  return pathOf(
    `M${r} 0C${r} ${k} ${k} ${r} 0 ${r}C${-k} ${r} ${-r} ${k} ${-r} 0C${-r} ${-k} ${-k} ${-r} 0 ${-r}C${k} ${-r} ${r} ${-k} ${r} 0Z`,
  )
}

const radians = (degrees: number) => (degrees * Math.PI) / 180
const moves: Record<string, (values: readonly number[]) => number[]> = {
  translate: ([x = 0, y = 0]) => [1, 0, 0, 1, x, y],
  rotate: ([a = 0]) => [Math.cos(radians(a)), Math.sin(radians(a)), -Math.sin(radians(a)), Math.cos(radians(a)), 0, 0],
  scale: ([x = 1, y = x]) => [x, 0, 0, y, 0, 0],
}

function transformOf(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/(\w+)\(([^)]*)\)/g)].map(([, name, values]) => {
    const move = Object.hasOwn(moves, name!) ? moves[name!]! : undefined
    if (!move) throw new PdfError(`The picture of the seal is moved by ${name}.`)
    return `${move(numbersIn(values!))
      .map((n) => String(Math.round(n * 1e8) / 1e8 + 0))
      .join(' ')} cm`
  })
}

function colourOf(text: string, operator: string): string {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  if (!hex) throw new PdfError(`The picture of the seal has the colour ${text}.`)
  return `${hex
    .slice(1)
    .map((part) => number(Number.parseInt(part, 16) / 255))
    .join(' ')} ${operator}`
}

/** Each shape's outline in the picture's own coordinates. */
const shapes: Record<string, (a: Attributes) => string> = {
  path: (a) => pathOf(a.d ?? ''),
  circle: (a) => circle(Number(a.r)),
  rect: (a) => `${[a.x, a.y, a.width, a.height].map((n) => number(Number(n))).join(' ')} re`,
}

function painted(a: Attributes, outline: string): string[] {
  const paint = a.fill === 'none' ? 'S' : 'f'
  const line = a.stroke && a.stroke !== 'none' ? [colourOf(a.stroke, 'RG'), `${number(Number(a['stroke-width'] ?? 1))} w`] : []
  return ['q', ...transformOf(a.transform), ...line, outline, paint, 'Q']
}

/** Throws a `PdfError` where the picture is none that `drawSeal` draws with a typeface: text and other shapes stand in no PDF. */
export function appearanceOf(svg: Uint8Array): Appearance {
  const out: string[] = []
  const opacities: number[] = []
  let box: Appearance['box'] | undefined
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw new PdfError(`The picture of the seal is no SVG: ${error.message}`)
  })
  const opening: Record<string, (a: Attributes) => void> = {
    svg(a) {
      const [x = 0, y = 0, width = 0, height = 0] = numbersIn(a.viewBox ?? '')
      box = [x, y, x + width, y + height]
    },
    g(a) {
      out.push('q', ...transformOf(a.transform), ...(a.fill ? [colourOf(a.fill, 'rg')] : []))
      if (a.opacity) out.push(`/A${opacities.push(Number(a.opacity)) - 1} gs`)
    },
    title() {},
  }
  parser.on('opentag', ({ name, attributes }) => {
    const a = attributes as Attributes
    const shape = Object.hasOwn(shapes, name) ? shapes[name]! : undefined
    if (shape) out.push(...painted(a, shape(a)))
    else if (Object.hasOwn(opening, name)) opening[name]!(a)
    else throw new PdfError(`The picture of the seal has a ${name}.`)
  })
  parser.on('closetag', ({ name }) => void (name === 'g' && out.push('Q')))
  parser.write(new TextDecoder().decode(svg)).close()
  if (!box || box[2] <= box[0] || box[3] <= box[1]) throw new PdfError('The picture of the seal has no size.')
  return { content: out.join('\n'), box, opacities }
}
