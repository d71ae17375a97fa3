import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { command, load } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { useTold } from '#ui/desk/told.ts'
import { type Digest, digests } from '../../schema/desk.ts'
import { useDesk } from './context.ts'

type Letter = { id: string; title: string; text: string; link: string; madeAt: string; readAt: string | null; doneAt: string | null }
type Inbox = { letters: Letter[]; unread: number; next?: string }

const choices = (Object.entries(digests) as [Digest, string][]).map(([value, label]) => ({ value, label }))

const Row = ({ letter: l, open }: { letter: Letter; open: () => void }) => (
  <li>
    <button type="button" className="notice" data-new={l.readAt === null} onClick={open}>
      <b>{l.title}</b>
      {l.readAt === null ? <i className="tag warn">没看过</i> : null}
      <time className="soft" dateTime={l.madeAt}>
        {momentText(l.madeAt)}
      </time>
      <span>{l.text}</span>
      {l.doneAt ? <span className="soft">已经有人办了，不用您再办</span> : null}
    </button>
  </li>
)

/** One place for what changed on one's cases; a notice is gone from the count once its case was looked at. */
export function NoticesPage() {
  const { rail, refresh } = useDesk()
  const { data, error, again } = useLoaded<Inbox>('/messages/mine')
  const [more, setMore] = useState<Inbox[]>([])
  const { told, ask } = useTold()
  const go = useNavigate()
  const open = (l: Letter) =>
    void ask(command(`/me/messages/${l.id}`, {}), () => {
      refresh()
      if (l.link.startsWith('/desk/')) go(l.link)
      else location.assign(l.link)
    })
  const all = () =>
    void ask(command('/me/messages/read-all', {}), () => {
      setMore([])
      again()
      refresh()
    })
  const letters = [...(data?.letters ?? []), ...more.flatMap((m) => m.letters)]
  const next = (more.at(-1) ?? data)?.next
  const longer = () => void ask(load<Inbox>(`/messages/mine?after=${next}`), (m) => setMore((list) => [...list, m]))
  return (
    <main className="main scroll">
      <div className="head">
        <h1>消息</h1>
        <span className="soft" role="status">
          {data ? `${data.unread} 条没看过` : '正在查'}
        </span>
        {error || told ? <span role="alert">{error || told}</span> : null}
        <span className="right" />
        <Segmented
          aria-label="怎么提醒"
          value={rail.preferences.digest ?? 'each'}
          options={choices}
          onChange={(value) => void ask(command('/work/preferences', { key: 'digest', value }), refresh)}
        />
        <Button disabled={!data?.unread} onClick={all}>
          全部看过
        </Button>
      </div>
      {data && letters.length === 0 ? (
        <div className="empty">
          <p>还没有消息。</p>
          <p>您经办的办件有了动作、有人转给您、等您审批，都会出现在这里。</p>
        </div>
      ) : null}
      <ul className="notices">
        {letters.map((l) => (
          <Row key={l.id} letter={l} open={() => open(l)} />
        ))}
      </ul>
      {next ? (
        <p className="pad">
          <Button onClick={longer}>再早的</Button>
        </p>
      ) : null}
    </main>
  )
}
