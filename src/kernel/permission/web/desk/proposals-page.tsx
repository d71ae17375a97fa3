import { Button } from 'antd'
import { useState } from 'react'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { GrantLine } from '../../schema.ts'

const whatOf = (g: GrantLine) => g.roleTitle ?? g.permission ?? ''

const confirming = (g: GrantLine): Act => ({
  title: '确认授权',
  path: `/grants/${g.id}/confirm`,
  verb: '确认，马上生效',
  intro: (
    <p>
      {g.accountName}：{whatOf(g)}，{g.organName}，{g.divisionName}，{g.fromOn} 到 {g.toOn ?? '收回为止'}。理由：{g.reason}
    </p>
  ),
})
const turningDown = (g: GrantLine): Act => ({
  title: '不同意',
  path: `/grants/${g.id}/turn-down`,
  asks: [{ kind: 'line', name: 'reason', label: '理由' }],
})

const columns = (choose: (act: Act) => void): readonly Column<GrantLine>[] => [
  { title: '给谁', width: 'usual', show: (g) => g.accountName },
  { title: '岗位或权限', width: 'usual', show: whatOf },
  { title: '在哪个单位', width: 'usual', show: (g) => g.organName },
  { title: '地区', width: 'narrow', show: (g) => g.divisionName },
  { title: '从哪天到哪天', width: 'wide', show: (g) => <span className="num">{`${g.fromOn} 到 ${g.toOn ?? '收回为止'}`}</span> },
  { title: '理由', width: 'rest', show: (g) => g.reason, hint: (g) => g.reason },
  {
    title: '谁申请的',
    width: 'usual',
    show: (g) => (
      <span className="soft">
        {g.by.proposed}，{momentText(String(g.proposedAt))}
      </span>
    ),
  },
  {
    title: '处理',
    width: 'usual',
    show: (g) => (
      <>
        <Button size="small" onClick={() => choose(confirming(g))}>
          确认
        </Button>{' '}
        <Button size="small" onClick={() => choose(turningDown(g))}>
          不同意
        </Button>
      </>
    ),
  },
]

/** Grants that wait for the second administrator. */
export function ProposalsPage() {
  const loaded = useLoaded<GrantLine[]>('/grants/proposed')
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    loaded.again()
  }
  return (
    <PlainPage title="待确认的授权" loaded={loaded} note={(rows) => `${rows.length} 项，先申请的在前`}>
      {(rows) => (
        <>
          {rows.length === 0 ? (
            <EmptyList why="没有等您确认的授权。" then="系统管理员申请以后会出现在这里；自己申请的要由别人确认。" />
          ) : (
            <Rows label="待确认的授权" columns={columns(setAct)} rows={rows} id={(g) => g.id} />
          )}
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
