import { Button } from 'antd'
import { useState } from 'react'
import { dayText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { GrantLine, RoleChange, RoleTable } from '../../schema.ts'
import { RoleDiff } from './role-diff.tsx'

const daysOf = (g: GrantLine) => `${dayText(g.fromOn, true)}到${g.toOn ? dayText(g.toOn, true) : '收回为止'}`
const whatOf = (g: GrantLine) => g.roleTitle ?? g.permission ?? ''

const confirming = (g: GrantLine): Act => ({
  title: '确认授权',
  path: `/grants/${g.id}/confirm`,
  verb: '确认，马上生效',
  intro: (
    <p>
      {g.accountName}：{whatOf(g)}，{g.organName}，{g.divisionName}，{daysOf(g)}。理由：{g.reason}
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
  { title: '从哪天到哪天', width: 'wide', show: (g) => <span className="num">{daysOf(g)}</span> },
  { title: '理由', width: 'rest', show: (g) => g.reason, hint: (g) => g.reason },
  {
    title: '谁申请的',
    width: 'wide',
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

const confirmingRole = (change: RoleChange, names: ReadonlyMap<string, string>): Act => ({
  title: `确认改“${change.title}”`,
  path: `/roles/changes/${change.id}/confirm`,
  verb: '确认，马上生效',
  intro: (
    <p>
      <RoleDiff change={change} names={names} />
    </p>
  ),
})
const turningDownRole = (change: RoleChange): Act => ({
  title: '不同意',
  path: `/roles/changes/${change.id}/turn-down`,
  asks: [{ kind: 'line', name: 'reason', label: '理由' }],
})

type RolesProps = { table: RoleTable; choose: (act: Act) => void }

/** Changes of roles that give more than before. */
function RoleChanges({ table: { waiting, names }, choose }: RolesProps) {
  const words = new Map(Object.entries(names))
  if (waiting.length === 0) return null
  return (
    <section className="block">
      <h2>
        岗位的改动 <span>{waiting.length} 处，在岗的人都跟着变</span>
      </h2>
      <ul className="stack">
        {waiting.map((c) => (
          <li key={c.id} className="row">
            <b>{c.title}</b>
            <RoleDiff change={c} names={words} />
            <Button size="small" onClick={() => choose(confirmingRole(c, words))}>
              确认
            </Button>
            <Button size="small" onClick={() => choose(turningDownRole(c))}>
              不同意
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Grants and changes of roles that wait for the second administrator. */
export function ProposalsPage() {
  const loaded = useLoaded<GrantLine[]>('/grants/proposed')
  const roles = useLoaded<RoleTable>('/roles/changes')
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    loaded.again()
    roles.again()
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
          {roles.data ? <RoleChanges table={roles.data} choose={setAct} /> : null}
          {act ? <ActPanel key={act.path} act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
