import { Button } from 'antd'
import { useState } from 'react'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import { offices } from '../../rules/offices.ts'
import type { OfficersView } from '../../schema.ts'

type Line = OfficersView['offices'][number]
type Waiting = OfficersView['removals'][number]

const proposing = ({ title, holder }: Line): Act => ({
  title: `换${title}`,
  path: `/officers/${holder!.account}/removal`,
  verb: '提出换人',
  intro: `${holder!.name}。您提出，由另一员确认；确认以后他的账户停用、所有设备退出，另给接任的人一个就任链接。他本人不能确认，也拦不住。`,
  asks: [{ kind: 'line', name: 'reason', label: '理由', hint: '例如：离职；审计和本人都看得到' }],
})

const confirming = (r: Waiting): Act => ({
  title: `确认换${offices[r.office]}`,
  path: `/officers/removals/${r.id}/confirm`,
  verb: '确认，马上生效',
  intro: `${r.proposedByName}提出，理由：${r.reason}。确认以后${r.accountName}的账户停用、所有设备退出。接任的链接只显示一次。`,
})

const withdrawing = (r: Waiting): Act => ({ title: '撤回换人', path: `/officers/removals/${r.id}/withdraw`, verb: '撤回' })

const columns = (view: OfficersView, choose: (act: Act) => void): readonly Column<Line>[] => [
  { title: '三员', width: 'wide', show: (o) => o.title },
  { title: '谁在任', width: 'usual', show: (o) => o.holder?.name ?? <span className="tag warn">空缺</span> },
  { title: '登录名', width: 'usual', show: (o) => (o.holder ? <span className="num">{o.holder.login}</span> : null) },
  { title: '就任', width: 'rest', show: (o) => (o.holder ? momentText(String(o.holder.since)) : '等接任的人打开链接') },
  {
    title: '处理',
    width: 'narrow',
    show: (o) =>
      o.holder && o.office !== view.mine && !view.removals.some((r) => r.account === o.holder?.account) ? (
        <Button size="small" onClick={() => choose(proposing(o))}>
          换人
        </Button>
      ) : null,
  },
]

function Waits({ removals, choose }: { removals: readonly Waiting[]; choose: (act: Act) => void }) {
  if (removals.length === 0) return null
  return (
    <section className="block">
      <h2>
        等确认的换人 <span>{removals.length} 项</span>
      </h2>
      <ul className="stack">
        {removals.map((r) => (
          <li key={r.id} className="row">
            <b>
              {r.accountName}（{offices[r.office]}）
            </b>
            <span>
              {r.proposedByName}提出，{momentText(String(r.proposedAt))}。理由：{r.reason}
            </span>
            {r.may === 'confirm' ? (
              <Button size="small" onClick={() => choose(confirming(r))}>
                确认
              </Button>
            ) : null}
            {r.may === 'withdraw' ? (
              <Button size="small" onClick={() => choose(withdrawing(r))}>
                撤回
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The three officers, and how two of them put the third out. */
export function OfficersPage() {
  const loaded = useLoaded<OfficersView>('/officers')
  const [act, setAct] = useState<Act>()
  const [link, setLink] = useState<{ url: string; title: string }>()
  const done = (told: unknown) => {
    setAct(undefined)
    setLink((told as { url?: string } | null)?.url ? (told as { url: string; title: string }) : undefined)
    loaded.again()
  }
  return (
    <PlainPage title="三员" loaded={loaded} note={() => '换一员要另外两员：一位提出，一位确认'}>
      {(view) => (
        <>
          {link ? (
            <section className="block" role="status">
              <h2>给接任{link.title}的链接</h2>
              <p className="say">
                <code>{link.url}</code>
              </p>
              <p className="soft">
                只显示这一次，72 小时内有效，只能用一次。请当面给接任的人。丢了，请机房用 haoban officers invite 再发一个。
              </p>
            </section>
          ) : null}
          <Rows label="三员" columns={columns(view, setAct)} rows={view.offices} id={(o) => o.office} />
          <Waits removals={view.removals} choose={setAct} />
          {act ? <ActPanel key={act.path} act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
