import { Button, Progress, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useParams } from 'react-router'
import { load } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText, shortNo } from '#ui/desk/moment.ts'
import { sentenceOfBatch, triedOf } from '../../rules.ts'
import { type BatchRow, type BatchView, type RowState, rowStates, rowWords } from '../../schema/batch.ts'
import { useBatch } from './follow.ts'

type Rows = { rows: BatchRow[]; next: number | null }

/** The results row by row, read again while the batch moves. */
function useResults(id: string, state: RowState | 'all', turn: string) {
  const [pages, setPages] = useState<Rows[]>([])
  const path = `/work/batches/${id}/rows?${state === 'all' ? '' : `state=${state}&`}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: a batch that moved has other results
  useEffect(() => {
    let gone = false
    load<Rows>(path).then(
      (p) => gone || setPages([p]),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [path, turn])
  const next = pages.at(-1)?.next ?? null
  const more = () => load<Rows>(`${path}after=${next}`).then((p) => setPages((all) => [...all, p]))
  return { rows: pages.flatMap((p) => p.rows), next, more }
}

const tone: Partial<Record<RowState, string>> = { done: 'tag ok', refused: 'tag warn', failed: 'tag hot' }

/** Long numbers are told apart by their end. */
const shown = (cell = '') => (/^[0-9A-Z]{30,}$/.test(cell) ? shortNo(cell) : cell)

/** The cells of a row; the first leads to the page of what it is about. */
const Cells = ({ row: { cells, href }, columns }: { row: BatchRow; columns: readonly string[] }) =>
  columns.map((title, i) => (
    <td key={title} title={cells[i]}>
      {i === 0 && href ? <Link to={href}>{shown(cells[i])}</Link> : shown(cells[i])}
    </td>
  ))

const Heads = ({ titles }: { titles: readonly string[] }) => (
  <thead>
    <tr>
      {titles.map((t) => (
        <th key={t} scope="col">
          {t}
        </th>
      ))}
    </tr>
  </thead>
)

const Results = ({ rows, columns }: { rows: readonly BatchRow[]; columns: readonly string[] }) => (
  <table className="list results">
    <Heads titles={['序号', ...columns, '结果', '说明', '时间']} />
    <tbody>
      {rows.map((r) => (
        <tr key={r.n}>
          <td className="num soft">{r.n}</td>
          <Cells row={r} columns={columns} />
          <td>
            <span className={tone[r.state] ?? 'tag'}>{rowWords[r.state]}</span>
          </td>
          <td title={r.sentence ?? undefined}>{r.sentence}</td>
          <td className="num soft">{r.at ? momentText(r.at) : ''}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

type Steer = ReturnType<typeof useBatch>

const Steering = ({ batch: b, steer, left }: Steer) =>
  b ? (
    <>
      {b.state === 'running' ? <Button onClick={() => void steer('stop')}>停下</Button> : null}
      {b.state === 'stopped' ? <Button onClick={() => void steer('resume')}>接着办</Button> : null}
      {b.counts.refused + b.counts.failed > 0 && (b.state === 'done' || b.state === 'stopped') ? (
        <Button onClick={() => void steer('retry')}>没办成的再试</Button>
      ) : null}
      {b.recallable ? <Button onClick={() => void steer('recall')}>整批撤回，还剩 {left} 秒</Button> : null}
    </>
  ) : null

/** One batch: how far it is, what can be done with it, and a result for every row. */
export function BatchPage() {
  const { id = '' } = useParams()
  const followed = useBatch(id, () => undefined)
  const { batch, wrong } = followed
  const [state, setState] = useState<RowState | 'all'>('all')
  const { rows, next, more } = useResults(id, state, `${batch?.state}${batch ? triedOf(batch) : 0}${batch?.counts.recalled}`)
  if (!batch) return <main className="main">{wrong ? <p className="empty wrong">{wrong}</p> : <p className="empty">正在打开</p>}</main>
  const shown = rowStates.filter((s) => batch.counts[s] > 0)
  return (
    <main className="main">
      <div className="head">
        <Link to="/desk/batches">批量办理</Link>
        <span className="soft">/</span>
        <h1>{batch.title}</h1>
        <span className="soft">{momentText(batch.madeAt)}</span>
        <span className="right" />
        <Steering {...followed} />
        <a className="btn" href={`/work/batches/${id}/export?as=csv`}>
          导出 CSV
        </a>
        <a className="btn" href={`/work/batches/${id}/export?as=xlsx`}>
          导出 Excel
        </a>
      </div>
      <div className="filters">
        <b role="status">{sentenceOfBatch(batch)}</b>
        <Progress className="dock-bar" percent={Math.floor((100 * triedOf(batch)) / batch.total)} aria-label="进度" />
        {wrong ? <span role="alert">{wrong}</span> : null}
        <span className="right" />
        <Segmented
          value={state}
          onChange={setState}
          options={[
            { value: 'all' as const, label: `全部 ${batch.total}` },
            ...shown.map((s) => ({ value: s, label: `${rowWords[s]} ${batch.counts[s]}` })),
          ]}
        />
      </div>
      <div className="scroll grow">
        <Results rows={rows} columns={batch.columns} />
        {next ? (
          <p className="pad">
            <Button onClick={() => void more()}>再列一页</Button>
          </p>
        ) : null}
      </div>
    </main>
  )
}

/** One's own batches, newest first. */
export function BatchesPage() {
  const { data, error } = useLoaded<{ batches: BatchView[] }>('/work/batches')
  return (
    <main className="main scroll">
      <div className="head">
        <h1>批量办理</h1>
        <span className="soft">您办的最近 30 次</span>
      </div>
      {error ? <p className="empty wrong">{error}</p> : null}
      {data?.batches.length === 0 ? (
        <div className="empty">
          <p>您还没有批量办过。</p>
          <p>在列表里用 x 标记几件，下面就会出现能一起办的动作。</p>
        </div>
      ) : null}
      {data?.batches.length ? (
        <table className="list">
          <Heads titles={['什么', '到哪一步', '什么时候']} />
          <tbody>
            {data.batches.map((b) => (
              <tr key={b.id}>
                <td>
                  <Link to={`/desk/batches/${b.id}`}>{b.title}</Link>
                </td>
                <td>{sentenceOfBatch(b)}</td>
                <td className="num soft">{momentText(b.madeAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </main>
  )
}
