/** What a FEEL expression can be worth, as JavaScript values (see the package's README for the mapping). */
import { DayTimeDuration, YearMonthDuration } from './duration.ts'
import { isNum, type Num } from './number.ts'
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts'
import type { FunctionType, Type } from './type.ts'

export type Context = { readonly [name: string]: Value }
export type Temporal = FeelDate | FeelTime | FeelDateTime | DayTimeDuration | YearMonthDuration
export type Value = null | boolean | Num | string | Temporal | FeelRange | FeelFunction | Context | readonly Value[]

/** How a range was written: with two ends, as `(> 5)` with one, or as `(!= 5)` with a hole. */
export type RangeForm = 'ends' | 'half' | 'hole'

/** The values between two ends. The end that a half range lacks is null; a hole is `(!= start)`. */
export class FeelRange {
  readonly start: Value
  readonly end: Value
  readonly startIncluded: boolean
  readonly endIncluded: boolean
  readonly form: RangeForm
  constructor(start: Value, end: Value, startIncluded: boolean, endIncluded: boolean, form: RangeForm = 'ends') {
    this.start = start
    this.end = end
    this.startIncluded = startIncluded
    this.endIncluded = endIncluded
    this.form = form
    Object.freeze(this)
  }
}

export type Parameter = { name: string; type: Type }

/** What a function with several forms, a built-in, does itself. */
type Forms = {
  readonly callNamed: (names: readonly string[], args: readonly Value[]) => Value
  /** Whether one of the forms can stand where such a function is wanted. */
  readonly fits: (type: FunctionType) => boolean
}

/** A function as a value: arguments come in the order of `parameters`, converted to their types. */
export class FeelFunction {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly result: Type
  readonly call: (args: readonly Value[]) => Value
  readonly callNamed: Forms['callNamed'] | undefined
  readonly fits: Forms['fits'] | undefined
  constructor(name: string, parameters: readonly Parameter[], result: Type, call: FeelFunction['call'], forms?: Forms) {
    this.name = name
    this.parameters = parameters
    this.result = result
    this.call = call
    this.callNamed = forms?.callNamed
    this.fits = forms?.fits
    Object.freeze(this)
  }
}

export const isList = (value: unknown): value is readonly Value[] => Array.isArray(value)

/** Contexts are plain objects without inheritance; what else is an object is one of the classes above. */
export function isContext(value: unknown): value is Context {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

export type Kind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'list'
  | 'context'

const classes: readonly (readonly [abstract: unknown, kind: Kind])[] = [
  [FeelDate, 'date'],
  [FeelTime, 'time'],
  [FeelDateTime, 'date and time'],
  [DayTimeDuration, 'days and time duration'],
  [YearMonthDuration, 'years and months duration'],
  [FeelRange, 'range'],
  [FeelFunction, 'function'],
]
const kindOfClass = new Map<unknown, Kind>(classes)
const primitives: Record<string, Kind> = { boolean: 'boolean', string: 'string', number: 'number', undefined: 'null' }

export function kindOf(value: Value | undefined): Kind {
  if (value === null) return 'null'
  const primitive = primitives[typeof value]
  if (primitive) return primitive
  if (Array.isArray(value)) return 'list'
  if (isNum(value)) return 'number'
  return kindOfClass.get((value as object).constructor) ?? 'context'
}

/** A new context that inherits nothing, so that no name in it can reach a prototype. */
export const emptyContext = (): Record<string, Value> => Object.create(null) as Record<string, Value>
