/** Pieces of generated code: constants by number, variables by id, texts as escaped literals. Nothing of a model's text gets in unescaped. */
import type { LocalId } from '../feel/node.ts'
import type { Value } from '../values/value.ts'

/** Every sign but letters, digits and spaces of ASCII as its number. */
export const quoted = (text: string) =>
  `"${text.replace(/[^A-Za-z0-9 ]/gu, (sign) => Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))}"`

/** An input of a simple type, which code may read from what is given without asking further. */
export type PlainInput = { readonly name: string; readonly kind: 'number' | 'string' | 'boolean' }

export class Emitter {
  readonly inputs: ReadonlyMap<number, PlainInput>
  readonly constants: unknown[] = []
  readonly #byValue = new Map<unknown, string>()
  readonly #aliases = new Map<LocalId, string>()
  #temporaries: string[] = []
  #count = 0

  constructor(inputs: ReadonlyMap<number, PlainInput>) {
    this.inputs = inputs
  }

  /** A value that the code refers to by number. */
  constant(value: unknown): string {
    const known = this.#byValue.get(value)
    if (known) return known
    const name = `k${this.constants.push(value) - 1}`
    this.#byValue.set(value, name)
    return name
  }

  literal(value: Value): string {
    if (value === null || typeof value === 'boolean') return String(value)
    if (typeof value === 'number') return value < 0 ? `(${value})` : String(value)
    return typeof value === 'string' && value.length <= 200 ? quoted(value) : this.constant(value)
  }

  /** A variable of the function under way, for a value that is needed twice. */
  temporary(): string {
    const name = `t${this.#count++}`
    this.#temporaries.push(name)
    return name
  }

  fresh(letter: string): string {
    return `${letter}${this.#count++}`
  }

  local(id: LocalId): string {
    return this.#aliases.get(id) ?? `v${id}`
  }

  alias(id: LocalId, name: string): void {
    this.#aliases.set(id, name)
  }

  /** The body of a function with its own temporaries, as a block. */
  body(emit: () => string): string {
    const outer = this.#temporaries
    this.#temporaries = []
    const code = emit()
    const own = this.#temporaries
    this.#temporaries = outer
    return own.length > 0 ? `{let ${own.join(',')};return ${code}}` : `{return ${code}}`
  }

  /** Statements that end with their own `return`. */
  block(emit: () => string): string {
    const outer = this.#temporaries
    this.#temporaries = []
    const code = emit()
    const own = this.#temporaries
    this.#temporaries = outer
    return own.length > 0 ? `{let ${own.join(',')};${code}}` : `{${code}}`
  }
}

/** Whether reading the value again costs nothing and changes nothing. */
export const isPlain = (code: string) => /^[a-z]\d+$/.test(code)
