/** JBIG2 files put together segment by segment (T.88 7.2, Annex D). */
import { type Dots, MqEncoder, u8, u16, u32, wide } from './jbig2-bits.ts'
import { encodeGeneric, type GenericShape, usual } from './jbig2-regions.ts'

export type Part = { type: number; data: Uint8Array | number[]; number?: number; refers?: number[]; unknownLength?: boolean }

const signature = [0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a]

function header({ type, data, refers = [], unknownLength }: Part, number: number): number[] {
  const count =
    refers.length < 5 ? [refers.length << 5] : [...u32(0xe0000000 + refers.length), ...new Array((refers.length + 8) >> 3).fill(0)]
  const references = refers.flatMap((one) => (number <= 256 ? [one] : number <= 65536 ? u16(one) : u32(one)))
  return [...u32(number), type, ...count, ...references, 1, ...u32(unknownLength ? 0xffffffff : data.length)]
}

export type Organisation = 'sequential' | 'random access' | 'bare'

/** Parts with their numbers in order, the first of all being 0. */
export function file(parts: readonly Part[], organisation: Organisation = 'sequential', pages?: number): Uint8Array {
  const all = organisation === 'bare' ? parts : [...parts, { type: 49, data: [] }, { type: 51, data: [] }]
  const headers = all.map((part, i) => header(part, part.number ?? i))
  const bodies = all.map(({ data }) => [...data])
  const flags = (organisation === 'sequential' ? 1 : 0) | (pages === undefined ? 2 : 0)
  const front = organisation === 'bare' ? [] : [...signature, flags, ...(pages === undefined ? [] : u32(pages))]
  const segments =
    organisation === 'random access' ? [...headers.flat(), ...bodies.flat()] : headers.flatMap((h, i) => [...h, ...bodies[i]!])
  return Uint8Array.from([...front, ...segments])
}

export const pagePart = (width: number, height: number, dark = 0): Part => ({
  type: 48,
  data: [...u32(width), ...u32(height), ...u32(0), ...u32(0), dark << 2, ...u16(height === 0xffffffff ? 0x8010 : 0)],
})

export type Spot = { x?: number; y?: number; operator?: number }
export const regionData = (width: number, height: number, { x = 0, y = 0, operator = 0 }: Spot = {}): number[] => [
  ...u32(width),
  ...u32(height),
  ...u32(x),
  ...u32(y),
  operator,
]

export function genericPart(dots: Dots, shape: GenericShape, spot?: Spot, type = 38): Part {
  const encoder = new MqEncoder()
  encodeGeneric(encoder, dots, shape)
  const adaptive = (shape.adaptive ?? usual[shape.template]!).flatMap(([x, y]) => u8(x, y))
  const flags = (shape.template << 1) | (shape.typical ? 8 : 0)
  return { type, data: [...regionData(wide(dots), dots.length, spot), flags, ...adaptive, ...encoder.done()] }
}
