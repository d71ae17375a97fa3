import { Button, ConfigProvider } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { dueText } from '#ui/day.ts'
import { sentenceAt, useCommand } from '#ui/desk/act-panel.tsx'
import { type Ask, AskField, Wrong } from '#ui/desk/ask.tsx'
import { command } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import { useTold } from '#ui/desk/told.ts'
import { nextTheme } from '#ui/desk-theme.ts'
import { type Leaves, type LeaveView, leaveWords } from '../../../schema/office.ts'
import { useDesk } from '../context.ts'

type Asked = { account?: string; standIn?: string; from?: string; to?: string; reason?: string }

/** What a leave is registered with; only a chief registers somebody else's. */
function asksOf({ people, chief }: Leaves, who: string): readonly Ask[] {
  const options = people.map((p) => ({ value: p.id, label: [p.name, p.title].filter(Boolean).join('，') }))
  const account: Ask = { kind: 'choose', name: 'account', label: '谁离岗', options }
  return [
    ...(chief ? [account] : []),
    { kind: 'choose', name: 'standIn', label: '由谁顶岗', options: options.filter((o) => o.value !== who) },
    { kind: 'day', name: 'from', label: '从哪天' },
    { kind: 'day', name: 'to', label: '到哪天（含）' },
    { kind: 'line', name: 'reason', label: '理由' },
  ]
}

function Register({ data, done }: { data: Leaves; done: () => void }) {
  const { me } = useDesk()
  const [asked, setAsked] = useState<Asked>({ account: me.id })
  const { wrong, busy, run } = useCommand('/work/leaves', () => {
    setAsked({ account: me.id })
    done()
  })
  const { account, standIn = '', from = '', to = '', reason = '' } = asked
  const send = () => void run({ account, standIn, from, to, reason })
  return (
    <section className="block leave-form">
      <h2>登记离岗</h2>
      <p className="why">登记的第一天，手上没办完的一次全部转给顶岗的人；回来时一次接回还没办完的。</p>
      <div className="ask">
        {asksOf(data, account ?? me.id).map((ask) => (
          <AskField
            key={ask.name}
            ask={ask}
            value={asked[ask.name as keyof Asked]}
            set={(v) => setAsked((a) => ({ ...a, [ask.name]: v }))}
            wrong={sentenceAt(wrong, ask.name)}
          />
        ))}
      </div>
      <div className="row">
        <ConfigProvider theme={nextTheme}>
          <Button type="primary" loading={busy} onClick={send}>
            登记离岗
          </Button>
        </ConfigProvider>
        <Wrong sentence={wrong && wrong.fields.length === 0 ? wrong.message : undefined} />
      </div>
    </section>
  )
}

const endWord = (l: LeaveView) => (l.state === 'planned' ? '取消' : '回来了，接回')

const columns = (end: (id: string) => void): readonly Column<LeaveView>[] => [
  {
    title: '谁',
    width: 'usual',
    show: (l) => (
      <>
        <b>{l.name}</b>
        {l.mine ? <i className="tag">您</i> : null}
      </>
    ),
  },
  { title: '从哪天', width: 'usual', show: (l) => dueText(l.from) },
  { title: '到哪天', width: 'usual', show: (l) => dueText(l.to) },
  { title: '谁顶岗', width: 'usual', show: (l) => l.standIn },
  {
    title: '状态',
    width: 'narrow',
    show: (l) => <span className={l.state === 'away' ? 'tag warn' : 'tag'}>{leaveWords[l.state]}</span>,
  },
  { title: '理由', width: 'rest', show: (l) => l.reason, hint: (l) => l.reason },
  {
    title: '可以做的',
    width: 'wide',
    show: (l) => (
      <>
        {l.batchOut ? <Link to={`/desk/batches/${l.batchOut}`}>看转了哪些</Link> : null}{' '}
        {l.may && (l.state === 'planned' || l.state === 'away') ? (
          <Button size="small" onClick={() => end(l.id)}>
            {endWord(l)}
          </Button>
        ) : null}
      </>
    ),
  },
]

/** Who is away, from when to when, and who stands in. */
export function LeavePage() {
  const loaded = useLoaded<Leaves>('/work/leaves')
  const { refresh } = useDesk()
  const { told, ask } = useTold()
  const moved = () => {
    loaded.again()
    refresh()
  }
  const end = (id: string) => ask(command(`/work/leaves/${id}/end`, {}), moved)
  return (
    <PlainPage title="离岗和顶岗" loaded={loaded} told={told}>
      {(data) => (
        <div className="scroll">
          <Register data={data} done={moved} />
          {data.leaves.length ? (
            <Rows label="离岗登记" columns={columns((id) => void end(id))} rows={data.leaves} id={(l) => l.id} />
          ) : (
            <EmptyList why="本单位还没有登记过离岗。" then="有人请假、出差，在上面登记：手上的办件一次交给代办的人，回来一次接回。" />
          )}
        </div>
      )}
    </PlainPage>
  )
}
