import { Button } from 'antd'
import { useState } from 'react'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { InquiriesView } from '../../schema/inquiry.ts'

type Row = InquiriesView['rows'][number]
const states = { open: '等核实', confirmed: '核实了，有', denied: '核实了，没有' } as const

const answering = (i: Row): Act => ({
  title: '答复协查',
  path: `/licence-inquiries/${i.id}`,
  verb: '答复',
  intro: `${i.askingName}请核实：${i.holderName}的“${i.materialName}”。核实的结果马上记进办件，群众不用再交。`,
  asks: [
    {
      kind: 'pick',
      name: 'verdict',
      label: '核实的结果',
      options: [
        { value: 'confirmed', label: '有，而且有效' },
        { value: 'denied', label: '没有，或者已经失效' },
      ],
    },
    { kind: 'area', name: 'answer', label: '核实的情况', hint: '例如：登记号、登记日期' },
  ],
})

const sending = (i: Row, organs: InquiriesView['organs']): Act => ({
  title: '转给能核实的机关',
  path: `/licence-inquiries/${i.id}/send`,
  verb: '转交',
  intro: '期限不变。',
  asks: [{ kind: 'choose', name: 'organ', label: '哪个机关', options: organs }],
})

const columns = (choose: (act: Act) => void, organs: InquiriesView['organs']): readonly Column<Row>[] => [
  { title: '核实什么', width: 'wide', show: (i) => i.materialName },
  { title: '持证人', width: 'wide', show: (i) => i.holderName, hint: (i) => i.holderName },
  {
    title: '时限',
    width: 'lamp',
    show: (i) => (i.state === 'open' ? <Lamp lamp={i.lamp} /> : <span className="tag">{states[i.state]}</span>),
  },
  { title: '最迟答复', width: 'usual', show: (i) => <Due on={i.dueOn} /> },
  { title: '谁问的', width: 'usual', show: (i) => i.askingName },
  { title: '问谁', width: 'usual', show: (i) => i.askedName ?? <span className="tag warn">还没有定</span> },
  { title: '答复', width: 'rest', show: (i) => i.answer ?? '' },
  {
    title: '处理',
    width: 'usual',
    show: (i) =>
      i.state === 'open' ? (
        <>
          {i.mine ? (
            <Button size="small" onClick={() => choose(answering(i))}>
              答复
            </Button>
          ) : null}{' '}
          <Button size="small" onClick={() => choose(sending(i, organs))}>
            转交
          </Button>
        </>
      ) : null,
  },
]

/** Inquiries that one's organ has sent and those it is asked, the most pressing first. */
export function InquiriesPage() {
  const loaded = useLoaded<InquiriesView>('/licence-inquiries')
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    loaded.again()
  }
  const waiting = (d: InquiriesView) => d.rows.filter((i) => i.state === 'open').length
  return (
    <PlainPage title="协查" loaded={loaded} note={(d) => `${waiting(d)} 项等核实；收到后 3 个工作日内答复，不让群众再跑`}>
      {({ rows, organs }) => (
        <>
          {rows.length === 0 ? (
            <EmptyList why="没有协查。" then="申请人选了“请发证机关核实”，这里就多一项；只有您的单位问的和要您的单位答的。" />
          ) : (
            <Rows label="协查" columns={columns(setAct, organs)} rows={rows} id={(i) => i.id} />
          )}
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
