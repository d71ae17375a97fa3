import type { Tx } from './db.ts'

const kept = new WeakMap<Tx, Map<string, Promise<unknown>>>()

/**
 * Asks once a transaction for what many steps of it need and none of them changes; the key names the question and in which role it is
 * asked. What is undone (`attempt`) takes all answers along, with the locks that were taken for them.
 */
export function once<T>(tx: Tx, key: string, ask: () => Promise<T>): Promise<T> {
  const answers = kept.get(tx) ?? new Map<string, Promise<unknown>>()
  kept.set(tx, answers)
  const known = answers.get(key) as Promise<T> | undefined
  if (known) return known
  const answer = ask()
  answers.set(key, answer)
  answer.catch(() => answers.delete(key))
  return answer
}

/** What was asked is asked anew from here on. */
export const forget = (tx: Tx): void => void kept.delete(tx)
