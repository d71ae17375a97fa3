/** The little language of the benchmark's conditions: `test.contains("a")`, `integerVariable<3`, booleans and numbers, joined by && and ||. */
import type { Data, Expressions } from '@haoban/bpmn'

type Test = (view: Data) => unknown

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

const compares: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}

const operand = (source: string): Test => {
  if (/^-?\d+(\.\d+)?$/.test(source)) return () => Number(source)
  return (view) => view[source]
}

const forms: readonly (readonly [RegExp, (parts: readonly string[]) => Test])[] = [
  [
    /^(true|false)$/,
    ([, word]) =>
      () =>
        word === 'true',
  ],
  [
    /^-?\d+(\.\d+)?$/,
    ([number]) =>
      () =>
        Number(number),
  ],
  [/^!\s*(.+)$/, ([, inner]) => negation(inner!)],
  [
    /^(\w+)\.contains\(\s*["'](.*)["']\s*\)$/,
    ([, name, part]) =>
      (view) =>
        text(view[name!]).includes(part!),
  ],
  [/^(\w+)\s*(<=|>=|==|!=|<|>)\s*(-?\w+(?:\.\d+)?)$/, ([, left, sign, right]) => comparison(left!, sign!, right!)],
  [
    /^["'](.*)["']$/,
    ([, word]) =>
      () =>
        word,
  ],
  [/^\w+$/, ([name]) => operand(name!)],
]

function negation(source: string): Test {
  const inner = compileOne(source)
  return (view) => inner(view) !== true
}

function comparison(left: string, sign: string, right: string): Test {
  const [a, b] = [operand(left), operand(right)]
  return (view) => compares[sign]!(Number(a(view)), Number(b(view)))
}

function compileOne(source: string): Test {
  const trimmed = source
    .trim()
    .replace(/^\$\{(.*)\}$/s, '$1')
    .trim()
  const any = trimmed.split('||')
  if (any.length > 1) {
    const tests = any.map(compileOne)
    return (view) => tests.some((test) => test(view) === true)
  }
  const all = trimmed.split('&&')
  if (all.length > 1) {
    const tests = all.map(compileOne)
    return (view) => tests.every((test) => test(view) === true)
  }
  for (const [form, make] of forms) {
    const parts = form.exec(trimmed)
    if (parts) return make(parts)
  }
  throw new Error(`the benchmark's language does not know "${source}"`)
}

export const language: Expressions = { compile: (source) => compileOne(source) }
