import { useEffect, useState } from 'react'
import { command, load, sentenceOf } from '#ui/desk/client.ts'
import { useCountdown } from '#ui/desk/countdown.ts'
import { isMoving } from '../../rules.ts'
import type { BatchView } from '../../schema/batch.ts'

const moving = (b: BatchView | undefined) => b !== undefined && isMoving(b.state)

/** A batch as it moves: looked at twice a second while it does, and what one can do with it. */
export function useBatch(id: string | undefined, moved: () => void) {
  const [batch, setBatch] = useState<BatchView>()
  const [wrong, setWrong] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: followed by its id and its state
  useEffect(() => {
    if (!id) return setBatch(undefined)
    let gone = false
    const look = () =>
      load<BatchView>(`/work/batches/${id}`).then(
        (b) => {
          if (gone) return
          setBatch(b)
          if (!moving(b)) moved()
        },
        (e: unknown) => gone || setWrong(sentenceOf(e)),
      )
    void look()
    const timer = batch?.id === id && !moving(batch) ? undefined : setInterval(() => void look(), 500)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [id, batch?.state])
  const steer = (how: 'stop' | 'resume' | 'retry' | 'recall') =>
    command<BatchView>(`/work/batches/${id}/${how}`, {}).then(
      (b) => {
        setWrong('')
        setBatch(b)
      },
      (e: unknown) => setWrong(sentenceOf(e)),
    )
  const left = useCountdown(batch?.recallUntil, batch?.now ?? '')
  const shown = batch && { ...batch, recallable: left !== undefined && batch.state !== 'recalling' }
  return { batch: shown, wrong, steer, left }
}
export type Batch = NonNullable<ReturnType<typeof useBatch>['batch']>
