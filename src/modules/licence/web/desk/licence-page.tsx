import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { dueText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { Facts, PlainPage } from '#ui/desk/plain-page.tsx'
import type { DeskView } from '../../schema/view.ts'

const taking = (id: string, { act, label, article, two }: DeskView['acts'][number]): Act => ({
  title: `${label}证照`,
  path: `/licence-desk/${id}/acts`,
  verb: two ? '提交审批' : label,
  intro: two ? '要由另一位负责人同意才生效。' : '马上生效：从这一刻起，凭它办的件都会停下来。',
  asks: [
    { kind: 'area', name: 'reason', label: '理由', hint: '持证人会看到' },
    { kind: 'line', name: 'article', label: '依据的条款', first: article },
  ],
  wrap: (values) => ({ ...values, act }),
})

const answering = (a: DeskView['asked'][number]): Act => ({
  title: `审批：${a.label}`,
  path: `/licence-asked/${a.id}`,
  intro: `${a.byName}申请${a.label}：${a.reason}（${a.article}）`,
  asks: [
    {
      kind: 'pick',
      name: 'grant',
      label: '同意吗？',
      options: [
        { value: 'yes', label: `同意，${a.label}` },
        { value: 'no', label: '不同意，退回' },
      ],
    },
    { kind: 'area', name: 'note', label: '意见', optional: true },
  ],
})

const correcting = (c: DeskView['corrections'][number]): Act => ({
  title: '答复更正',
  path: `/licence-corrections/${c.id}`,
  intro: `${c.byName}写的：${c.text}`,
  asks: [
    {
      kind: 'pick',
      name: 'verdict',
      label: '核实的结果',
      options: [
        { value: 'corrected', label: '写错了，换发一张新的' },
        { value: 'rejected', label: '没有写错' },
      ],
    },
    { kind: 'area', name: 'answer', label: '答复', hint: '持证人会看到' },
    { kind: 'lines', name: 'lines', label: '改哪几项', hint: '一行一项：名称=新的内容。没有写错的不填', optional: true },
  ],
})

type Chosen = { view: DeskView; choose: (act: Act) => void }

const answers = { yes: '已同意', no: '没有同意' } as const

function AskedBlock({ a, choose }: { a: DeskView['asked'][number]; choose: (act: Act) => void }) {
  const waits = a.mine ? <p className="soft">自己提的，要由别人审批。</p> : <Button onClick={() => choose(answering(a))}>审批</Button>
  return (
    <section className="block">
      <h2>{a.answer === null ? `等审批：${a.label}` : `${a.label}：${answers[a.answer]}`}</h2>
      <p>
        {a.byName}，{momentText(String(a.at))}：{a.reason}
      </p>
      {a.answer === null ? waits : <p className="soft">{[a.answeredName, a.note].filter(Boolean).join('：')}</p>}
    </section>
  )
}

const Side = ({ view, choose }: Chosen) => (
  <aside className="side">
    <section className="block">
      <h2>现在可以办</h2>
      {view.acts.length === 0 ? <p className="soft">现在没有您能办的。</p> : null}
      {view.acts.map((a) => (
        <p key={a.act}>
          <Button block onClick={() => choose(taking(view.licence.id, a))}>
            {a.label}
            {a.two ? '（两人）' : ''}
          </Button>
        </p>
      ))}
    </section>
    {view.asked.map((a) => (
      <AskedBlock key={a.id} a={a} choose={choose} />
    ))}
    {view.corrections.map((c) => (
      <section className="block" key={c.id}>
        <h2>{c.state === 'open' ? '等更正' : '更正过'}</h2>
        <p>{c.text}</p>
        {c.state === 'open' ? (
          <p>
            最迟 <Due on={c.dueOn} /> <Button onClick={() => choose(correcting(c))}>答复</Button>
          </p>
        ) : (
          <p className="soft">{c.answer}</p>
        )}
      </section>
    ))}
  </aside>
)

const useWords: Record<string, string> = {
  material: '当材料用',
  call: '系统调用',
  shown: '出示',
  checked: '扫码查验',
  copy: '取加注件',
  query: '机关核验',
}

const Lists = ({ view }: { view: DeskView }) => (
  <>
    <section className="block">
      <h2>
        各版<span>{view.versions.length} 版</span>
      </h2>
      <ol className="mats">
        {view.versions.map((v) => (
          <li key={v.version}>
            第 {v.version} 版：{v.why}
            <span className="soft num">{momentText(String(v.issuedAt))}</span>
            {v.caseId ? <a href={`/desk/cases/${v.caseId}`}>办件</a> : null}
          </li>
        ))}
      </ol>
    </section>
    <section className="block">
      <h2>
        谁用过<span>{view.uses.length} 次</span>
      </h2>
      {view.uses.length === 0 ? <p className="soft">还没有人用过。</p> : null}
      <ol className="mats">
        {view.uses.map((u) => (
          <li key={u.id}>
            {u.organName}：{u.purpose}
            <span className="tag">{useWords[u.kind]}</span>
            <span className="soft num">{momentText(String(u.at))}</span>
          </li>
        ))}
      </ol>
    </section>
    <section className="block">
      <h2>经过</h2>
      <ol className="mats">
        {view.history.map((h) => (
          <li key={String(h.at) + h.name}>
            {h.name}，{h.byName}
            {h.words ? `：${h.words}` : ''}
            <span className="soft num">{momentText(String(h.at))}</span>
          </li>
        ))}
      </ol>
    </section>
  </>
)

/** One licence: its face masked, its versions and history, what may be done with it and by whom. */
export function LicencePage() {
  const { id = '' } = useParams()
  const loaded = useLoaded<DeskView>(`/licence-desk/${id}`)
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    loaded.again()
  }
  return (
    <PlainPage
      title="一张证照"
      loaded={loaded}
      back={{ text: '电子证照', to: '/desk/licences' }}
      name={({ licence }) => licence.typeName}
      note={({ licence: l }) => `${l.holder}，${l.label}${l.demo ? '，演示数据' : ''}`}
    >
      {(view) => (
        <div className="with-side">
          <div className="scroll">
            <section className="block">
              <h2>照面</h2>
              <Facts
                facts={[
                  ...view.face.map((v) => [v.name, v.text] as const),
                  ['编号', view.licence.no],
                  [
                    '标识',
                    <span key="i" className="num">
                      {view.licence.identifier}
                    </span>,
                  ],
                  ['颁发机关', view.licence.organName],
                  [
                    '有效期',
                    view.licence.toOn
                      ? `${dueText(view.licence.fromOn, { year: true })} 至 ${dueText(view.licence.toOn, { year: true })}`
                      : `${dueText(view.licence.fromOn, { year: true })} 起，长期`,
                  ],
                  [
                    '文件',
                    view.versions[0]?.file ? (
                      <a key="f" href={`/licence-desk/${view.licence.id}/file`}>
                        下载 OFD（会留记录）
                      </a>
                    ) : (
                      '没有：从历史数据导入'
                    ),
                  ],
                ]}
              />
            </section>
            <Lists view={view} />
          </div>
          <Side view={view} choose={setAct} />
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </div>
      )}
    </PlainPage>
  )
}
