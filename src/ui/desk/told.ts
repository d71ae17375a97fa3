import { useState } from 'react'
import { sentenceOf } from './client.ts'

/** What was last asked of the house, told in a sentence: that of its refusal, or the one that `then` makes of its answer. */
export function useTold() {
  const [told, setTold] = useState('')
  const ask = <T>(answer: Promise<T>, then?: (answer: T) => unknown): Promise<void> =>
    answer.then(
      (given) => {
        const sentence = then?.(given)
        setTold(typeof sentence === 'string' ? sentence : '')
      },
      (error: unknown) => setTold(sentenceOf(error)),
    )
  return { told, ask }
}
