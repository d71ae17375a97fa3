/**
 * What an evaluation may use, and why values came out null. FEEL runs to its end without yielding, so one record for
 * the evaluation under way is enough; evaluations inside one another (a decision that another needs) share it.
 */
import { type Outside, setOutside } from './clock.ts'

/** Bounds of one evaluation. What exceeds them ends with a `BudgetError`. */
export type Budget = {
  /** Time in milliseconds. */
  milliseconds: number
  /** Items that lists and texts may hold, all together: the memory that a model can ask for. */
  items: number
  /** Calls inside one another. */
  depth: number
}

export const defaultBudget: Budget = { milliseconds: 5_000, items: 20_000_000, depth: 400 }

export class BudgetError extends Error {
  readonly exceeded: keyof Budget
  constructor(exceeded: keyof Budget, limit: number) {
    super(`The evaluation was ended: it needed more than ${limit} ${exceeded === 'depth' ? 'calls inside one another' : exceeded}.`)
    this.name = 'BudgetError'
    this.exceeded = exceeded
  }
}

/** What an evaluation is given besides its values. */
export type Setting = Outside & { readonly budget: Budget }

/** Why a value is null: which decision or function was under way, and what was wrong. */
export type Reason = { readonly in: string; readonly says: string }

const maxReasons = 50
const ticksBetweenLooks = 4_096

const state = {
  isRunning: false,
  isRecording: true,
  deadline: 0,
  budget: defaultBudget,
  items: 0,
  ticks: ticksBetweenLooks,
  depth: 0,
  reasons: [] as Reason[],
  place: '',
}

/** Records a reason and gives the null that it explains. */
export function nothing(says: string): null {
  if (state.isRecording && state.reasons.length < maxReasons) state.reasons.push({ in: state.place, says })
  return null
}

/** One step of a loop: looks at the clock now and then. */
export function tick(): void {
  if (--state.ticks > 0) return
  state.ticks = ticksBetweenLooks
  const now = performance.now()
  // The clock is first read here: most evaluations end before.
  if (state.deadline === 0) state.deadline = now + state.budget.milliseconds
  else if (now > state.deadline) throw new BudgetError('milliseconds', state.budget.milliseconds)
}

/** Says that `count` items are about to be made. */
export function take(count: number): void {
  state.items += count
  if (state.items > state.budget.items) throw new BudgetError('items', state.budget.items)
  tick()
}

export function enter(): void {
  if (++state.depth > state.budget.depth) throw new BudgetError('depth', state.budget.depth)
  tick()
}

export function leave(): void {
  state.depth--
}

/** Names the element under way, and gives back the one before. */
export function at(place: string): string {
  const before = state.place
  state.place = place
  return before
}

/** Begins an evaluation; false where one is under way already, whose budget the inner one then shares. */
export function open(setting: Setting, isRecording: boolean): boolean {
  if (state.isRunning) return false
  state.isRunning = true
  state.isRecording = isRecording
  state.budget = setting.budget
  state.deadline = 0
  state.items = 0
  state.ticks = ticksBetweenLooks
  state.depth = 0
  state.place = ''
  if (state.reasons.length > 0) state.reasons = []
  setOutside(setting)
  return true
}

export function close(): void {
  state.isRunning = false
}

/** What was thrown, as the caller should see it: a full stack is a budget too. */
export function thrown(error: unknown): unknown {
  return error instanceof RangeError && /call stack/i.test(error.message) ? new BudgetError('depth', state.budget.depth) : error
}

/** Runs under a budget, and gives the reasons for what came out null. */
export function bounded<T>(setting: Setting, act: () => T): { result: T; reasons: readonly Reason[] } {
  const isOuter = open(setting, true)
  try {
    const result = act()
    return { result, reasons: isOuter ? state.reasons : [] }
  } catch (error) {
    throw thrown(error)
  } finally {
    if (isOuter) close()
  }
}
