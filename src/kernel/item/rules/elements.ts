/** The elements of 实施清单 that an editor writes (GB/T 39554.2-2020), in the order of the guide: what each is called and how it is answered. */
import {
  assurances,
  handleAreas,
  handleTypes,
  onlineDepths,
  onlineGrades,
  powerSources,
  projectTypes,
  serverTypes,
} from '../schema/dictionary.ts'
import type { Choice, Element, ElementPart } from '../schema/element.ts'
import { enterpriseThemes, lifeEvents, personThemes } from '../schema/theme.ts'
import {
  area,
  basis,
  fee,
  from,
  leadLinks,
  limit,
  line,
  lines,
  material,
  maybe,
  pick,
  point,
  result,
  scenario,
  several,
  special,
  step,
  words,
  yes,
} from './element-lists.ts'

const modes: Choice = [
  ['ordinary', '先审查再决定'],
  ['onTheSpot', '当场办'],
  ['commitment', '告知承诺，当场决定'],
]
const risks: Choice = [
  ['life', '生命安全'],
  ['ecology', '生态环境'],
  ['security', '国家安全'],
  ['payout', '发钱'],
]

/** Parts of the editor, each a page's worth. */
export const elementParts: readonly ElementPart[] = [
  {
    id: 'who',
    title: '基本信息',
    elements: [
      line('name', '事项名称'),
      area('lead', '一句话说明', '用群众的话说这是办什么的，两句以内'),
      maybe(leadLinks),
      line('who', '谁能办'),
      several('audiences', '服务对象', from(serverTypes)),
      { kind: 'implementers', path: 'implementedBy', label: '实施主体', hint: '一个单位，或一个条线在市、县、功能区的所有单位' },
      pick('powerSource', '权力来源', from(powerSources)),
      lines('jointBranches', '联办机构', '条线的英文标识，一行一个'),
    ],
  },
  {
    id: 'limits',
    title: '时限',
    elements: [
      pick('projectType', '办件类型', from(projectTypes)),
      pick('mode', '办理方式', modes),
      { ...limit('legal', '法定办结时限', '没有法律规定期限的不写'), empty: 'null' },
      maybe(area('legalNote', '法定时限说明')),
      limit('promise', '承诺办结时限', '当场办的写 0'),
      maybe(area('promiseNote', '承诺时限说明')),
      special,
    ],
  },
  {
    id: 'conditions',
    title: '依据和条件',
    elements: [basis('basis', '设定依据'), lines('conditions', '受理条件'), maybe(area('quantityLimit', '数量限制'))],
  },
  { id: 'scenarios', title: '情形', elements: [scenario] },
  {
    id: 'materials',
    title: '申请材料',
    elements: [
      material,
      {
        kind: 'block',
        path: 'tolerant',
        label: '容缺受理',
        blank: { within: { amount: 5, unit: 'workday' }, note: '' },
        fields: [limit('within', '几天内补齐'), area('note', '说明', '给申请人看')],
      },
    ],
  },
  {
    id: 'channels',
    title: '怎么办',
    elements: [
      several('channels', '办理形式', from(handleTypes)),
      maybe(pick('handleArea', '通办范围', from(handleAreas))),
      yes('online', '能在网上办'),
      several('onlineDepth', '网上办理深度', from(onlineDepths)),
      pick('onlineGrade', '网办等级', from(onlineGrades)),
      maybe(pick('assurance', '网上提交的身份核验', from(assurances), '不选就是实名认证')),
      { kind: 'count', path: 'trips', label: '到现场次数' },
      line('tripsReason', '必须到现场的原因', '不用跑的写“无”'),
      maybe(area('visits', '工作人员上门')),
      yes('express.materials', '材料可以寄来'),
      yes('express.result', '结果可以寄去'),
      yes('booking', '可以预约'),
      yes('terminal', '自助终端能办'),
    ],
  },
  {
    id: 'flow',
    title: '办理流程',
    elements: [step, point, result, yes('publicity', '决定要公示（双公示）'), maybe(area('publicityExempt', '不公示的依据'))],
  },
  {
    id: 'fees',
    title: '收费',
    elements: [yes('fees.charged', '收费'), basis('fees.basis', '收费依据'), yes('fees.payOnline', '能网上缴费'), fee],
  },
  {
    id: 'ways',
    title: '告知承诺和默许',
    elements: [
      {
        kind: 'block',
        path: 'commitment',
        label: '告知承诺',
        blank: {
          scope: 'whole',
          materials: [],
          conditions: [],
          consequences: [],
          promises: [],
          checkWithin: { amount: 60, unit: 'calendarDay' },
          checkBy: '',
          basis: [],
        },
        fields: [
          pick('scope', '承诺什么', [
            ['whole', '全部条件'],
            ['materials', '代替部分材料'],
          ]),
          lines('materials', '可以代替的材料', '一行一个，写材料的标识'),
          lines('conditions', '告知书：条件'),
          lines('consequences', '告知书：违反承诺的后果'),
          lines('promises', '承诺书：承诺的内容'),
          limit('checkWithin', '多久内核查'),
          line('checkBy', '谁来核查'),
          basis(),
        ],
      },
      yes('silentApproval.enabled', '超时默许'),
      basis('silentApproval.basis', '超时默许的依据'),
      several('risks', '涉及的风险', risks, '涉及的事项不能用超时默许'),
    ],
  },
  {
    id: 'after',
    title: '问答和救济',
    elements: [
      {
        kind: 'entries',
        path: 'faqs',
        label: '常见问题',
        one: '一个问题',
        blank: { question: '', answer: '' },
        fields: [line('question', '问'), area('answer', '答')],
      },
      lines('rights', '权利'),
      lines('duties', '义务'),
      {
        kind: 'entries',
        path: 'intermediaries',
        label: '中介服务',
        one: '一项中介服务',
        blank: { service: '', basis: [] },
        fields: [line('service', '服务'), maybe(area('note', '说明')), basis()],
      },
      {
        kind: 'block',
        path: 'remedies.reconsideration',
        label: '另写行政复议机关',
        blank: { organ: '', withinDays: 60 },
        fields: [
          line('organ', '复议机关', '不写就是本级人民政府；{地区} 代表所在地区'),
          { kind: 'count', path: 'withinDays', label: '几天内' },
        ],
      },
      {
        kind: 'block',
        path: 'remedies.litigation',
        label: '另写行政诉讼法院',
        blank: { court: '', withinMonths: 6 },
        fields: [line('court', '法院'), { kind: 'count', path: 'withinMonths', label: '几个月内' }],
      },
    ],
  },
  {
    id: 'find',
    title: '好找',
    elements: [
      several('themes.person', '个人主题', words(personThemes)),
      several('themes.enterprise', '法人主题', words(enterpriseThemes)),
      several('themes.lifeEvents', '人生事件', words(lifeEvents)),
      lines('keywords', '群众会怎么搜', '一行一个，比如：开饭馆、卫生许可证'),
    ],
  },
]

export type ElementPlace = { part: string; label: string }

/** The element under a path, and what is left of the path inside it. */
function under(elements: readonly Element[], path: string): { element: Element; rest: string } | undefined {
  const found = elements.filter((e) => path === e.path || path.startsWith(`${e.path}.`)).sort((a, b) => b.path.length - a.path.length)[0]
  if (found) return { element: found, rest: path.slice(found.path.length + 1) }
  const inside = elements.find((e) => e.path.startsWith(`${path}.`))
  return inside && { element: inside, rest: '' }
}

function labelsOf(elements: readonly Element[], path: string): string[] {
  const hit = under(elements, path)
  if (!hit) return []
  const { element, rest } = hit
  if (element.kind === 'entries') {
    const [index, ...inner] = rest.split('.')
    if (!index) return [element.label]
    return [element.label, `第 ${Number(index) + 1} 项`, ...labelsOf(element.fields, inner.join('.'))]
  }
  return [element.label, ...(element.kind === 'block' && rest ? labelsOf(element.fields, rest) : [])]
}

/** Where a finding stands on the screen: its part, and the words that lead to the field. The form has a part of its own. */
export function placeOf(path: string): ElementPlace {
  if (path === 'form' || path.startsWith('form.')) return { part: 'form', label: '表单' }
  const part = elementParts.find((p) => under(p.elements, path))
  return part ? { part: part.id, label: labelsOf(part.elements, path).join(' ') } : { part: elementParts[0]!.id, label: path }
}
