import { Button } from 'antd'
import { command } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { useTold } from '#ui/desk/told.ts'
import type { DeadLetter } from '../../schema/desk.ts'

/** Work that failed to the end: nothing is lost, a person sets it going again. */
export function DeadLettersPage() {
  const { data, error, again } = useLoaded<{ letters: DeadLetter[] }>('/work/dead-letters')
  const { told, ask } = useTold()
  const retry = (ids: number[]) =>
    ask(command<{ retried: number }>('/work/dead-letters/retry', { ids }), ({ retried }) => {
      again()
      return `${retried} 个任务重新排队了`
    })
  return (
    <main className="main">
      <div className="head">
        <h1>失败任务</h1>
        <span className="soft" role="status">
          {data ? `${data.letters.length} 个` : ''}
          {told ? `，${told}` : ''}
        </span>
        <span className="right" />
        {data?.letters.length ? <Button onClick={() => void retry(data.letters.map((l) => l.id))}>全部再试</Button> : null}
      </div>
      {error ? (
        <div className="empty" role="alert">
          <p>{error}</p>
        </div>
      ) : null}
      {data?.letters.length === 0 ? (
        <div className="empty">
          <p>没有失败的任务。</p>
          <p>办件之后的通知、制文书等任务，试过多次还不成的会停在这里。</p>
        </div>
      ) : null}
      {data?.letters.length ? (
        <div className="scroll">
          <table className="list records">
            <thead>
              <tr>
                <th scope="col" data-width="wide">
                  任务
                </th>
                <th scope="col" data-width="narrow">
                  试过
                </th>
                <th scope="col" data-width="usual">
                  最后一次
                </th>
                <th scope="col">原因</th>
                <th scope="col" data-width="usual">
                  处理
                </th>
              </tr>
            </thead>
            <tbody>
              {data.letters.map((l) => (
                <tr key={l.id}>
                  <td>
                    {l.title} <span className="soft small">{l.task}</span>
                  </td>
                  <td>{l.attempts} 次</td>
                  <td className="num">{momentText(l.updatedAt)}</td>
                  <td title={l.error}>{l.error.split('\n')[0]}</td>
                  <td>
                    <Button size="small" onClick={() => void retry([l.id])}>
                      再试一次
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </main>
  )
}
