/** What an editor may answer for one element of an item. */
export type Choice = readonly (readonly [value: string, label: string])[]
type Answer =
  | { kind: 'line' | 'area' | 'lines' | 'yes' | 'count' | 'limit' | 'when' | 'implementers' }
  | { kind: 'pick' | 'several'; choices: Choice }
  /** a list of entries, or one block that may be there or not */
  | { kind: 'entries'; one: string; fields: readonly Element[]; blank: Record<string, unknown> }
  | { kind: 'block'; fields: readonly Element[]; blank: Record<string, unknown> }

/** One element: its place in the file (inside an entry: in the entry), its words, and its answer. `empty`: what stands there when nothing is said. */
export type Element = { path: string; label: string; hint?: string; empty?: 'out' | 'null' } & Answer
export type ElementPart = { id: string; title: string; elements: readonly Element[] }
