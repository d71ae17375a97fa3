/** What two people do to an organ, as the desk asks it. */
import type { Act } from '#ui/desk/act-panel.tsx'
import type { Ask } from '#ui/desk/ask.tsx'
import type { OrganChoices, OrganPage, WaitingChange } from '../../../schema/organ-desk.ts'

const document: readonly Ask[] = [
  { kind: 'line', name: 'documentNo', label: '依据的文号', hint: '照着文件写，例如 某市编〔2023〕12号' },
  { kind: 'day', name: 'documentOn', label: '文件的日期' },
  { kind: 'area', name: 'reason', label: '为什么', rows: 2, hint: '确认的同事和以后查经过的人都看得到' },
]
/** Left empty, an answer is sent as an empty text, so that the house says beside it what to write. */
const whole = (asks: readonly Ask[], values: object) => ({
  ...Object.fromEntries(asks.filter((a) => !a.optional && (a.kind === 'line' || a.kind === 'area')).map((a) => [a.name, ''])),
  ...values,
})

export const contactAsks: readonly Ask[] = [
  { kind: 'line', name: 'shortName', label: '简称', hint: '列表和短信里用，例如 某某区市场监管局' },
  { kind: 'line', name: 'phone', label: '咨询电话', hint: '带区号，例如 0797-0001001' },
  { kind: 'line', name: 'complaintPhone', label: '投诉电话', hint: '带区号，不能和咨询电话是同一个' },
  { kind: 'line', name: 'hall', label: '办理地点', hint: '在哪个大厅办，例如 某某区政务服务中心' },
  { kind: 'line', name: 'address', label: '地址' },
  { kind: 'line', name: 'hours', label: '办公时间', hint: '例如 工作日 9:00–12:00，13:30–17:00' },
]

export function founding(choices: OrganChoices): Act {
  const asks: readonly Ask[] = [
    { kind: 'line', name: 'name', label: '全称', hint: '照着文件写，例如 某某区数据局' },
    { kind: 'line', name: 'uscc', label: '统一社会信用代码', hint: '18 位，填错一位会提示' },
    { kind: 'choose', name: 'division', label: '地区', options: choices.divisions },
    {
      kind: 'choose',
      name: 'branch',
      label: '条线',
      hint: '和哪些机构是一条线；一个条线在一个地区登记一个机构',
      options: choices.branches,
      optional: true,
    },
    { kind: 'line', name: 'newBranch', label: '新的条线', hint: '列表里没有的才写：英文小写字母，例如 data', optional: true },
    { kind: 'choose', name: 'kind', label: '实施主体性质', options: choices.kinds, first: '1' },
    { kind: 'choose', name: 'parent', label: '上级机构', options: choices.organs, optional: true },
    ...contactAsks,
    ...document,
  ]
  return {
    title: '设立机构',
    path: '/organ-changes/found',
    verb: '提交，等确认',
    intro: '由另一位同事确认以后才登记。登记以后，要办事项请发布事项的新版本，要用印请去“印章”申领，人员的岗位去“人员”申请。',
    asks,
    wrap: (values) => {
      const { newBranch, branch = newBranch, ...rest } = values as Record<string, unknown>
      return whole(asks, { ...rest, branch })
    },
  }
}

export const renaming = ({ organ: o }: OrganPage): Act => {
  const asks: readonly Ask[] = [
    { kind: 'line', name: 'name', label: '新的全称', first: o.name },
    { kind: 'line', name: 'shortName', label: '新的简称', first: o.shortName },
    ...document,
  ]
  return {
    title: `${o.shortName}更名`,
    path: '/organ-changes/rename',
    verb: '提交，等确认',
    intro: '由另一位同事确认以后马上生效：办事指南和新出的文书用新名字，以前的文书和证照不变。刻着旧名的印章要另外去换。',
    asks,
    wrap: (values) => ({ ...whole(asks, values), organ: o.id }),
  }
}

export const ending = ({ organ: o, children }: OrganPage, choices: OrganChoices): Act => {
  const asks: readonly Ask[] = [
    { kind: 'choose', name: 'successor', label: '职责由谁承接', options: choices.organs.filter((c) => c.value !== o.id) },
    ...document,
  ]
  const below = children.length > 0 ? `下属的 ${children.length} 个机构会一起转到承接的机构下面。` : ''
  return {
    title: `撤销${o.shortName}`,
    path: '/organ-changes/end',
    verb: '提交，等确认',
    intro: `名下没有办完的事都清了才能撤销；由另一位同事确认以后马上生效，不能恢复。${below}办过的件、发过的证照还在，电话按承接的机构显示。`,
    asks,
    wrap: (values) => ({ ...whole(asks, values), organ: o.id }),
  }
}

const because: Ask = { kind: 'line', name: 'reason', label: '理由' }
const at = (w: WaitingChange, verb: string) => `/organ-changes/${w.id}/${verb}`

export const confirming = (w: WaitingChange, title: string): Act => ({
  title: `确认${title}`,
  path: at(w, 'confirm'),
  verb: '确认，马上生效',
  intro: `${w.name}，依据 ${w.document}。请先核对文件的原件。`,
})
export const turningDown = (w: WaitingChange): Act => ({
  title: '不同意',
  path: at(w, 'turn-down'),
  asks: [because],
  wrap: (v) => ({ reason: '', ...v }),
})
export const withdrawing = (w: WaitingChange): Act => ({
  title: '撤回申请',
  path: at(w, 'withdraw'),
  asks: [because],
  wrap: (v) => ({ reason: '', ...v }),
})
