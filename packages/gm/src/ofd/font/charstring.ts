/** Type 2 glyph programs (Adobe 5177) run into outlines. Hints are skipped, arithmetic is too rare in CFF to matter. */
import type { Index, Subroutines } from './cff.ts'
import { type Effort, effortOfGlyph, OutlinePen } from './outline.ts'

type Machine = { pen: OutlinePen; stack: number[]; x: number; y: number; hints: number; effort: Effort; done: boolean }
type Operator = (m: Machine) => void

const deepest = 10
const mostOperands = 513

const bias = (index: Index) => (index.count < 1240 ? 107 : index.count < 33900 ? 1131 : 32768)

function moveBy(m: Machine, dx: number, dy: number): void {
  m.x += dx
  m.y += dy
  m.pen.move(m.x, m.y)
}

function lineBy(m: Machine, dx: number, dy: number): void {
  m.x += dx
  m.y += dy
  m.pen.line(m.x, m.y)
}

function curveBy(m: Machine, [dax = 0, day = 0, dbx = 0, dby = 0, dx = 0, dy = 0]: readonly number[]): void {
  const [ax, ay] = [m.x + dax, m.y + day]
  const [bx, by] = [ax + dbx, ay + dby]
  m.x = bx + dx
  m.y = by + dy
  m.pen.cubic(ax, ay, bx, by, m.x, m.y)
}

/** Lines that are horizontal and vertical in turn. */
function alternatingLines(m: Machine, horizontal: boolean): void {
  m.stack.forEach((d, i) => {
    const across = horizontal === (i % 2 === 0)
    lineBy(m, across ? d : 0, across ? 0 : d)
  })
}

/** Curves that begin horizontal or vertical in turn and end the other way; the last may end askew. */
function alternatingCurves(m: Machine, horizontal: boolean): void {
  let across = horizontal
  for (let i = 0; i + 4 <= m.stack.length; i += 4) {
    const [a, b, c, d] = m.stack.slice(i, i + 4) as [number, number, number, number]
    const last = m.stack.length - i === 5 ? m.stack[i + 4]! : 0
    curveBy(m, across ? [a, 0, b, c, last, d] : [0, a, b, c, d, last])
    across = !across
  }
}

/** Curves that begin and end in one direction; an odd first number turns the beginning. */
function parallelCurves(m: Machine, horizontal: boolean): void {
  const odd = m.stack.length % 4 === 1
  for (let i = odd ? 1 : 0; i + 4 <= m.stack.length; i += 4) {
    const [a, b, c, d] = m.stack.slice(i, i + 4) as [number, number, number, number]
    const turn = odd && i === 1 ? m.stack[0]! : 0
    curveBy(m, horizontal ? [a, turn, b, c, d, 0] : [turn, a, b, c, 0, d])
  }
}

function manyCurves(m: Machine, until: number): number {
  let i = 0
  for (; i + 6 <= until; i += 6) curveBy(m, m.stack.slice(i, i + 6))
  return i
}

function manyLines(m: Machine, until: number): number {
  let i = 0
  for (; i + 2 <= until; i += 2) lineBy(m, m.stack[i]!, m.stack[i + 1]!)
  return i
}

function flex1(m: Machine): void {
  const [a, b, c, d, e, f, g, h, i, j, last = 0] = m.stack as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [dx, dy] = [a + c + e + g + i, b + d + f + h + j]
  curveBy(m, [a, b, c, d, e, f])
  curveBy(m, Math.abs(dx) > Math.abs(dy) ? [g, h, i, j, last, -dy] : [g, h, i, j, -dx, last])
}

const stems: Operator = (m) => {
  m.hints += m.stack.length >> 1
}

/** Operators that clear the stack, by number; two-byte ones as 1200 + second byte. */
const operators: Record<number, Operator> = {
  1: stems,
  3: stems,
  18: stems,
  23: stems,
  4: (m) => moveBy(m, 0, m.stack.at(-1) ?? 0),
  21: (m) => moveBy(m, m.stack.at(-2) ?? 0, m.stack.at(-1) ?? 0),
  22: (m) => moveBy(m, m.stack.at(-1) ?? 0, 0),
  5: (m) => void manyLines(m, m.stack.length),
  6: (m) => alternatingLines(m, true),
  7: (m) => alternatingLines(m, false),
  8: (m) => void manyCurves(m, m.stack.length),
  24: (m) => {
    const i = manyCurves(m, m.stack.length - 2)
    lineBy(m, m.stack[i] ?? 0, m.stack[i + 1] ?? 0)
  },
  25: (m) => curveBy(m, m.stack.slice(manyLines(m, m.stack.length - 6))),
  26: (m) => parallelCurves(m, false),
  27: (m) => parallelCurves(m, true),
  30: (m) => alternatingCurves(m, false),
  31: (m) => alternatingCurves(m, true),
  14: (m) => {
    m.done = true
  },
  1234: (m) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = m.stack
    curveBy(m, [a, 0, b, c, d, 0])
    curveBy(m, [e, 0, f, -c, g, 0])
  },
  1235: (m) => void manyCurves(m, 12),
  1236: (m) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = m.stack
    curveBy(m, [a, b, c, d, e, 0])
    curveBy(m, [f, 0, g, h, i, -(b + d + h)])
  },
  1237: flex1,
}

function numberAt(code: Uint8Array, at: number): { value: number; next: number } {
  const b = code[at]!
  const byte = (i: number) => code[at + i] ?? 0
  if (b === 28) return { value: ((byte(1) << 24) | (byte(2) << 16)) >> 16, next: at + 3 }
  if (b === 255) return { value: ((byte(1) << 24) | (byte(2) << 16) | (byte(3) << 8) | byte(4)) / 65536, next: at + 5 }
  if (b <= 246) return { value: b - 139, next: at + 1 }
  if (b <= 250) return { value: (b - 247) * 256 + byte(1) + 108, next: at + 2 }
  return { value: -(b - 251) * 256 - byte(1) - 108, next: at + 2 }
}

const isNumber = (b: number) => b >= 32 || b === 28
const isMask = (b: number) => b === 19 || b === 20
const [callLocal, callGlobal, comeBack] = [10, 29, 11]

type Frame = { code: Uint8Array; subroutines: Subroutines; depth: number }

function call(m: Machine, index: Index, { subroutines, depth }: Frame): void {
  const number = (m.stack.pop() ?? 0) + bias(index)
  if (depth < deepest && number >= 0 && number < index.count) run(m, { code: index.item(number), subroutines, depth: depth + 1 })
}

/** Carries out the operator at a place and says where the next one stands. Masks are as long as there are hints. */
function operate(m: Machine, frame: Frame, at: number): number {
  const b = frame.code[at]!
  if (b === callLocal || b === callGlobal) {
    call(m, b === callLocal ? frame.subroutines.local : frame.subroutines.global, frame)
    return at + 1
  }
  if (isMask(b)) stems(m)
  else operators[b === 12 ? 1200 + (frame.code[at + 1] ?? 0) : b]?.(m)
  m.stack = []
  if (isMask(b)) return at + 1 + ((m.hints + 7) >> 3)
  return at + (b === 12 ? 2 : 1)
}

function run(m: Machine, frame: Frame): void {
  const { code } = frame
  for (let at = 0; at < code.length && !m.done && --m.effort.left >= 0; ) {
    if (code[at] === comeBack) return
    if (!isNumber(code[at]!)) {
      at = operate(m, frame, at)
      continue
    }
    const { value, next } = numberAt(code, at)
    if (m.stack.length < mostOperands) m.stack.push(value)
    at = next
  }
}

/** The outline of a glyph program in font units, as SVG path data. */
export function runCharstring(code: Uint8Array, subroutines: Subroutines, effort = effortOfGlyph()): string {
  const m: Machine = { pen: new OutlinePen(), stack: [], x: 0, y: 0, hints: 0, effort, done: false }
  run(m, { code, subroutines, depth: 0 })
  return m.pen.data
}
