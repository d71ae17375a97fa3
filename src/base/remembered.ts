/**
 * The answers of a piece of work whose inputs are cheap to look up and whose answer is not cheap to make: an answer is given
 * again while everything it was made from is the same (`Object.is`), and it is the same object then. The least used leave first.
 */
export function remembered<T>(atMost: number) {
  const kept = new Map<string, { from: readonly unknown[]; answer: T }>()
  return (key: string, from: readonly unknown[], make: () => T): T => {
    const known = kept.get(key)
    const good = known !== undefined && known.from.length === from.length && from.every((value, i) => Object.is(value, known.from[i]))
    const entry = good ? known : { from, answer: make() }
    kept.delete(key)
    kept.set(key, entry)
    if (kept.size > atMost) kept.delete(kept.keys().next().value!)
    return entry.answer
  }
}
