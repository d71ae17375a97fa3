/** FEEL for conditions, mappings and times, by the package that runs DMN. */
import { compileExpression } from '@haoban/dmn'
import type { Expressions } from './expressions.ts'

/** The addresses under which FEEL goes: those of DMN 1.1 to 1.5, and its plain name. */
const isFeel = (language: string) => /feel/i.test(language)

/** The machine has no clock; what depends on the present gets it as a variable of the event. */
const clock = /\b(now|today)\s*\(\s*\)/

/** Values as the state keeps them: dates, times and durations as ISO 8601 writes them, long decimals as the nearest number. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plain)
  const prototype = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
  const text = String(value)
  return /^-?\d/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text
}

/** Texts in FEEL, with or without the `=` that some modellers write in front. */
export const feel: Expressions = {
  compile: (text, language) => {
    if (language !== undefined && !isFeel(language)) throw new Error(`its language ${language} is not known; use FEEL.`)
    const source = text.startsWith('=') ? text.slice(1).trim() : text
    if (clock.test(source)) throw new Error('now() and today() would make replays differ; give the moment as a variable.')
    const expression = compileExpression(source)
    const problem = expression.problems.find((p) => p.severity === 'error')
    if (problem) throw new Error(problem.says)
    return (scope) => plain(expression.evaluate(scope))
  },
}
