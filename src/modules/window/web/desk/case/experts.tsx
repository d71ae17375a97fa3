import { Button, Checkbox, ConfigProvider, DatePicker, Input } from 'antd'
import { useState } from 'react'
import { dueText } from '#ui/day.ts'
import { command, newKey, Told } from '#ui/desk/client.ts'
import { Dialog } from '#ui/desk/dialog.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { nextTheme } from '#ui/desk-theme.ts'
import type { CasePage } from '../../../schema/desk.ts'
import { type AskedExperts, type QuestionView, type SeatState, verdictWords } from '../../../schema/expert.ts'

type Expert = { name: string; office: string }
const blank: Expert = { name: '', office: '' }

/** The experts, a row each; several are asked in one step. */
function Experts({ experts, set }: { experts: readonly Expert[]; set: (experts: Expert[]) => void }) {
  const change = (at: number, part: Partial<Expert>) => set(experts.map((e, n) => (n === at ? { ...e, ...part } : e)))
  return (
    <div className="stack">
      {experts.map((e, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
        <div key={n} className="expert-row">
          <Input
            aria-label={`第 ${n + 1} 位专家姓名`}
            placeholder="姓名"
            value={e.name}
            onChange={(x) => change(n, { name: x.target.value })}
          />
          <Input
            aria-label={`第 ${n + 1} 位专家单位`}
            placeholder="单位"
            value={e.office}
            onChange={(x) => change(n, { office: x.target.value })}
          />
          <Button disabled={experts.length === 1} onClick={() => set(experts.filter((_, i) => i !== n))}>
            去掉
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => set([...experts, blank])}>再加一位</Button>
      </div>
    </div>
  )
}

const Links = ({ links }: { links: AskedExperts['links'] }) => (
  <div className="stack">
    <p>每位专家一个链接，打开就能答复，不用账户。请现在发给他们：链接只显示这一次。</p>
    {links.map((l) => (
      <div key={l.link} className="row">
        <b>{l.name}</b>
        <Input readOnly value={l.link} aria-label={`${l.name}的链接`} onFocus={(e) => e.target.select()} className="expert-link" />
        <Button onClick={() => void navigator.clipboard?.writeText(l.link)}>复制</Button>
      </div>
    ))}
  </div>
)

type Ask = { page: CasePage; close: () => void }

function AskForm({ page, asked, close }: Ask & { asked: (links: AskedExperts['links']) => void }) {
  const [text, setText] = useState('')
  const [experts, setExperts] = useState<Expert[]>([blank])
  const [dueOn, setDueOn] = useState<string>()
  const [files, setFiles] = useState<string[]>([])
  const [told, setTold] = useState<Told>()
  const [key, setKey] = useState(newKey)
  const ask = () =>
    command<AskedExperts>(`/work/cases/${page.id}/experts`, { text, experts, dueOn: dueOn ?? '', files }, key).then(
      ({ links }) => asked(links),
      (e: unknown) => {
        setTold(e instanceof Told ? e : new Told(0, 'fault', '页面出了问题，请刷新再试'))
        setKey(newKey())
      },
    )
  const options = page.materials.flatMap((m) => m.files.map((f) => ({ value: f.hash, label: m.name })))
  return (
    <>
      <div className="stack">
        <label htmlFor="ask-text">要问什么</label>
        <Input.TextArea id="ask-text" rows={4} value={text} onChange={(e) => setText(e.target.value)} />
        <span>请哪几位专家</span>
        <Experts experts={experts} set={setExperts} />
        <span>附上哪些材料（专家只看得到这些）</span>
        <Checkbox.Group value={files} onChange={setFiles} options={options} />
        <label htmlFor="ask-due">哪天前答复</label>
        <DatePicker id="ask-due" onChange={(d) => setDueOn(d?.format('YYYY-MM-DD'))} />
        {told ? (
          <p role="alert" className="wrong">
            {told.fields.map((f) => f.sentence).join('；') || told.message}
          </p>
        ) : null}
      </div>
      <div className="row panel-foot">
        <Button onClick={close}>先不问</Button>
        <ConfigProvider theme={nextTheme}>
          <Button type="primary" onClick={() => void ask()}>
            问 {experts.length} 位专家
          </Button>
        </ConfigProvider>
      </div>
    </>
  )
}

/** Asking experts in one step; the links come back once. */
function AskPanel({ page, close }: Ask) {
  const [links, setLinks] = useState<AskedExperts['links']>()
  return (
    <Dialog title="问专家" close={close}>
      {links ? <Links links={links} /> : <AskForm page={page} close={close} asked={setLinks} />}
    </Dialog>
  )
}

const seatTags: Record<SeatState, readonly [string, string]> = {
  open: ['tag warn', '等答复'],
  answered: ['tag ok', '已答复'],
  withdrawn: ['tag', '已收回'],
}

const Question = ({ question: q, withdraw }: { question: QuestionView; withdraw: (seat: string) => void }) => (
  <div className="stack tight">
    <p className="why">
      {momentText(q.at)} {q.by}问，{dueText(q.dueOn)}前答复{q.late ? '，已过期' : ''}：{q.text}
    </p>
    <ul className="asked">
      {q.seats.map((s) => (
        <li key={s.id}>
          <span className={seatTags[s.state][0]}>{seatTags[s.state][1]}</span>
          <span>
            {s.name}，{s.office}
            {s.verdict ? (
              <>
                ：<b>{verdictWords[s.verdict]}</b>。{s.answer}
              </>
            ) : null}
          </span>
          {s.state === 'open' ? (
            <Button type="link" size="small" onClick={() => withdraw(s.id)}>
              收回
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  </div>
)

/** What experts were asked about a case, and what each has answered. */
export function ExpertsBlock({ page, again }: { page: CasePage; again: () => void }) {
  const [asking, setAsking] = useState(false)
  const withdraw = (seat: string) => void command(`/work/cases/${page.id}/experts/${seat}/withdraw`, {}).finally(again)
  if (!page.mayAsk && page.questions.length === 0) return null
  return (
    <section className="block">
      <h2>
        专家意见
        {page.mayAsk ? (
          <Button type="link" size="small" className="right" onClick={() => setAsking(true)}>
            问专家
          </Button>
        ) : null}
      </h2>
      {page.questions.map((q) => (
        <Question key={q.id} question={q} withdraw={withdraw} />
      ))}
      {page.questions.length === 0 ? <p className="why">还没有问过。</p> : null}
      {asking ? (
        <AskPanel
          page={page}
          close={() => {
            setAsking(false)
            again()
          }}
        />
      ) : null}
    </section>
  )
}
