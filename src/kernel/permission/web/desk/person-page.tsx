import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { dayText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { type Loaded, useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { permissionsOf, useSession } from '#ui/desk/pages.ts'
import { Facts, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { AccountRecord, GrantChoices } from '../../schema.ts'
import { Told } from './told.tsx'

type Grant = AccountRecord['grants'][number]
const because = { kind: 'line', name: 'reason', label: '理由' } as const

const stateOf = (g: Grant): [text: string, tone: string] => {
  if (g.endedAt) return [g.confirmedAt ? '已收回' : '没有同意', 'tag']
  return g.confirmedAt ? ['生效', 'tag ok'] : ['待确认', 'tag warn']
}

const columns: readonly Column<Grant>[] = [
  {
    title: '岗位或权限',
    width: 'rest',
    show: (g) => g.roleTitle ?? g.permission,
    hint: (g) => `理由：${g.reason}；申请：${g.by.proposed}；确认：${g.by.confirmed ?? '还没有'}`,
  },
  { title: '在哪个单位', width: 'usual', show: (g) => g.organName },
  { title: '地区', width: 'narrow', show: (g) => g.divisionName },
  {
    title: '从哪天到哪天',
    width: 'wide',
    show: (g) => <span className="num">{`${dayText(g.fromOn, true)}到${g.toOn ? dayText(g.toOn, true) : '收回为止'}`}</span>,
  },
  { title: '状态', width: 'usual', show: (g) => <span className={stateOf(g)[1]}>{stateOf(g)[0]}</span> },
]

const proposing = (account: string, choices: GrantChoices, own: string | null): Act => ({
  title: '申请授权',
  path: '/grants',
  intro: '岗位和单项权限只选一样。申请后由安全保密管理员确认，确认了才生效。',
  asks: [
    { kind: 'choose', name: 'role', label: '岗位', options: choices.roles, optional: true },
    { kind: 'choose', name: 'permission', label: '单项权限', options: choices.permissions, optional: true },
    { kind: 'choose', name: 'organ', label: '在哪个单位', options: choices.organs, first: own ?? undefined },
    { kind: 'choose', name: 'division', label: '在哪个地区', options: choices.divisions, first: '*' },
    { kind: 'day', name: 'fromOn', label: '从哪天', optional: true, hint: '不写就是今天' },
    { kind: 'day', name: 'toOn', label: '到哪天', optional: true, hint: '不写就到收回为止' },
    { ...because, hint: '例如：新到岗，接替张三' },
  ],
  wrap: (values) => ({ ...values, account }),
})

const actsOf = (record: AccountRecord): Act[] => {
  const at = `/accounts/${record.account.id}`
  return [
    ...(record.lockedUntil
      ? [{ title: '解除等待', path: `${at}/unlock`, asks: [because], intro: '先核实是本人。所有网络的等待都解除，密码不变。' }]
      : []),
    {
      title: '重置密码',
      path: `${at}/password`,
      intro: '给一个只能用一次的密码，本人登录后马上要改；动态码一起解除，所有设备都会退出。',
    },
    ...(record.directory
      ? [
          {
            title: record.directory.bound ? '改工号、解除绑定' : '改工号',
            path: `${at}/staff-no`,
            intro: `${record.directory.title}按工号认人。改了以后所有设备退出，本人从那边登录时重新对一次。`,
            asks: [{ kind: 'line', name: 'staffNo', label: '工号', optional: true, first: record.account.staffNo ?? '' }, because] as const,
          },
        ]
      : []),
    record.account.disabledAt
      ? { title: '恢复账户', path: `${at}/enable`, asks: [because] }
      : { title: '停用账户', path: `${at}/disable`, asks: [because], intro: '停用后不能登录，所有设备都会退出；做过的事都还在。' },
  ]
}

const taking = (g: Grant): Act => ({
  title: g.confirmedAt ? '收回授权' : '撤回申请',
  path: `/grants/${g.id}/take-back`,
  asks: [because],
  intro: `${g.roleTitle ?? g.permission}，${g.organName}。马上生效。`,
})

function Grants({
  record,
  manages,
  choose,
  choices,
}: {
  record: AccountRecord
  manages: boolean
  choose: (act: Act) => void
  choices?: GrantChoices
}) {
  const withActs: readonly Column<Grant>[] = [
    ...columns,
    {
      title: '处理',
      width: 'narrow',
      show: (g) =>
        g.endedAt ? null : (
          <Button size="small" onClick={() => choose(taking(g))}>
            {g.confirmedAt ? '收回' : '撤回'}
          </Button>
        ),
    },
  ]
  return (
    <section className="block">
      <h2>
        授权 <span>{record.grants.filter((g) => !g.endedAt).length} 项在用或待确认</span>
      </h2>
      {manages && choices ? (
        <p className="row">
          <Button onClick={() => choose(proposing(record.account.id, choices, record.account.organ))}>申请授权</Button>
        </p>
      ) : null}
      {record.grants.length === 0 ? (
        <p className="soft">还没有授权，不能办事。</p>
      ) : (
        <Rows label="授权" columns={manages ? withActs : columns} rows={record.grants} id={(g) => g.id} quiet={(g) => g.endedAt !== null} />
      )}
    </section>
  )
}

const SignIn = ({ record }: { record: AccountRecord }) => (
  <Facts
    facts={[
      ['登录名', record.account.login],
      ['单位', record.organName],
      ['职务', record.account.title ?? '—'],
      ['账户', record.account.disabledAt ? `停用，${momentText(String(record.account.disabledAt))}起` : '在用'],
      ['登录', record.lockedUntil ? `有网络连续输错密码，那边要等到 ${momentText(record.lockedUntil)}；本人用过的电脑不受影响` : '正常'],
      ['动态码', record.totp ? '已绑定' : '没有绑定'],
      ...(record.account.staffNo ? [['工号', record.account.staffNo] as const] : []),
      ...(record.directory ? [[record.directory.title, record.directory.bound ? '已绑定' : '还没有从那边登录过'] as const] : []),
      ['密码', record.account.mustChange ? '还是初始密码，下次登录要改' : '本人已改'],
      ...(record.office ? [['三员', record.office] as const] : []),
    ]}
  />
)

function Side({ record, manages, choose }: { record: AccountRecord; manages: boolean; choose: (act: Act) => void }) {
  return (
    <aside className="side">
      {manages ? (
        <section className="block">
          <h2>账户</h2>
          {record.whyNot ? (
            <p className="soft">{record.whyNot}</p>
          ) : (
            <div className="row">
              {actsOf(record).map((act) => (
                <Button key={act.title} onClick={() => choose(act)}>
                  {act.title}
                </Button>
              ))}
            </div>
          )}
        </section>
      ) : null}
      <section className="block">
        <h2>经过</h2>
        <Told facts={record.facts} />
      </section>
    </aside>
  )
}

type Body = { loaded: Loaded<AccountRecord>; record: AccountRecord; manages: boolean }

function Person({ loaded, record, manages }: Body) {
  const { data: choices } = useLoaded<GrantChoices>(manages ? '/grants/choices' : null)
  const [act, setAct] = useState<Act>()
  const [password, setPassword] = useState<string>()
  const done = (told: unknown) => {
    setAct(undefined)
    setPassword((told as { password?: string } | null)?.password)
    loaded.again()
  }
  return (
    <div className="with-side">
      <div className="scroll">
        {password ? (
          <section className="block" role="status">
            <h2>新密码</h2>
            <p className="say">
              <code>{password}</code>
            </p>
            <p className="soft">只显示这一次，请当面告诉本人。离开这一页就看不到了。</p>
          </section>
        ) : null}
        <section className="block">
          <h2>账户</h2>
          <SignIn record={record} />
        </section>
        <Grants record={record} manages={manages} choose={setAct} choices={choices} />
      </div>
      <Side record={record} manages={manages} choose={setAct} />
      {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
    </div>
  )
}

/** One account: how it signs in, what it was given, what happened to it. */
export function PersonPage() {
  const { account = '' } = useParams()
  const manages = permissionsOf(useSession()).has('permission.manage')
  const loaded = useLoaded<AccountRecord>(`${manages ? '/accounts' : '/audit/records'}/${account}`)
  return (
    <PlainPage title={loaded.data?.account.name ?? '一个账户'} loaded={loaded} back={{ text: '人员', to: '/desk/people' }}>
      {(record) => <Person loaded={loaded} record={record} manages={manages} />}
    </PlainPage>
  )
}
