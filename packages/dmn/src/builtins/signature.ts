/** The forms of a built-in function as the standard writes them: `string: string, start position: number, length: number?`. */
import { nothing } from '../run/reasons.ts'
import { any, builtinTypes, conforms, convert, type FunctionType, type Type } from '../values/type.ts'
import { FeelFunction, kindOf, type Parameter, type Value } from '../values/value.ts'

export type Run = (...args: never[]) => Value | undefined
type Formal = Parameter & {
  /** May be left out. */
  readonly isOptional: boolean
  /** Takes all arguments that remain. */
  readonly isVariadic: boolean
  readonly takesNull: boolean
}
type Form = { readonly formals: readonly Formal[]; readonly run: Run }
/** A form in words and what it does. The words after a name are its type; `?` marks what may be missing or null, `...` what may come often. */
export type Declared = readonly [parameters: string, run: Run]

export type Builtin = {
  readonly name: string
  readonly type: Type
  readonly fn: FeelFunction
  readonly takes: (count: number) => boolean
}

function formal(text: string): Formal {
  const [, name = '', type = '', mark = ''] = /^(.+?):\s*(.+?)(\?|\.\.\.)?$/.exec(text)!
  const isAny = type === 'Any'
  return {
    name,
    type: isAny ? any : builtinTypes.get(type)!,
    isOptional: mark === '?',
    isVariadic: mark === '...',
    takesNull: isAny || mark === '?',
  }
}

const form = ([parameters, run]: Declared): Form => ({ formals: parameters ? parameters.split(', ').map(formal) : [], run })

/** Declares a built-in: its name, the type of its result, and its forms in the order in which they are tried. */
export function builtin(name: string, result: string, ...declared: Declared[]): Builtin {
  const forms = declared.map(form)
  const type = builtinTypes.get(result)!
  const parameters = forms[0]!.formals.map((f) => ({ name: f.name, type: f.type }))
  const fn = new FeelFunction(name, parameters, type, (args) => positional(name, forms, args), {
    callNamed: (names, args) => named(name, forms, names, args),
    fits: (wanted) => forms.some((each) => stands(each, type, wanted)),
  })
  return { name, type, fn, takes: (count) => forms.some((f) => fits(f, count)) }
}

/** Whether a form takes what is given there, and gives what is wanted. */
function stands(each: Form, result: Type, wanted: FunctionType): boolean {
  const { parameters } = wanted
  if (!fits(each, parameters.length) || !(result.kind === 'any' || conforms(result, wanted.result))) return false
  return parameters.every((type, i) => conforms(type, each.formals[Math.min(i, each.formals.length - 1)]!.type))
}

function fits({ formals }: Form, count: number): boolean {
  const needed = formals.filter((f) => !f.isOptional).length
  return count >= needed && (count <= formals.length || (formals.at(-1)?.isVariadic ?? false))
}

function positional(name: string, forms: readonly Form[], args: readonly Value[]): Value {
  for (const each of forms) {
    const values = fits(each, args.length) ? fitted(each.formals, args) : undefined
    if (values) return settled(name, each.run(...(values as never[])))
  }
  return refused(name, args)
}

const settled = (name: string, result: Value | undefined): Value =>
  result === undefined ? nothing(`“${name}” has no result for these arguments`) : result
const refused = (name: string, args: readonly Value[]): null =>
  nothing(`“${name}” does not take ${args.length === 0 ? 'nothing' : `(${args.map(kindOf).join(', ')})`}`)

function fitted(formals: readonly Formal[], args: readonly (Value | undefined)[]): (Value | undefined)[] | undefined {
  const values: (Value | undefined)[] = []
  for (let i = 0; i < Math.max(args.length, formals.length); i++) {
    const own = formals[Math.min(i, formals.length - 1)]!
    const value = fittedOne(own, args[i])
    if (value === undefined) {
      if (!own.isOptional || (args[i] !== undefined && args[i] !== null)) return undefined
    }
    values.push(value)
  }
  return values
}

/** undefined where the argument does not fit, or is missing. */
function fittedOne({ type, takesNull, isOptional }: Formal, arg: Value | undefined): Value | undefined {
  if (arg === undefined) return undefined
  if (arg === null) return takesNull && !isOptional ? null : undefined
  if (type.kind === 'any') return arg
  const value = convert(arg, type)
  return value === null && !takesNull ? undefined : value
}

function named(name: string, forms: readonly Form[], names: readonly string[], args: readonly Value[]): Value {
  for (const { formals, run } of forms) {
    const isKnown = names.every((own) => formals.some((f) => f.name === own))
    const isWhole = formals.every((f) => f.isOptional || names.includes(f.name))
    const values = isKnown && isWhole ? fitted(formals, byName(formals, names, args)) : undefined
    if (values) return settled(name, run(...(values as never[])))
  }
  return nothing(`“${name}” does not take the arguments ${names.join(', ')}`)
}

/** A list given by name to a variadic parameter is its arguments. */
function byName(formals: readonly Formal[], names: readonly string[], args: readonly Value[]): (Value | undefined)[] {
  return formals.flatMap((f) => {
    const value = args[names.indexOf(f.name)]
    return f.isVariadic && Array.isArray(value) ? (value as Value[]) : [value]
  })
}
