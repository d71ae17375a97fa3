/** The place of a reader in its text: tokens, scope, and the bounds that keep a hostile text from going too deep. */
import { builtinTypes, type Type } from '../values/type.ts'
import { lex, SyntaxProblem, type Token } from './lexer.ts'
import type { LocalId, Node } from './node.ts'
import { Scope } from './scope.ts'

/** What is wrong with an expression and does not keep it from being read: it is worth null there. */
export type Finding = { readonly offset: number; readonly code: 'unknown-name' | 'type' | 'arguments'; readonly says: string }

const maxDepth = 200
const maxLength = 1_000_000

export class Cursor {
  readonly source: string
  readonly tokens: readonly Token[]
  readonly types: ReadonlyMap<string, Type>
  readonly findings: Finding[] = []
  position = 0
  scope: Scope
  /** The operand of a range's end, where `[` may close it. */
  endsRange = false
  /** How often `?` was read. */
  marks = 0
  readonly #ids: { next: LocalId }
  #depth = 0

  constructor(source: string, scope: Scope, types: ReadonlyMap<string, Type>, ids: { next: LocalId }) {
    if (source.length > maxLength) throw new SyntaxProblem(`The expression is longer than ${maxLength} characters.`, 0)
    this.source = source
    this.tokens = lex(source)
    this.scope = scope
    this.types = types
    this.#ids = ids
  }

  get token(): Token {
    return this.tokens[this.position]!
  }

  ahead(count: number): Token {
    return this.tokens[Math.min(this.position + count, this.tokens.length - 1)]!
  }

  newId(): LocalId {
    return this.#ids.next++
  }

  is(text: string, token: Token = this.token): boolean {
    return token.text === text && (token.kind === 'sign' || token.kind === 'word')
  }

  take(text: string): boolean {
    if (!this.is(text)) return false
    this.position++
    return true
  }

  next(): Token {
    const { token } = this
    if (token.kind !== 'end') this.position++
    return token
  }

  expect(text: string): Token {
    if (!this.is(text)) this.fail(`Here “${text}” is expected${this.#found()}.`)
    return this.next()
  }

  #found(): string {
    return this.token.kind === 'end' ? ', but the expression ends' : `, not “${this.token.text}”`
  }

  fail(message?: string): never {
    throw new SyntaxProblem(
      message ?? (this.token.kind === 'end' ? 'The expression ends too early.' : `“${this.token.text}” cannot stand here.`),
      this.token.start,
    )
  }

  find(code: Finding['code'], says: string, offset: number): void {
    this.findings.push({ code, says, offset })
  }

  /** Reads one level deeper. */
  deeper(read: (p: Cursor) => Node): Node {
    if (++this.#depth > maxDepth) this.fail(`The expression is nested more than ${maxDepth} levels deep.`)
    const outer = this.endsRange
    this.endsRange = false
    const node = read(this)
    this.endsRange = outer
    this.#depth--
    return node
  }

  /** Reads with more names in force. */
  within<T>(scope: Scope, read: () => T): T {
    const outer = this.scope
    this.scope = scope
    const result = read()
    this.scope = outer
    return result
  }

  inner(more: { item?: LocalId } = {}): Scope {
    return new Scope(this.scope, more)
  }
}

export const noTypes: ReadonlyMap<string, Type> = builtinTypes
