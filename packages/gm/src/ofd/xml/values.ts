/** The basic types of GB/T 33190 7.3: arrays, boxes, numbers, references. */
import type { Element } from './parse.ts'

/** Millimetres, from the top left. */
export type Box = { x: number; y: number; width: number; height: number }
/** x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]
export type Point = { x: number; y: number }

export const child = (element: Element | undefined, name: string): Element | undefined => element?.children.find((c) => c.name === name)
export const children = (element: Element | undefined, name: string): Element[] => element?.children.filter((c) => c.name === name) ?? []
export const textOf = (element: Element | undefined): string | undefined => element?.text.trim() || undefined
export const childText = (element: Element | undefined, name: string): string | undefined => textOf(child(element, name))

export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.attributes.get(name)?.trim() || undefined

/** A number as the standard writes it; what is none is left out rather than guessed. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

export const numberAt = (element: Element | undefined, name: string): number | undefined => numberOf(attribute(element, name))
export const booleanAt = (element: Element | undefined, name: string): boolean | undefined => {
  const text = attribute(element, name)?.toLowerCase()
  return text === undefined ? undefined : text === 'true' || text === '1'
}

/** ST_Array of numbers; hexadecimal `#FF` occurs in colours. */
export const numbersOf = (text: string | undefined): number[] =>
  (text ?? '')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('#') ? Number.parseInt(part.slice(1), 16) : Number(part)))
    .filter((value) => Number.isFinite(value))

export function boxOf(text: string | undefined): Box | undefined {
  const [x, y, width, height] = numbersOf(text)
  return height === undefined ? undefined : { x: x!, y: y!, width: width!, height }
}

export function matrixOf(text: string | undefined): Matrix | undefined {
  const values = numbersOf(text)
  return values.length === 6 ? (values as unknown as Matrix) : undefined
}

export function pointOf(text: string | undefined): Point | undefined {
  const [x, y] = numbersOf(text)
  return y === undefined ? undefined : { x: x!, y }
}

export const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

export const apply = (m: Matrix, { x, y }: Point): Point => ({ x: m[0] * x + m[2] * y + m[4], y: m[1] * x + m[3] * y + m[5] })
export const shift = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y]
