/** Names in force at a place of an expression, found by the longest match of their tokens (DMN 1.5 §10.3.1.4). */
import { type Token, wordsOf } from './lexer.ts'
import type { LocalId, Node } from './node.ts'

type Binding = { readonly name: string; readonly words: readonly string[]; readonly node: (at: number) => Node }
export type Match = { readonly binding: Binding; readonly length: number }

export class Scope {
  readonly parent: Scope | undefined
  /** An item whose entries are not known: any name may be one of them. */
  readonly item: LocalId | undefined
  /** What an unknown name stands for. */
  readonly unknown: ((name: string, at: number) => Node | undefined) | undefined
  readonly #byFirst = new Map<string, Binding[]>()

  constructor(parent?: Scope, more: { item?: LocalId; unknown?: Scope['unknown'] } = {}) {
    this.parent = parent
    this.item = more.item
    this.unknown = more.unknown ?? parent?.unknown
  }

  bind(name: string, node: (at: number) => Node): this {
    const words = wordsOf(name)
    const first = words[0] ?? ''
    const same = this.#byFirst.get(first)
    const binding = { name, words, node }
    if (same) same.unshift(binding)
    else this.#byFirst.set(first, [binding])
    return this
  }

  /** The longest name that begins at token `at`; of equal ones the innermost. */
  match(tokens: readonly Token[], at: number): Match | undefined {
    let best: Match | undefined
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      for (const binding of scope.#byFirst.get(tokens[at]!.text) ?? []) {
        const length = binding.words.length
        if (length > (best?.length ?? 0) && spells(binding.words, tokens, at)) best = { binding, length }
      }
    }
    return best
  }

  /** The items without known entries from here outwards, up to the scope that binds `name`. */
  openItems(name: string | undefined): LocalId[] {
    const items: LocalId[] = []
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      if (name !== undefined && scope.#binds(name)) break
      if (scope.item !== undefined) items.push(scope.item)
    }
    return items
  }

  #binds(name: string): boolean {
    return (this.#byFirst.get(wordsOf(name)[0] ?? '') ?? []).some((binding) => binding.name === name)
  }
}

function spells(words: readonly string[], tokens: readonly Token[], at: number): boolean {
  for (let i = 0; i < words.length; i++) {
    const token = tokens[at + i]
    if (!token || token.text !== words[i] || token.kind === 'string' || token.kind === 'at') return false
  }
  return true
}

/** The longest of the given names that begins at token `at`. */
export function longestOf(names: Iterable<string>, tokens: readonly Token[], at: number): { name: string; length: number } | undefined {
  let best: { name: string; length: number } | undefined
  for (const name of names) {
    const words = wordsOf(name)
    if (words.length > (best?.length ?? 0) && spells(words, tokens, at)) best = { name, length: words.length }
  }
  return best
}
