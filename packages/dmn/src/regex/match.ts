/**
 * Running a pattern over a text. Steps back like any such machine, but remembers where it has been: a step that led
 * nowhere from a place is not taken there again, so the work is bounded by steps × characters. Only references back to
 * groups, where that would be wrong, are bounded by the evaluation's time alone.
 */
import { take, tick } from '../run/reasons.ts'
import type { Program, Step } from './program.ts'
import { caseVariants } from './set.ts'

/** Where the whole (0, 1) and the groups (2 n, 2 n + 1) begin and end; -1 where a group took no part. */
export type Found = Int32Array

type Text = Uint32Array

export class Matcher {
  readonly #program: Program
  readonly #text: Text
  readonly #isMultiline: boolean
  readonly #ignoresCase: boolean
  readonly #seen: Uint32Array
  readonly #touched: number[] = []

  constructor(program: Program, text: Text, isMultiline: boolean, ignoresCase: boolean) {
    this.#program = program
    this.#text = text
    this.#isMultiline = isMultiline
    this.#ignoresCase = ignoresCase
    const words = program.hasBackReference ? 0 : ((program.steps.length * (text.length + 1)) >>> 5) + 1
    take(words)
    this.#seen = new Uint32Array(words)
  }

  /** The first match that begins at `from` or later. */
  search(from: number): Found | undefined {
    for (const word of this.#touched) this.#seen[word] = 0
    this.#touched.length = 0
    for (let start = from; start <= this.#text.length; start++) {
      const found = this.#run(start)
      if (found) return found
    }
    return undefined
  }

  #wasHere(step: number, at: number): boolean {
    tick()
    if (this.#program.hasBackReference) return false
    const bit = step * (this.#text.length + 1) + at
    const [word, mask] = [Math.floor(bit / 32), 1 << (bit % 32)]
    if (this.#seen[word]! & mask) return true
    this.#seen[word]! |= mask
    this.#touched.push(word)
    return false
  }

  /** Three numbers an entry: a step and a place to go on from, or (negative) a slot and the value it gets back. */
  #run(start: number): Found | undefined {
    const found = new Int32Array((this.#program.groups + 1) * 2).fill(-1)
    const stack: number[] = [0, start]
    while (stack.length > 0) {
      const at = stack.pop()!
      const entry = stack.pop()!
      if (entry < 0) found[-entry - 1] = at
      else if (this.#follow(entry, at, found, stack)) {
        found[0] = start
        return found
      }
    }
    return undefined
  }

  /** Goes forward until a step fails; true at the end of the pattern. */
  #follow(first: number, start: number, found: Found, stack: number[]): boolean {
    let [pc, at] = [first, start]
    while (at >= 0 && !this.#wasHere(pc, at)) {
      const step = this.#program.steps[pc]!
      if (step.does === 'split' || step.does === 'jump') pc = branch(step, at, stack)
      else if (step.does === 'match') {
        found[1] = at
        return true
      } else {
        if (step.does === 'save') this.#save(step.slot, at, found, stack)
        else at = this.#consume(step, at, found)
        pc++
      }
    }
    return false
  }

  #save(slot: number, at: number, found: Found, stack: number[]): void {
    stack.push(-slot - 1, found[slot]!)
    found[slot] = at
  }

  /** The place after what the step takes; -1 where it does not fit. */
  #consume(step: Step, at: number, found: Found): number {
    if (step.does === 'set') return at < this.#text.length && step.set(this.#text[at]!) ? at + 1 : -1
    if (step.does === 'back') return this.#repeatGroup(step.group, at, found)
    return (step.does === 'start' ? this.#isStart(at) : this.#isEnd(at)) ? at : -1
  }

  /** With flag m also after each line end but one at the very end, behind which no line begins. */
  #isStart(at: number): boolean {
    return at === 0 || (this.#isMultiline && at < this.#text.length && this.#text[at - 1] === 10)
  }

  /** With flag m before each line end, and at the end of a text that does not close with one. */
  #isEnd(at: number): boolean {
    if (!this.#isMultiline) return at === this.#text.length
    return at === this.#text.length ? this.#text[at - 1] !== 10 : this.#text[at] === 10
  }

  #repeatGroup(group: number, at: number, found: Found): number {
    const [start, end] = [found[group * 2]!, found[group * 2 + 1]!]
    if (start < 0 || end < 0) return at
    for (let i = start; i < end; i++) {
      const next = at + i - start
      if (next >= this.#text.length || !this.#same(this.#text[i]!, this.#text[next]!)) return -1
    }
    return at + end - start
  }

  #same(a: number, b: number): boolean {
    return a === b || (this.#ignoresCase && caseVariants(a).includes(b))
  }
}

/** Where to go on; what is tried otherwise goes on the stack. */
function branch(step: Extract<Step, { does: 'split' | 'jump' }>, at: number, stack: number[]): number {
  if (step.does === 'jump') return step.to
  stack.push(step.second, at)
  return step.first
}
