import { Button } from 'antd'
import { useState } from 'react'
import { Wrong } from '#ui/desk/ask.tsx'
import { load } from '#ui/desk/client.ts'
import { momentText } from '#ui/desk/moment.ts'
import { useTold } from '#ui/desk/told.ts'
import type { CaseAnswers, CasePage, CaseVerb, NoticeItem, NoticeView } from '../../schema/desk.ts'
import { AnswerRows, Rows } from './answers.tsx'
import { Materials } from './materials.tsx'

function Answers({ id }: { id: string }) {
  const [data, setData] = useState<CaseAnswers>()
  const { told, ask } = useTold()
  const open = () => void ask(load<CaseAnswers>(`/work/cases/${id}/answers`), setData)
  if (!data)
    return (
      <>
        <Button size="small" onClick={open}>
          看填报内容
        </Button>{' '}
        <span className="soft small">会留下查看记录</span>
        <Wrong sentence={told} />
      </>
    )
  return <AnswerRows id={id} data={data} />
}

const kinds: Record<string, string> = { natural: '个人', legal: '单位' }

type Part = { page: CasePage; at: ReadonlySet<string>; show: (href: string) => void }

const Papers = ({ page, at, show }: Part) =>
  page.papers.length ? (
    <section className="block">
      <h2>
        文书<span>{page.papers.length} 份</span>
      </h2>
      <ol className="mats">
        {page.papers.map((p) => (
          <li key={p.id} aria-current={at.has(`/papers/${p.id}`) ? 'true' : undefined}>
            <button type="button" className="btn bare sm" onClick={() => show(`/papers/${p.id}`)}>
              {p.title}
            </button>
            <a className="small" href={`/papers/${p.id}/ofd`} aria-label={`下载 ${p.title} 的 OFD`}>
              OFD
            </a>
          </li>
        ))}
      </ol>
    </section>
  ) : null

const itemTags: Record<NoticeItem['state'], readonly [string, string]> = {
  open: ['tag warn', '等补'],
  answered: ['tag ok', '已补'],
  waived: ['tag', '免补'],
}

/** What was asked for, item by item, each with its own state; what turns out not to be needed is waived. */
const NoticeBlock = ({ notice: n, waive }: { notice: NoticeView; waive: ((item: string) => void) | undefined }) => (
  <div className="stack tight">
    <p className="why">
      {momentText(n.at)}
      {n.kind === 'preReturn' ? '预审退回' : '一次性告知'} {n.items.length} 项{n.answeredAt ? `，${momentText(n.answeredAt)}补齐` : ''}
      {n.newFact ? `。新情况：${n.newFact}` : ''}
    </p>
    <ol className="asked">
      {n.items.map((i) => (
        <li key={i.id + i.what}>
          <span className={itemTags[i.state][0]}>{itemTags[i.state][1]}</span>
          <span>
            {i.what}
            {i.waivedWhy ? <span className="soft small"> {i.waivedWhy}</span> : null}
          </span>
          {i.state === 'open' && waive ? (
            <Button type="link" size="small" onClick={() => waive(i.id)}>
              不用补了
            </Button>
          ) : null}
        </li>
      ))}
    </ol>
  </div>
)

const Findings = ({ page, take }: { page: CasePage; take: (verb: CaseVerb, values?: Record<string, unknown>) => void }) => {
  const verb = page.verbs.find((v) => v.verb === 'waive' && v.open)
  return (
    <>
      {page.notices.length ? (
        <section className="block">
          <h2>缺件记录</h2>
          {page.notices.map((n) => (
            <NoticeBlock key={n.at} notice={n} waive={verb && ((item) => take(verb, { item }))} />
          ))}
        </section>
      ) : null}
      {page.proposal ? (
        <section className="block">
          <h2>
            审查意见<span>{page.proposal.by}</span>
          </h2>
          <p className="why">
            {page.proposal.verdict === 'approve' ? '建议准予' : '建议不予'}：{page.proposal.opinion}
          </p>
        </section>
      ) : null}
      {page.surveys.map((s) => (
        <section key={s.on + s.result} className="block">
          <h2>
            现场核查<span>{s.on}</span>
          </h2>
          <p className="why">
            {s.people.map((p) => (p.licence ? `${p.name}（证号 ${p.licence}）` : p.name)).join('、')}：{s.passed ? '合格' : '不合格'}，
            {s.result}
          </p>
        </section>
      ))}
    </>
  )
}

/** The facts of a case on the left: who, what he wrote, what he handed in, what was found missing. */
type Take = (verb: CaseVerb, values?: Record<string, unknown>) => void
/** `at`: the addresses of what is shown in the middle; `opened`: of what was opened since the page was read. */
export function Facts({ page, at, opened, show, take }: Part & { opened: ReadonlySet<string>; take: Take }) {
  const a = page.applicant
  return (
    <section className="col facts scroll" aria-label="办件信息">
      <section className="block">
        <h2>
          申请人<span>{kinds[a.kind]}</span>
        </h2>
        <Rows
          id={page.id}
          rows={[
            { field: 'applicant.name', label: '名称', value: a.name, masked: a.kind === 'natural' },
            { field: 'applicant.uscc', label: '信用代码', value: a.uscc, masked: false },
            { field: 'applicant.legalRep', label: '负责人', value: a.legalRep, masked: false },
            { field: 'applicant.idNo', label: '证件号码', value: a.idNo, masked: true },
            { field: 'applicant.phone', label: '电话', value: a.phone, masked: true },
            { field: 'applicant.address', label: '住址', value: a.address, masked: true },
          ]}
        />
      </section>
      <section className="block">
        <h2>
          填报<span>{page.channel}提交</span>
        </h2>
        <Answers id={page.id} />
      </section>
      <Materials page={page} at={at} opened={opened} show={show} />
      <Papers page={page} at={at} show={show} />
      <Findings page={page} take={take} />
    </section>
  )
}
