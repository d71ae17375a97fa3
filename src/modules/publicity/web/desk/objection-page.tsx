import { useState } from 'react'
import { useParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { Facts, PlainPage } from '#ui/desk/plain-page.tsx'
import type { OpenedObjection } from '../../schema.ts'

const states = { open: '等答复', upheld: '异议成立', rejected: '异议不成立' } as const

const answering = (id: string): Act => ({
  title: '答复异议',
  path: `/publicity/objections/${id}`,
  verb: '答复',
  intro: '答复后马上通知提异议的人，不能再改。',
  asks: [
    {
      kind: 'pick',
      name: 'verdict',
      label: '核实的结果',
      options: [
        { value: 'upheld', label: '异议成立，由公示的业务部门更正或撤下' },
        { value: 'rejected', label: '异议不成立' },
      ],
    },
    { kind: 'area', name: 'answer', label: '答复', hint: '写明核实的情况和处理结果，提异议的人会看到' },
  ],
})

/** One objection: what it says, about what, and the answer. */
export function ObjectionPage() {
  const { id = '' } = useParams()
  const loaded = useLoaded<OpenedObjection>(`/publicity/objections/${id}`)
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    loaded.again()
  }
  return (
    <PlainPage title="一条异议" loaded={loaded} back={{ text: '公示异议', to: '/desk/objections' }} note={(d) => states[d.objection.state]}>
      {({ objection: o, publication: p }) => (
        <div className="with-side">
          <div className="scroll">
            <section className="block">
              <h2>异议</h2>
              <p className="quote">{o.text}</p>
              <Facts
                facts={[
                  [
                    '公示',
                    <a key="p" href={`/publicity/${p.id}`}>
                      {p.title}
                    </a>,
                  ],
                  ['对哪里', p.entries.find((e) => e.key === o.entry)?.title ?? '整条公示'],
                  ['谁提的', o.byName],
                  ['提交', momentText(String(o.madeAt))],
                  ['最迟答复', <Due key="d" on={o.dueOn} />],
                ]}
              />
            </section>
            <section className="block">
              <h2>公示的内容</h2>
              <Facts facts={p.facts.map((f) => [f.name, f.value] as const)} />
            </section>
          </div>
          <aside className="side">
            <section className="block">
              <h2>答复</h2>
              {o.answer ? (
                <p>{o.answer}</p>
              ) : (
                <button type="button" className="btn go tall" onClick={() => setOpen(true)}>
                  答复
                </button>
              )}
            </section>
          </aside>
          {open ? <ActPanel act={answering(id)} done={done} close={() => setOpen(false)} /> : null}
        </div>
      )}
    </PlainPage>
  )
}
