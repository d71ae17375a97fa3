import { useState } from 'react'
import { useParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { Facts, PlainPage } from '#ui/desk/plain-page.tsx'
import { outcomes } from '../../rules/mend.ts'
import type { CorrectionOpened } from '../../schema.ts'

const answering = ({ correction: c, outcomes: possible, value }: CorrectionOpened): Act => ({
  title: '答复更正请求',
  path: `/data-corrections/${c.id}`,
  verb: '答复',
  intro: '答复后马上通知提请求的人，不能再改。',
  asks: [
    {
      kind: 'pick',
      name: 'outcome',
      label: '核实的结果',
      options: possible.map((o) => ({ value: o, label: `${outcomes[o].label}：${outcomes[o].hint}` })),
    },
    ...(value
      ? [{ kind: 'line' as const, name: 'value', label: value, hint: '核对过证件再填；填了就改登记，不改的空着', optional: true as const }]
      : []),
    { kind: 'area', name: 'answer', label: '答复', hint: '写明核实的情况和处理的结果，提请求的人会看到' },
    { kind: 'line', name: 'ground', label: '依据', first: '个人信息保护法第四十六条' },
  ],
})

const Answer = ({ opened: { correction: c }, answer }: { opened: CorrectionOpened; answer: () => void }) => (
  <section className="block">
    <h2>答复</h2>
    {c.outcome ? (
      <>
        <p>{c.answer}</p>
        <Facts
          facts={[
            ['结果', outcomes[c.outcome].label],
            ['依据', c.ground],
            ['答复', `${c.answeredName} ${momentText(String(c.answeredAt))}`],
          ]}
        />
      </>
    ) : (
      <button type="button" className="btn go tall" onClick={answer}>
        答复
      </button>
    )}
  </section>
)

/** One request: what is said to be wrong, what is right, what shows it, and the answer. */
export function CorrectionPage() {
  const { id = '' } = useParams()
  const loaded = useLoaded<CorrectionOpened>(`/data-corrections/${id}`)
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    loaded.again()
  }
  return (
    <PlainPage
      title="一条更正请求"
      loaded={loaded}
      back={{ text: '更正请求', to: '/desk/data-corrections' }}
      note={(d) => (d.correction.outcome ? outcomes[d.correction.outcome].label : '等答复')}
    >
      {(opened) => (
        <div className="with-side">
          <div className="scroll">
            <section className="block">
              <h2>请求</h2>
              <Facts
                facts={[
                  ['更正什么', opened.correction.recordTitle ?? opened.correction.title],
                  ['哪里不对', opened.correction.asked.wrong],
                  ['正确的是', opened.correction.asked.right],
                  ['凭什么', opened.correction.asked.why],
                  ['谁提的', opened.correction.byName],
                  ['提出', momentText(String(opened.correction.askedAt))],
                  ['最迟答复', <Due key="d" on={opened.correction.dueOn} />],
                  ['谁答复', opened.correction.organName],
                ]}
              />
            </section>
          </div>
          <aside className="side">
            <Answer opened={opened} answer={() => setOpen(true)} />
          </aside>
          {open ? <ActPanel act={answering(opened)} done={done} close={() => setOpen(false)} /> : null}
        </div>
      )}
    </PlainPage>
  )
}
