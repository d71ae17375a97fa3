import { Button } from 'antd'
import { useState } from 'react'
import type { RuleLine, Said } from '#kernel/decision/schema/assessment.ts'
import { Wrong } from '#ui/desk/ask.tsx'
import { load } from '#ui/desk/client.ts'
import { useTold } from '#ui/desk/told.ts'
import type { CaseAssessment, CasePage } from '../../../schema/desk.ts'

const marks = { met: '✓', lacking: '✗', unknown: '？' } as const

const Rule = ({ rule }: { rule: RuleLine }) => (
  <li>
    <b>{rule.fired ? '用到的规则' : rule.verdict === 'unknown' ? '还不能确定' : '没有用到'}</b> {rule.says}
    <ul>
      {rule.conditions.map((c) => (
        <li key={c.sentence}>
          <span aria-hidden="true">{marks[c.state]}</span> {c.sentence}
        </li>
      ))}
    </ul>
    <p className="why">
      依据：{rule.basis ?? '没有写'}
      {rule.unverified ? `（待核实：${rule.unverified}）` : ''}
    </p>
  </li>
)

const Proof = ({ said }: { said: Said }) => (
  <>
    <h3>
      {said.title}：{said.value ?? said.score}
    </h3>
    <p>{said.summary}</p>
    {said.ways.map((w) => (
      <p key={w}>{w}</p>
    ))}
    <ul className="proof">
      {said.rules
        .filter((r) => r.fired || r.verdict !== 'not met' || said.verdict !== 'met')
        .map((r) => (
          <Rule key={r.rule} rule={r} />
        ))}
    </ul>
  </>
)

/** What the item's rules say of this case. The proof holds what the applicant filled in, so that opening it leaves a trace. */
export function RulesBlock({ page }: { page: CasePage }) {
  const [proof, setProof] = useState<NonNullable<CaseAssessment>>()
  const { told, ask } = useTold()
  if (!page.assessed) return null
  const open = () => void ask(load<CaseAssessment>(`/work/cases/${page.id}/assessment`), (found) => found && setProof(found))
  return (
    <section className="block" aria-label="按规则核对">
      <h2>按规则核对</h2>
      {page.assessed.map((a) => (
        <p key={a.title}>
          {a.title} <span className={`tag ${a.tone}`}>{a.verdict}</span>
        </p>
      ))}
      {proof ? (
        <>
          {proof.said.map((s) => (
            <Proof key={s.purpose} said={s} />
          ))}
          <h3>核对用的事实</h3>
          <dl className="barred">
            {proof.facts.map((f) => [<dt key={f.name}>{f.name}</dt>, <dd key={`${f.name}v`}>{`${f.value}（${f.from}）`}</dd>])}
          </dl>
          <p className="why">规则表第 {proof.version} 版。由您审查决定，规则表不代替决定。</p>
        </>
      ) : (
        <Button size="small" onClick={open}>
          看依据和事实
        </Button>
      )}
      <Wrong sentence={told} />
    </section>
  )
}
