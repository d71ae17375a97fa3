/** 两个版本的差别, as rows that a reviewer reads: what, before, after. */

import type { DiffRow } from '../schema/desk.ts'
import {
  assurances,
  type Dictionary,
  handleAreas,
  handleTypes,
  materialForms,
  materialMedia,
  materialNeeds,
  materialSources,
  nameOf,
  onlineDepths,
  onlineGrades,
  powerSources,
  projectTypes,
  resultTypes,
  serverTypes,
  specialProcedures,
  taskTypes,
  useLevels,
} from '../schema/dictionary.ts'
import { limitText } from './text.ts'

type Part = { title: string; codes?: Dictionary }

/** A handling item, an item file, or a draft of one: whatever has a guide's fields. */
type Item = Readonly<Record<string, unknown>>

/** What each field is called on the guide, and the table its codes are read from. A field of a list stands under its list: `materials.need`. */
const parts: Readonly<Record<string, Part>> = {
  name: { title: '事项名称' },
  order: { title: '业务办理项序号' },
  catalogue: { title: '基本目录' },
  powerSource: { title: '权力来源', codes: powerSources },
  implementedBy: { title: '实施主体' },
  lead: { title: '一句话说明' },
  leadLinks: { title: '一句话说明里的链接' },
  'leadLinks.text': { title: '哪几个字' },
  'leadLinks.item': { title: '通向哪个事项' },
  who: { title: '谁能办' },
  audiences: { title: '服务对象', codes: serverTypes },
  projectType: { title: '办件类型', codes: projectTypes },
  mode: { title: '办理方式' },
  basis: { title: '设定依据' },
  conditions: { title: '受理条件' },
  quantityLimit: { title: '数量限制' },
  legal: { title: '法定时限' },
  legalNote: { title: '法定时限说明' },
  promise: { title: '承诺时限' },
  promiseNote: { title: '承诺时限说明' },
  special: { title: '特别程序' },
  'special.kind': { title: '种类', codes: specialProcedures },
  handleArea: { title: '通办范围', codes: handleAreas },
  channels: { title: '办理形式', codes: handleTypes },
  online: { title: '能否网办' },
  onlineDepth: { title: '网上办理深度', codes: onlineDepths },
  onlineGrade: { title: '网办等级', codes: onlineGrades },
  assurance: { title: '网上提交的身份核验', codes: assurances },
  trips: { title: '到现场次数' },
  tripsReason: { title: '必须到现场的原因' },
  visits: { title: '工作人员上门' },
  express: { title: '快递' },
  'express.materials': { title: '寄材料' },
  'express.result': { title: '寄结果' },
  booking: { title: '能否预约' },
  terminal: { title: '自助终端' },
  scenarios: { title: '情形' },
  materials: { title: '申请材料' },
  'materials.name': { title: '名称' },
  'materials.need': { title: '必要性', codes: materialNeeds },
  'materials.sourceType': { title: '来源', codes: materialSources },
  'materials.form': { title: '形式', codes: materialForms },
  'materials.medium': { title: '介质', codes: materialMedia },
  'materials.copies': { title: '份数' },
  'materials.acceptStandard': { title: '受理标准' },
  'materials.free': { title: '免提交' },
  'materials.when': { title: '什么情形才要' },
  'materials.whenText': { title: '情形的说法' },
  'materials.note': { title: '怎么准备' },
  'materials.tip': { title: '提示' },
  'materials.source': { title: '核发部门' },
  'materials.formats': { title: '文件格式' },
  'materials.maxMb': { title: '文件大小（MB）' },
  'materials.basis': { title: '依据' },
  tolerant: { title: '容缺受理' },
  commitment: { title: '告知承诺' },
  silentApproval: { title: '超时默许' },
  flow: { title: '办理流程' },
  'flow.limit': { title: '时限' },
  'flow.standard': { title: '审查标准' },
  'flow.role': { title: '谁来办' },
  'flow.result': { title: '结果' },
  'flow.note': { title: '申请人看到的说明' },
  'flow.when': { title: '什么情形才有' },
  points: { title: '审查要点' },
  'points.text': { title: '要点' },
  'points.material': { title: '看哪样材料' },
  'points.machine': { title: '系统先判' },
  'points.needs': { title: '没有判之前缺什么' },
  'points.onSite': { title: '要到场才能定' },
  'points.basis': { title: '依据' },
  results: { title: '办理结果' },
  'results.type': { title: '类型', codes: resultTypes },
  'results.validity': { title: '有效期' },
  'results.validMonths': { title: '有效期（月）' },
  fees: { title: '收费' },
  'fees.charged': { title: '是否收费' },
  'fees.payOnline': { title: '能否网上缴费' },
  'fees.basis': { title: '依据' },
  'fees.rows': { title: '项目和标准' },
  intermediaries: { title: '中介服务' },
  jointBranches: { title: '联办机构' },
  faqs: { title: '常见问题' },
  remedies: { title: '救济' },
  themes: { title: '主题' },
  keywords: { title: '搜索词' },
  rights: { title: '权利' },
  duties: { title: '义务' },
  risks: { title: '涉及的风险' },
  publicity: { title: '公示' },
  publicityExempt: { title: '不公示的依据' },
  'catalogue.taskType': { title: '事项类型', codes: taskTypes },
  impl: { title: '实施主体' },
  'impl.organName': { title: '名称' },
  'impl.useLevel': { title: '行使层级', codes: useLevels },
  'impl.powerSource': { title: '权力来源', codes: powerSources },
  'impl.phone': { title: '咨询电话' },
  'impl.complaintPhone': { title: '投诉电话' },
  'impl.place': { title: '办理地点' },
}

/** Entries of these lists are the same entry where this key is the same, so that a new first row is one row and not a change of all. */
const keys: Readonly<Record<string, string>> = {
  leadLinks: 'text',
  materials: 'id',
  scenarios: 'id',
  flow: 'title',
  points: 'id',
  results: 'name',
  faqs: 'question',
  special: 'kind',
}

/** What changed between two versions, in the guide's order. Equal items have no rows; swapping the two swaps before and after. */
export function diffItem(a: Item, b: Item): DiffRow[] {
  return fieldsIn(a, b).flatMap((field) => compare(field, [field], a[field], b[field]))
}

function fieldsIn(a: Item, b: Item): string[] {
  const order = Object.keys(parts)
  const place = (field: string) => (order.indexOf(field) + order.length + 1) % (order.length + 1)
  const all = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return all.sort((x, y) => place(x) - place(y) || (x < y ? -1 : 1))
}

function compare(path: string, names: string[], before: unknown, after: unknown): DiffRow[] {
  if (same(before, after)) return []
  const key = keys[names.join('.')]
  if (key && Array.isArray(before) && Array.isArray(after)) return compareLists(path, names, key, before, after)
  if (isRecord(before) && isRecord(after) && !isLimit(before) && !isLimit(after)) {
    const inner = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return inner.flatMap((field) => compare(`${path}.${field}`, [...names, field], before[field], after[field]))
  }
  return [row(path, names, before, after)]
}

function compareLists(path: string, names: string[], key: string, before: unknown[], after: unknown[]): DiffRow[] {
  const [old, now] = [byKey(before, key), byKey(after, key)]
  const rows = [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [x, y] = [old.get(id), now.get(id)]
    if (x !== undefined && y !== undefined)
      return compare(`${path}.${id}`, names, x, y).map((r) => ({ ...r, part: `${r.part}（${labelOf(y)}）` }))
    return [row(`${path}.${id}`, names, x && labelOf(x), y && labelOf(y))]
  })
  return rows.length > 0 ? rows : [row(path, names, [...old.values()].map(labelOf), [...now.values()].map(labelOf))]
}

/** Entries by their key; a second one of the same key (two surveys in two cases) is `survey#2`. */
function byKey(list: readonly unknown[], key: string): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (const entry of list) {
    const id = String((entry as Record<string, unknown>)[key])
    const again = list.slice(0, list.indexOf(entry)).filter((e) => String((e as Record<string, unknown>)[key]) === id).length
    map.set(again === 0 ? id : `${id}#${again + 1}`, entry)
  }
  return map
}

function row(path: string, names: string[], before: unknown, after: unknown): DiffRow {
  const codes = parts[names.join('.')]?.codes
  const [x, y] = [textOf(before, codes), textOf(after, codes)]
  const kind = x === undefined ? 'added' : y === undefined ? 'removed' : 'changed'
  return { path, part: titleOf(names), kind, ...(x !== undefined && { before: x }), ...(y !== undefined && { after: y }) }
}

/** The guide's words for a field: the nearest known part, then what stands inside it. */
function titleOf(names: string[]): string {
  const whole = parts[names[0]!]?.title ?? names[0]!
  if (names.length === 1) return whole
  return `${whole}：${parts[names.join('.')]?.title ?? names.slice(1).join('.')}`
}

function textOf(value: unknown, codes?: Dictionary): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((v) => textOf(v, codes)).join('、')
  if (isLimit(value)) return limitText(value)
  if (isRecord(value)) return labelOf(value)
  return codes ? nameOf(codes, String(value)) : String(value)
}

/** What an entry is called: the first of its speaking fields, or else its whole content. */
function labelOf(entry: unknown): string {
  if (!isRecord(entry)) return String(entry)
  if (typeof entry.law === 'string') return `${entry.law} ${String(entry.article)}`
  for (const field of ['name', 'title', 'question', 'sentence', 'organ', 'court', 'kind'])
    if (typeof entry[field] === 'string') return entry[field]
  return JSON.stringify(entry)
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  )
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)
const isLimit = (v: unknown): v is { amount: number; unit: 'workday' | 'calendarDay' | 'workhour' | 'hour' } =>
  isRecord(v) && 'amount' in v && 'unit' in v
