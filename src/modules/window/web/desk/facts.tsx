import { Button, Input } from 'antd'
import { useState } from 'react'
import { Wrong } from '#ui/desk/ask.tsx'
import { command, load } from '#ui/desk/client.ts'
import { Dialog } from '#ui/desk/dialog.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { useTold } from '#ui/desk/told.ts'
import type { CaseAnswers, CasePage, CaseVerb, NoticeItem, NoticeView } from '../../schema/desk.ts'
import type { Shown } from './documents.tsx'

type Row = { field: string; label: string; value: string | null; masked: boolean }

function Unmask({ id, row, close, shown }: { id: string; row: Row; close: () => void; shown: (value: string) => void }) {
  const [reason, setReason] = useState('')
  const { told, ask } = useTold()
  const look = () =>
    void ask(command<{ value: string }>(`/work/cases/${id}/unmask`, { field: row.field, reason }), ({ value }) => shown(value))
  return (
    <Dialog
      narrow
      title={`看完整的“${row.label}”`}
      close={close}
      footer={
        <>
          <Button onClick={close}>不看了</Button>{' '}
          <Button type="primary" onClick={look}>
            看，并留下记录
          </Button>
        </>
      }
    >
      <label htmlFor="unmask-reason">为什么要看（当事人看得到这条理由）</label>
      <Input id="unmask-reason" value={reason} onChange={(e) => setReason(e.target.value)} />
      <Wrong sentence={told} />
    </Dialog>
  )
}

function Rows({ id, rows }: { id: string; rows: readonly Row[] }) {
  const [asked, setAsked] = useState<Row>()
  const [whole, setWhole] = useState<Record<string, string>>({})
  return (
    <>
      <dl className="kv">
        {rows
          .filter((r) => r.value !== null)
          .map((r) => [
            <dt key={`${r.field}t`}>{r.label}</dt>,
            <dd key={`${r.field}d`}>
              {whole[r.field] ?? r.value}
              {r.masked && !whole[r.field] && r.value?.includes('*') ? (
                <Button type="link" size="small" onClick={() => setAsked(r)}>
                  看全
                </Button>
              ) : null}
            </dd>,
          ])}
      </dl>
      {asked ? (
        <Unmask
          id={id}
          row={asked}
          close={() => setAsked(undefined)}
          shown={(v) => {
            setWhole((w) => ({ ...w, [asked.field]: v }))
            setAsked(undefined)
          }}
        />
      ) : null}
    </>
  )
}

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
  return (
    <>
      {data.sections.map((s) => (
        <div key={s.id}>
          <p className="soft small">{s.title}</p>
          <Rows
            id={id}
            rows={s.rows.map((r) => ({
              field: r.field,
              label: r.unsure ? `${r.label}（待补充）` : r.label,
              value: r.lines?.join('；') ?? '未填写',
              masked: true,
            }))}
          />
        </div>
      ))}
      <Corrected corrections={data.corrections} />
    </>
  )
}

/** What was corrected after it was asked for: the old beside the new. */
const Corrected = ({ corrections }: Pick<CaseAnswers, 'corrections'>) =>
  corrections.map((c) => (
    <div key={c.at}>
      <p className="soft small">{momentText(c.at)} 补正时改过</p>
      <dl className="kv">
        {c.changes.map((x) => [
          <dt key={x.field}>{x.label}</dt>,
          <dd key={`${x.field}d`}>
            <del className="soft">{x.before.join('；') || '未填写'}</del> {x.after.join('；') || '未填写'}
          </dd>,
        ])}
      </dl>
    </div>
  ))

const kinds: Record<string, string> = { natural: '个人', legal: '单位' }

const provideTag: Record<string, string> = { licence: 'tag ok', exempt: 'tag ok', shared: 'tag ok', tolerant: 'tag warn' }
type Part = { page: CasePage; at: Shown | undefined; show: (href: string) => void }

const Materials = ({ page, at, show }: Part) => (
  <section className="block">
    <h2>
      材料<span>{page.materials.length} 件</span>
    </h2>
    <ol className="mats">
      {page.materials.map((m) => (
        <li key={m.code} aria-current={m.files.some((f) => at?.href.endsWith(f.hash)) ? 'true' : undefined}>
          {m.files.length
            ? m.files.map((f, i) => (
                <button
                  key={f.hash}
                  type="button"
                  className="btn bare sm"
                  title={m.standard ?? undefined}
                  onClick={() => show(`/work/cases/${page.id}/materials/${f.hash}`)}
                >
                  {i === 0 ? m.name : `第 ${i + 1} 份`}
                </button>
              ))
            : m.name}
          <span className={provideTag[m.provide] ?? 'tag'}>
            {m.source ?? m.provideLabel}
            {m.version > 1 ? `，第 ${m.version} 版` : ''}
          </span>
        </li>
      ))}
      {page.missing.map((m) => (
        <li key={m.code} className="soft">
          {m.name}
          <span className="tag">没有交{m.mayFollow ? '，可容缺' : ''}</span>
        </li>
      ))}
    </ol>
  </section>
)

const Papers = ({ page, at, show }: Part) =>
  page.papers.length ? (
    <section className="block">
      <h2>
        文书<span>{page.papers.length} 份</span>
      </h2>
      <ol className="mats">
        {page.papers.map((p) => (
          <li key={p.id} aria-current={at?.href === `/papers/${p.id}` ? 'true' : undefined}>
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
            {s.surveyors.join('、')}：{s.passed ? '合格' : '不合格'}，{s.result}
          </p>
        </section>
      ))}
    </>
  )
}

/** The facts of a case on the left: who, what he wrote, what he handed in, what was found missing. */
type Take = (verb: CaseVerb, values?: Record<string, unknown>) => void
export function Facts({ page, at, show, take }: Part & { take: Take }) {
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
      <Materials page={page} at={at} show={show} />
      <Papers page={page} at={at} show={show} />
      <Findings page={page} take={take} />
    </section>
  )
}
