import { Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { Choices, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import type { Message, State } from '../../schema.ts'

type Tracked = Omit<Message, 'text' | 'link' | 'party' | 'readAt' | 'claimedUntil' | 'directSealed' | 'expiresAt'>
const states: Record<State, string> = {
  pending: '等着发',
  sending: '正在发',
  sent: '已发出',
  failed: '没发出，会再试',
  dead: '放弃了，要人处理',
  kept: '没有网关，留着没发',
}
const shows: readonly (readonly [string, string])[] = [
  ['', '全部'],
  ['dead', '放弃的'],
  ['failed', '在重试'],
  ['pending', '等着发'],
  ['sent', '已发出'],
  ['kept', '留着没发的'],
]
const channels = { inbox: '站内', sms: '短信', email: '邮件' } as const

const resend = (m: Tracked): Act => ({
  title: '重发',
  path: `/messages/outbox/${m.id}/resend`,
  intro: `“${m.title}”，发到 ${m.addressMasked ?? '登记的号码'}。马上重新排队。`,
})

const whenText = (m: Tracked): string => {
  if (m.sentAt) return `${momentText(String(m.sentAt))} 发出`
  return m.state === 'kept' || m.state === 'dead' ? momentText(String(m.madeAt)) : `${momentText(String(m.dueAt))} 再试`
}

const columns = (choose: (act: Act) => void): readonly Column<Tracked>[] => [
  { title: '标题', width: 'wide', show: (m) => m.title, hint: (m) => m.template },
  { title: '方式', width: 'narrow', show: (m) => channels[m.channel] },
  { title: '发到', width: 'usual', show: (m) => <span className="num">{m.addressMasked ?? '还没发'}</span> },
  { title: '状态', width: 'usual', show: (m) => <span className={m.state === 'dead' ? 'tag warn' : 'tag'}>{states[m.state]}</span> },
  { title: '试过', width: 'narrow', show: (m) => `${m.attempts} 次` },
  { title: '原因', width: 'rest', show: (m) => m.lastError, hint: (m) => m.lastError ?? '' },
  {
    title: '时间',
    width: 'usual',
    show: (m) => <span className="num soft">{whenText(m)}</span>,
  },
  {
    title: '处理',
    width: 'narrow',
    show: (m) =>
      m.template !== 'contact.code' && ['dead', 'failed', 'kept'].includes(m.state) ? (
        <Button size="small" onClick={() => choose(resend(m))}>
          重发
        </Button>
      ) : null,
  },
]

/** What left the house by text message, and what did not. */
export function OutboxPageView() {
  const [search] = useSearchParams()
  const show = search.get('show') ?? ''
  const paged = usePaged<Tracked>(`/messages/outbox?${show ? `state=${show}` : ''}`)
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    paged.first.again()
  }
  return (
    <PlainPage
      title="外发消息"
      loaded={paged.first}
      note={() => `${paged.count} 条，新的在前；号码脱敏，内容不显示`}
      filters={<Choices label="看哪些" choices={shows} now={show} />}
    >
      {() => (
        <>
          <PagedRows
            label="外发消息"
            columns={columns(setAct)}
            paged={paged}
            id={(m) => m.id}
            empty={{
              why: show === 'dead' ? '没有放弃的消息，都送到了或还在送。' : '没有这样的消息。换一个条件看看。',
              then: '夜里 9 点到早上 8 点不发短信，等到早上一起发。',
            }}
          />
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
