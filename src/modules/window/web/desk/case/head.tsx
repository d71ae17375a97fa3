import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { command } from '#ui/desk/client.ts'
import { useKeys } from '#ui/desk/keys.ts'
import { Lamp } from '#ui/desk/lamp.tsx'
import { momentText, shortNo } from '#ui/desk/moment.ts'
import { permissionsOf, useSession } from '#ui/desk/pages.ts'
import { useTold } from '#ui/desk/told.ts'
import { onlookersText } from '../../../rules/onlooker.ts'
import type { CasePage, Onlookers, PenView } from '../../../schema/desk.ts'
import { keepRow, lengthen, readWalk } from '../walk.ts'

/** Where one is in the list one came from: previous and next keep its filter and its order, and go on past what was loaded. */
function Step({ id }: { id: string }) {
  const [walk, setWalk] = useState(readWalk)
  const go = useNavigate()
  const at = walk?.rows.findIndex((r) => r.id === id) ?? -1
  const to = async (n: number) => {
    if (!walk || at < 0) return
    const longer = at + n >= walk.rows.length ? await lengthen(walk).catch(() => walk) : walk
    setWalk(longer)
    const next = longer.rows[at + n]
    if (!next) return
    keepRow(next.id)
    go(`/desk/cases/${next.id}`)
  }
  useKeys({ '[': () => void to(-1), ']': () => void to(1), u: () => go(walk?.back ?? '/desk/mine') })
  if (!walk || at < 0) return null
  const isLast = at >= walk.rows.length - 1 && !walk.next
  return (
    <span className="step">
      <button
        type="button"
        className="btn bare"
        aria-label="上一件"
        title={walk.rows[at - 1]?.name}
        disabled={at === 0}
        onClick={() => void to(-1)}
      >
        <kbd>[</kbd>
      </button>
      第 {at + 1} 件，共 {walk.total}
      <button
        type="button"
        className="btn bare"
        aria-label="下一件"
        title={walk.rows[at + 1]?.name}
        disabled={isLast}
        onClick={() => void to(1)}
      >
        <kbd>]</kbd>
      </button>
    </span>
  )
}

/** Asking whoever writes or holds the case to let go. */
function Ask({ page }: { page: CasePage }) {
  const [note, setNote] = useState('')
  const { told, ask } = useTold()
  const send = () => void ask(command<{ sentence: string }>(`/work/cases/${page.id}/ask`, note ? { note } : {}), ({ sentence }) => sentence)
  const form = told ? (
    <p role="status">{told}</p>
  ) : (
    <div className="stack">
      <label htmlFor="ask-note">留一句话（可以不填）</label>
      <Input id="ask-note" value={note} maxLength={200} onChange={(e) => setNote(e.target.value)} onPressEnter={send} />
      <Button type="primary" onClick={send}>
        请他让出
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={form}>
      <button type="button" className="btn sm">
        请他让出
      </button>
    </Popover>
  )
}

function holderText({ holder, mine, now }: CasePage, pen: PenView | null): string {
  const until = pen && momentText(pen.until, now).replace(/.* /, '')
  if (pen) return pen.mine ? `您正在写，${until} 前有效` : `${pen.name}正在写，${until} 前有效，您可以看`
  if (!holder) return '还没有人领'
  return mine ? '在您手上' : `${holder.name}在办`
}

/** The whole case as one file that proves itself; taking it is a look that the applicant sees. */
const Dossier = ({ id }: { id: string }) =>
  permissionsOf(useSession()).has('dossier.export') ? (
    <a className="btn sm" href={`/cases/${id}/dossier`} title="事实、材料、文书打成一个能核对的文件。会留记录，申请人看得到">
      下载案卷
    </a>
  ) : null

/** Who has it, who writes, and who else has it open just now; that somebody came or went is said to whoever listens to the page. */
const Hands = ({ page, there: { pen, names } }: { page: CasePage; there: Onlookers }) => (
  <span className="soft hands">
    {holderText(page, pen)}
    <span role="status" title={names.length > 2 ? `${names.join('、')}在看` : undefined}>
      {names.length ? `；${onlookersText(names)}` : ''}
    </span>
  </span>
)

export function Head({ page, there }: { page: CasePage; there: Onlookers }) {
  const walk = readWalk()
  const press = page.clocks.find((c) => c.pressing)
  const others = there.pen ? !there.pen.mine : page.holder !== null && !page.mine
  return (
    <div className="head">
      <Link to={walk?.back ?? '/desk/mine'}>{walk?.title ?? '我的'}</Link>
      <span className="soft">/</span>
      <h1>{page.itemName}</h1>
      <span className="num soft" title={page.no}>
        编号 {shortNo(page.no)}
      </span>
      {press?.lamp ? <Lamp lamp={press.lamp} days={press.lamp === 'paused' ? undefined : Math.floor(press.days ?? 0)} /> : null}
      <span className="tag">{page.statusLabel}</span>
      {page.demo ? <span className="tag">演示</span> : null}
      <span className="right" />
      <Hands page={page} there={there} />
      {others ? <Ask page={page} /> : null}
      <Dossier id={page.id} />
      <Step id={page.id} />
    </div>
  )
}
