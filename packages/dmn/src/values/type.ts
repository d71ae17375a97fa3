/** The types of FEEL (DMN 1.5 §10.3.2.9): what a value is an instance of, and the three implicit conversions. */
import { isDecimal } from './number.ts'
import { FeelDate, midnight } from './temporal.ts'
import { type Context, FeelFunction, FeelRange, isContext, isList, type Kind, kindOf, type Value } from './value.ts'

export type SimpleKind = Exclude<Kind, 'range' | 'function' | 'list' | 'context'>

export type Type =
  | { readonly kind: 'any' }
  | { readonly kind: SimpleKind }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'range'; readonly of: Type }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, Type> }
  | { readonly kind: 'function'; readonly parameters: readonly Type[]; readonly result: Type }
  | NamedType

/** An item definition: a base type, and what else its values must satisfy. */
export type NamedType = {
  readonly kind: 'named'
  readonly name: string
  readonly base: Type
  /** Whether a value of the base type is allowed; absent where all are. */
  readonly allows?: ((value: Value) => boolean) | undefined
  /** The tests behind `allows`, as written. */
  readonly allowedText?: string | undefined
}

export const any: Type = { kind: 'any' }
export const simple = (kind: SimpleKind): Type => ({ kind })
export const listOf = (of: Type): Type => ({ kind: 'list', of })
export const rangeOf = (of: Type): Type => ({ kind: 'range', of })
export const functionOf = (parameters: readonly Type[], result: Type): Type => ({ kind: 'function', parameters, result })

/** The names that FEEL itself gives to types. */
export const builtinTypes: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['Any', any],
  ['Null', simple('null')],
  ['number', simple('number')],
  ['string', simple('string')],
  ['boolean', simple('boolean')],
  ['date', simple('date')],
  ['time', simple('time')],
  ['date and time', simple('date and time')],
  ['dateTime', simple('date and time')],
  ['days and time duration', simple('days and time duration')],
  ['dayTimeDuration', simple('days and time duration')],
  ['years and months duration', simple('years and months duration')],
  ['yearMonthDuration', simple('years and months duration')],
  ['list', listOf(any)],
  ['range', rangeOf(any)],
  ['context', { kind: 'context', entries: new Map() }],
  ['function', { kind: 'function', parameters: [], result: any }],
])

/** The type beneath the names. */
export function baseOf(type: Type): Type {
  let base = type
  for (let depth = 0; base.kind === 'named' && depth < 100; depth++) base = base.base
  return base
}

/** Whether a value is of a type, whatever its item definitions allow besides (§10.3.2.9.1). null is of no type but Null. */
export const isInstance = (value: Value, type: Type): boolean => isOf(value, type, false)

/** Whether a place of this type may hold the value: null may stand anywhere, and item definitions have their say. */
const accepts = (value: Value, type: Type): boolean => holds(value, type, true)

const holds = (value: Value, type: Type, isConstrained: boolean): boolean => value === null || isOf(value, type, isConstrained)

function isOf(value: Value, type: Type, isConstrained: boolean): boolean {
  if (value === null) return baseOf(type).kind === 'null'
  switch (type.kind) {
    case 'any':
      return true
    case 'named':
      return isOf(value, type.base, isConstrained) && (!isConstrained || (type.allows?.(value) ?? true))
    case 'list':
      return isList(value) && (type.of.kind === 'any' || value.every((item) => holds(item, type.of, isConstrained)))
    case 'range':
      return value instanceof FeelRange && holds(value.start, type.of, isConstrained) && holds(value.end, type.of, isConstrained)
    case 'context':
      return isContext(value) && hasEntries(value, type.entries, isConstrained)
    case 'function':
      return value instanceof FeelFunction && isFunctionOf(value, type)
    default:
      return kindOf(value) === type.kind
  }
}

function hasEntries(value: Context, entries: ReadonlyMap<string, Type>, isConstrained: boolean): boolean {
  for (const [name, type] of entries) {
    if (!Object.hasOwn(value, name) || !holds(value[name]!, type, isConstrained)) return false
  }
  return true
}

export type FunctionType = Extract<Type, { kind: 'function' }>

/** A function stands for another that asks no more and gives no less (§10.3.2.9.2, Table 49). */
function isFunctionOf(value: FeelFunction, type: FunctionType): boolean {
  if (type.parameters.length === 0 && type.result.kind === 'any' && type === builtinTypes.get('function')) return true
  if (value.fits) return value.fits(type)
  if (value.parameters.length !== type.parameters.length) return false
  return value.parameters.every(({ type: own }, i) => conforms(type.parameters[i]!, own)) && conforms(value.result, type.result)
}

/** Whether every value of `type` is one of `other`. */
export function conforms(type: Type, other: Type): boolean {
  const [a, b] = [baseOf(type), baseOf(other)]
  if (b.kind === 'any' || a.kind === 'null') return true
  if (a.kind !== b.kind) return false
  if (a.kind === 'list' || a.kind === 'range') return conforms(a.of, (b as { of: Type }).of)
  if (a.kind === 'context') {
    return [...(b as { entries: ReadonlyMap<string, Type> }).entries].every(
      ([name, t]) => a.entries.has(name) && conforms(a.entries.get(name)!, t),
    )
  }
  if (a.kind !== 'function') return true
  const { parameters, result } = b as FunctionType
  return (
    parameters.length === a.parameters.length && parameters.every((p, i) => conforms(p, a.parameters[i]!)) && conforms(a.result, result)
  )
}

/** The value made fit for a type by the implicit conversions of §10.3.2.9.4; undefined where none makes it so. */
export function convert(value: Value, type: Type): Value | undefined {
  if (type.kind === 'any' || accepts(value, type)) return value
  const base = baseOf(type)
  if (base.kind === 'list' && !isList(value)) return fitting([value], type)
  if (isList(value) && value.length === 1 && base.kind !== 'list') return fitting(value[0]!, type)
  if (base.kind === 'date and time' && value instanceof FeelDate) return fitting(midnight(value), type)
  return undefined
}

const fitting = (value: Value, type: Type): Value | undefined => (accepts(value, type) ? value : undefined)

/** A type as FEEL writes it. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'null':
      return 'Null'
    case 'named':
      return type.name
    case 'list':
    case 'range':
      return `${type.kind}<${typeText(type.of)}>`
    case 'context':
      return `context<${[...type.entries].map(([name, t]) => `${name}: ${typeText(t)}`).join(', ')}>`
    case 'function':
      return `function<${type.parameters.map(typeText).join(', ')}> -> ${typeText(type.result)}`
    default:
      return type.kind
  }
}

/** The type of a value that is known beforehand. */
export function typeOf(value: Value): Type {
  if (isDecimal(value)) return simple('number')
  if (isList(value)) return listOf(joined(value.map(typeOf)))
  if (value instanceof FeelRange) return rangeOf(typeOf(value.start ?? value.end))
  if (value instanceof FeelFunction) {
    return functionOf(
      value.parameters.map((p) => p.type),
      value.result,
    )
  }
  if (isContext(value)) return { kind: 'context', entries: new Map(Object.entries(value).map(([name, v]) => [name, typeOf(v)])) }
  return simple(kindOf(value) as SimpleKind)
}

/** The narrowest of the types here that holds all of them. */
export function joined(types: readonly Type[]): Type {
  const [first, ...rest] = types.filter((t) => t.kind !== 'null')
  if (!first) return any
  return rest.every((t) => conforms(t, first)) ? first : any
}
