import { Button } from 'antd'
import { useState } from 'react'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import type { GrantChoices, RoleChange, RoleChanged, RoleTable } from '../../schema.ts'
import { RoleDiff } from './role-diff.tsx'

type Role = RoleTable['roles'][number]
type Options = GrantChoices['permissions']

const permissionsAsk = (options: Options, first: readonly string[]) =>
  ({ kind: 'several', name: 'permissions', label: '权限', options, first }) as const
const reasonAsk = { kind: 'line', name: 'reason', label: '为什么', hint: '审计员能看到' } as const
const intro = <p>减少权限马上生效；增加权限要安全保密管理员确认以后才生效。在这个岗位上的人都跟着变。</p>

const changing = (role: Role, options: Options): Act => ({
  title: `改“${role.title}”`,
  path: '/roles',
  verb: '提交',
  intro,
  asks: [{ kind: 'line', name: 'title', label: '岗位名称', first: role.title }, permissionsAsk(options, role.permissions), reasonAsk],
  wrap: (values) => ({ permissions: [], title: '', reason: '', ...values, role: role.id }),
})
const adding = (options: Options): Act => ({
  title: '新建岗位',
  path: '/roles',
  verb: '提交，等确认',
  intro: <p>新岗位要安全保密管理员确认以后才有。</p>,
  asks: [
    { kind: 'line', name: 'title', label: '岗位名称', hint: '例如“综窗受理员”' },
    { kind: 'line', name: 'role', label: '岗位标识', hint: '英文字母，小写字母开头，例如 windowClerk；定了就不再改' },
    permissionsAsk(options, []),
    reasonAsk,
  ],
  wrap: (values) => ({ permissions: [], title: '', role: '', reason: '', ...values }),
})
const withdrawing = (change: RoleChange): Act => ({
  title: '撤回这处改动',
  path: `/roles/changes/${change.id}/withdraw`,
  asks: [{ kind: 'line', name: 'reason', label: '理由' }],
})

type BlockProps = { role: Role; waiting: RoleChange | undefined; names: ReadonlyMap<string, string>; choose: (act: Act) => void; act: Act }

function RoleBlock({ role, waiting, names, choose, act }: BlockProps) {
  const office = ['sysadmin', 'secadmin', 'auditor'].includes(role.id)
  return (
    <section className="block" aria-label={role.title}>
      <h2>
        {role.title} <span>{role.permissions.length ? `${role.permissions.length} 项权限` : '还没有'}</span>
      </h2>
      <div className="row">
        {role.permissions.map((p) => (
          <span key={p} className="tag">
            {names.get(p) ?? p}
          </span>
        ))}
        <span className="right" />
        {office ? <span className="soft">三员的岗位由法律定，不能改</span> : null}
        {office || waiting ? null : (
          <Button size="small" aria-label={`改“${role.title}”`} onClick={() => choose(act)}>
            改
          </Button>
        )}
      </div>
      {waiting ? (
        <div className="row">
          <i className="tag warn">等确认</i>
          <RoleDiff change={waiting} names={names} />
          <Button size="small" onClick={() => choose(withdrawing(waiting))}>
            撤回
          </Button>
        </div>
      ) : null}
    </section>
  )
}

const toldOf = ({ waits }: RoleChanged) => (waits ? '已提交，等安全保密管理员确认' : '已生效')

/** Every role and what it may do. Changing one is a step of its own, and where it gives more, of two people. */
export function RolesPage() {
  const loaded = useLoaded<RoleTable>('/roles')
  const { data: choices } = useLoaded<GrantChoices>('/grants/choices')
  const [act, setAct] = useState<Act>()
  const [told, setTold] = useState('')
  const options = choices?.permissions ?? []
  const done = (answer: unknown) => {
    setAct(undefined)
    setTold(answer && typeof answer === 'object' && 'waits' in answer ? toldOf(answer as RoleChanged) : '已撤回')
    loaded.again()
  }
  return (
    <PlainPage
      title="岗位表"
      loaded={loaded}
      note={({ roles, waiting }) => `${roles.length} 个岗位${waiting.length ? `，${waiting.length} 处改动等确认` : ''}`}
      tools={<Button onClick={() => setAct(adding(options))}>新建岗位</Button>}
      told={told}
    >
      {({ roles, waiting, names }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list without links is scrolled by keys only where it can take the focus (WCAG 2.1.1)
        <section className="scroll" aria-label="岗位" tabIndex={0}>
          {[...roles, ...fresh(roles, waiting)].map((r) => (
            <RoleBlock
              key={r.id}
              role={r}
              waiting={waiting.find((w) => w.role === r.id)}
              names={new Map(Object.entries(names))}
              choose={setAct}
              act={changing(r, options)}
            />
          ))}
          {act ? <ActPanel key={act.title} act={act} done={done} close={() => setAct(undefined)} /> : null}
        </section>
      )}
    </PlainPage>
  )
}

/** Roles that are asked for and not there yet. */
const fresh = (roles: readonly Role[], waiting: readonly RoleChange[]): Role[] =>
  waiting.filter((w) => !roles.some((r) => r.id === w.role)).map((w) => ({ id: w.role, title: w.title, permissions: [] }))
