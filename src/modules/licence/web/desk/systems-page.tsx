import { Button } from 'antd'
import { useState } from 'react'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import { type SystemRow, type SystemsView, supportWords, systemKinds } from '../../schema/system.ts'

const registering = (organs: SystemsView['organs']): Act => ({
  title: '系统列入台账',
  path: '/licence-systems',
  verb: '列入',
  intro: '列入后发一把密钥给系统；它真的调用过，才算已上线。',
  asks: [
    { kind: 'line', name: 'code', label: '编码', hint: '小写字母、数字、连字符' },
    { kind: 'line', name: 'name', label: '名称' },
    { kind: 'choose', name: 'owner', label: '主管机关', options: organs },
    {
      kind: 'pick',
      name: 'kind',
      label: '谁建的',
      options: Object.entries(systemKinds).map(([value, label]) => ({ value, label })),
    },
  ],
})

const givingKey = (s: SystemRow): Act => ({
  title: `给“${s.name}”发密钥`,
  path: `/licence-systems/${s.code}/key`,
  verb: '发新密钥',
  intro: s.keyAt ? '原来的密钥马上作废。新密钥只显示一次，请当面交给系统的管理员。' : '密钥只显示一次，请当面交给系统的管理员。',
})

const Support = ({ of }: { of: SystemRow['licence'] }) => (
  <>
    {of.lamp ? <Lamp lamp={of.lamp} word={supportWords[of.support]} /> : <span className="tag">{supportWords[of.support]}</span>}{' '}
    {of.evidence ? (
      <span className="soft">
        {momentText(String(of.evidence.at))} {of.evidence.outcome}，共 {of.evidence.calls} 次
      </span>
    ) : null}
  </>
)

const columns = (choose: (act: Act) => void): readonly Column<SystemRow>[] => [
  { title: '系统', width: 'wide', show: (s) => s.name, hint: (s) => s.code },
  { title: '谁建的', width: 'usual', show: (s) => systemKinds[s.kind] },
  { title: '主管机关', width: 'wide', show: (s) => s.ownerName },
  { title: '电子证照', width: 'rest', show: (s) => <Support of={s.licence} /> },
  { title: '电子印章', width: 'usual', show: (s) => <Support of={s.seal} /> },
  {
    title: '密钥',
    width: 'usual',
    show: (s) => (
      <Button size="small" onClick={() => choose(givingKey(s))}>
        {s.keyAt ? '换密钥' : '发密钥'}
      </Button>
    ),
  },
]

const used = ({ used: { all, byLicence } }: SystemsView) =>
  all === 0 ? '' : `今年能用证照代替的材料 ${all} 份，用证 ${byLicence} 份（用证率 ${((100 * byLicence) / all).toFixed(1)}%）`

/** The ledger of systems: how far each has come, read from its calls, with the call that shows it. */
export function SystemsPage() {
  const loaded = useLoaded<SystemsView>('/licence-systems')
  const [act, setAct] = useState<Act>()
  const [told, setTold] = useState<string>()
  const done = (answer: unknown) => {
    const { key } = answer as { key?: string }
    setTold(key ? `新密钥（只显示这一次）：${key}` : '已列入台账')
    setAct(undefined)
    loaded.again()
  }
  const live = (d: SystemsView, of: 'licence' | 'seal') => d.systems.filter((s) => s[of].support === 'live').length
  return (
    <PlainPage
      title="系统台账"
      loaded={loaded}
      told={told}
      note={(d) =>
        `${d.systems.length} 个系统，电子证照上线 ${live(d, 'licence')} 个，电子印章上线 ${live(d, 'seal')} 个；${d.dueOn} 前全部支持。见到真实调用才算。${used(d)}`
      }
      tools={
        <Button onClick={() => loaded.data && setAct(registering(loaded.data.organs))} disabled={!loaded.data}>
          列入一个系统
        </Button>
      }
    >
      {({ systems }) => (
        <>
          {systems.length === 0 ? (
            <EmptyList why="台账里还没有系统。" then="先把国家、省统建和市级自建的系统都列进来，再逐个发密钥。" />
          ) : (
            <Rows label="系统台账" columns={columns(setAct)} rows={systems} id={(s) => s.code} />
          )}
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </>
      )}
    </PlainPage>
  )
}
