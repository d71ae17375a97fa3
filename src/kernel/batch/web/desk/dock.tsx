import { Progress } from 'antd'
import { Link } from 'react-router'
import { sentenceOfBatch, triedOf } from '../../rules.ts'
import type { Batch } from './follow.ts'

type Dock = {
  batch: Batch
  left: number | undefined
  wrong: string
  steer: (how: 'stop' | 'resume' | 'retry' | 'recall') => void
  close: () => void
}

/** The batch under the list: how far it is, stopping and going on, and its recall while nothing has left the house. */
export function BatchDock({ batch, left, wrong, steer, close }: Dock) {
  const percent = Math.floor((100 * triedOf(batch)) / batch.total)
  return (
    <section className="bulk" aria-label="批量办理的进度">
      <b role="status">{sentenceOfBatch(batch)}</b>
      {batch.state === 'running' || batch.state === 'stopped' ? (
        <Progress className="dock-bar" percent={percent} showInfo={false} aria-label="进度" />
      ) : null}
      {wrong ? <span role="alert">{wrong}</span> : null}
      <span className="right" />
      {batch.state === 'running' ? (
        <button type="button" className="btn" onClick={() => steer('stop')}>
          停下
        </button>
      ) : null}
      {batch.state === 'stopped' ? (
        <button type="button" className="btn" onClick={() => steer('resume')}>
          接着办
        </button>
      ) : null}
      {batch.recallable ? (
        <button type="button" className="btn" onClick={() => steer('recall')}>
          整批撤回，还剩 {left} 秒<kbd>z</kbd>
        </button>
      ) : null}
      <Link className="btn" to={`/desk/batches/${batch.id}`}>
        逐{batch.unit}看结果
      </Link>
      <button type="button" className="btn bare" onClick={close}>
        收起
      </button>
    </section>
  )
}
