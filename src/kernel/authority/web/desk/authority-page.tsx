import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { dayText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import type { Ask } from '#ui/desk/ask.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import { type AuthorityPage, authorityKinds } from '../../schema.ts'

type Grant = AuthorityPage['grants'][number]
const states = { past: '已结束', now: '现在有权', coming: '还没开始' } as const

const organ = (page: AuthorityPage, label: string): Ask => ({ kind: 'choose', name: 'organ', label, options: page.organs })
const kind: Ask = {
  kind: 'pick',
  name: 'kind',
  label: '来源',
  options: Object.entries(authorityKinds).map(([value, label]) => ({ value, label })),
}
const basis: Ask = { kind: 'area', name: 'basis', label: '依据', hint: '写明文件、文号和条款，作决定时会引用' }

const giving = (page: AuthorityPage, fromOn: string): Act => ({
  title: '登记授权',
  path: '/authorities',
  intro: `${page.itemName}，${page.divisionName}。同一天只能有一个机关有权。`,
  asks: [
    organ(page, '给哪个机关'),
    kind,
    basis,
    { kind: 'day', name: 'fromOn', label: '从哪天', first: fromOn },
    { kind: 'day', name: 'toOn', label: '到哪天', optional: true, hint: '不写就到收回为止' },
  ],
  wrap: (values) => ({ toOn: null, ...values, item: page.item, division: page.division }),
})
const transferring = (page: AuthorityPage, g: Grant): Act => ({
  title: '移交给另一个机关',
  path: `/authorities/${g.id}/transfer`,
  verb: '移交',
  intro: `${g.organName}的授权到前一天为止，中间不留空档。已经受理的办件由谁决定，按决定那天有权的机关。`,
  asks: [
    organ(page, '移交给谁'),
    kind,
    basis,
    { kind: 'day', name: 'fromOn', label: '从哪天起' },
    { kind: 'area', name: 'reason', label: '理由' },
  ],
})
const ending = (g: Grant): Act => ({
  title: '收回授权',
  path: `/authorities/${g.id}/end`,
  intro: `${g.organName}。收回以后，没有别的机关接手的话，这里就没有机关能作决定。`,
  asks: [
    { kind: 'day', name: 'toOn', label: '最后一天' },
    { kind: 'area', name: 'reason', label: '理由' },
  ],
})

const columns = (page: AuthorityPage, choose: (act: Act) => void): readonly Column<Grant>[] => [
  { title: '机关', width: 'rest', show: (g) => g.organName },
  { title: '来源', width: 'narrow', show: (g) => authorityKinds[g.kind] },
  { title: '依据', width: 'rest', show: (g) => g.basis, hint: (g) => g.basis },
  { title: '从哪天', width: 'usual', show: (g) => <span className="num">{dayText(g.fromOn, true)}</span> },
  { title: '到哪天', width: 'usual', show: (g) => <span className="num">{g.toOn ? dayText(g.toOn, true) : '收回为止'}</span> },
  { title: '状态', width: 'usual', show: (g) => <span className={g.state === 'now' ? 'tag ok' : 'tag'}>{states[g.state]}</span> },
  ...(page.mayEdit
    ? [
        {
          title: '处理',
          width: 'usual' as const,
          show: (g: Grant) =>
            g.state === 'past' ? null : (
              <>
                <Button size="small" onClick={() => choose(transferring(page, g))}>
                  移交
                </Button>{' '}
                <Button size="small" onClick={() => choose(ending(g))}>
                  收回
                </Button>
              </>
            ),
        },
      ]
    : []),
]

const gapText = (g: { fromOn: string; toOn: string | null }) =>
  g.toOn ? `${dayText(g.fromOn, true)}到${dayText(g.toOn, true)}` : `${dayText(g.fromOn, true)}起`

/** One power in one place: its holders over time, and the days on which nobody may decide. */
export function AuthorityPageView() {
  const { item = '', division = '' } = useParams()
  const loaded = useLoaded<AuthorityPage>(`/authorities/page?item=${item}&division=${division}`)
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    loaded.again()
  }
  const page = loaded.data
  return (
    <PlainPage
      title={page ? `${page.itemName}，${page.divisionName}` : '权责'}
      loaded={loaded}
      back={{ text: '权责', to: '/desk/authorities' }}
      tools={page?.mayEdit ? <Button onClick={() => setAct(giving(page, page.gaps[0]?.fromOn ?? page.today))}>登记授权</Button> : null}
    >
      {(p) => (
        <div className="scroll">
          {p.gaps.length ? (
            <p className="pad" role="status">
              <span className="tag hot">没有机关有权的日子</span> {p.gaps.map(gapText).join('；')}。这些天不能作决定，请登记授权。
            </p>
          ) : (
            <p className="pad soft">从今天起每一天都有机关有权。</p>
          )}
          <Rows label="授权经过" columns={columns(p, setAct)} rows={p.grants} id={(g) => g.id} quiet={(g) => g.state === 'past'} />
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </div>
      )}
    </PlainPage>
  )
}
