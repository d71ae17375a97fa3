/** Who may steer a batch where it stands, and how it is told how far it is. */
import type { BatchState, BatchView } from './schema/batch.ts'

/** The states a batch can be moved from, the one it comes to, and the word for where it should have stood. */
export const moves = {
  stop: { from: ['running'], to: 'stopped', word: '正在办' },
  resume: { from: ['stopped'], to: 'running', word: '停着' },
  retry: { from: ['done', 'stopped'], to: 'running', word: '办完了' },
  recall: { from: ['running', 'stopped', 'done'], to: 'recalling', word: '正在办' },
} as const satisfies Record<string, { from: readonly BatchState[]; to: BatchState; word: string }>

export const isMoving = (state: BatchState): boolean => state === 'running' || state === 'recalling'

export const doneOf = ({ counts }: Pick<BatchView, 'counts'>): number => counts.done + counts.asked
export const triedOf = (b: Pick<BatchView, 'counts' | 'total'>): number => b.total - b.counts.waiting

/** How far it is, in a sentence. */
export function sentenceOfBatch(b: Pick<BatchView, 'counts' | 'total' | 'state' | 'label' | 'unit' | 'reason'>): string {
  const { counts, unit } = b
  const rest = [
    counts.asked && `${counts.asked} ${unit}已报审批`,
    counts.refused && `${counts.refused} ${unit}没有办`,
    counts.failed && `${counts.failed} ${unit}出了故障`,
    counts.recalled && `${counts.recalled} ${unit}已撤回`,
  ].filter(Boolean)
  const head = {
    running: `正在${b.label}：${triedOf(b)}/${b.total}`,
    stopped: `停在 ${triedOf(b)}/${b.total}${b.reason ? `：${b.reason}` : ''}`,
    recalling: `正在撤回：${counts.recalled}/${counts.recalled + doneOf(b)}`,
    recalled: `撤回了 ${counts.recalled} ${unit}`,
    done: `已${b.label} ${counts.done} ${unit}`,
  }[b.state]
  return [head, ...(b.state === 'recalled' ? [] : rest)].join('，')
}
