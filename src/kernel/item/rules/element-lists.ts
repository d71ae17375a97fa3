/** The lists of an item (materials, steps, scenarios …): what one entry of each is made of. */
import {
  type Dictionary,
  materialForms,
  materialMedia,
  materialNeeds,
  materialSources,
  resultTypes,
  specialProcedures,
} from '../schema/dictionary.ts'
import type { Choice, Element } from '../schema/element.ts'

export const from = (table: Dictionary): Choice => table.codes.map((code) => [code, table.names[code]!] as const)
export const words = (list: readonly string[]): Choice => list.map((w) => [w, w] as const)

export const line = (path: string, label: string, hint?: string): Element => ({ kind: 'line', path, label, hint })
export const area = (path: string, label: string, hint?: string): Element => ({ kind: 'area', path, label, hint })
export const lines = (path: string, label: string, hint = '一行一条'): Element => ({ kind: 'lines', path, label, hint })
export const yes = (path: string, label: string): Element => ({ kind: 'yes', path, label })
export const pick = (path: string, label: string, choices: Choice, hint?: string): Element => ({ kind: 'pick', path, label, choices, hint })
export const several = (path: string, label: string, choices: Choice, hint?: string): Element => ({
  kind: 'several',
  path,
  label,
  choices,
  hint,
})
export const limit = (path: string, label: string, hint?: string): Element => ({ kind: 'limit', path, label, hint })
export const maybe = <E extends Element>(element: E): E => ({ ...element, empty: 'out' })
const when = (path = 'when'): Element => ({ kind: 'when', path, label: '什么情形才有', hint: '不选就是都有' })

export const leadLinks: Element = {
  kind: 'entries',
  path: 'leadLinks',
  label: '一句话说明里的链接',
  one: '一处链接',
  blank: { text: '', item: '' },
  fields: [line('text', '哪几个字', '照说明里的原话写，例如：做备案就行'), line('item', '通向哪个事项', '事项文件夹的英文名')],
}

export const basis = (path = 'basis', label = '依据'): Element => ({
  kind: 'entries',
  path,
  label,
  one: '一条依据',
  blank: { law: '', article: '', text: '' },
  fields: [line('law', '法律法规'), line('article', '第几条'), area('text', '原文')],
})

const stepKinds: Choice = [
  ['accept', '受理'],
  ['examine', '审查'],
  ['special', '特别程序'],
  ['decide', '决定'],
  ['issue', '制证'],
  ['deliver', '送达'],
]
const roles: Choice = [
  ['windowClerk', '综窗受理员'],
  ['examiner', '审查员'],
  ['surveyor', '勘验员'],
  ['chiefRep', '首席代表'],
  ['decider', '决定人'],
  ['issuer', '制证员'],
]
const formats = words(['jpg', 'png', 'pdf', 'ofd', 'docx', 'xlsx', 'dwg', 'zip'])

const free: Element = {
  kind: 'block',
  path: 'free',
  label: '免提交',
  blank: { by: 'licence', name: '' },
  fields: [
    pick('by', '从哪里调取', [
      ['licence', '电子证照'],
      ['register', '共享数据'],
      ['account', '登录时已核对'],
    ]),
    line('name', '证照或数据的名称'),
    maybe(line('note', '给申请人的说明')),
  ],
}

export const material: Element = {
  kind: 'entries',
  path: 'materials',
  label: '申请材料',
  one: '一样材料',
  blank: {
    id: '',
    name: '',
    sourceType: '10',
    need: '1',
    form: '1',
    medium: '3',
    copies: 1,
    formats: ['jpg', 'png', 'pdf'],
    maxMb: 20,
    acceptStandard: '',
    basis: [],
  },
  fields: [
    line('name', '名称', '写具体，不写“其他材料”“等”'),
    line('id', '标识', '英文，办件用它认材料，定了不要改'),
    pick('need', '必要性', from(materialNeeds)),
    pick('sourceType', '来源', from(materialSources)),
    maybe(line('source', '哪个部门核发', '政府部门核发的要写')),
    pick('form', '原件还是复印件', from(materialForms)),
    pick('medium', '纸质还是电子', from(materialMedia)),
    { kind: 'count', path: 'copies', label: '份数' },
    area('acceptStandard', '受理标准', '窗口照这个看'),
    maybe(area('note', '怎么准备', '给申请人看')),
    maybe(line('tip', '提示', '短名单上的两三个字，比如“手画也行”')),
    several('formats', '文件格式', formats),
    { kind: 'count', path: 'maxMb', label: '文件最大（MB）' },
    free,
    when(),
    maybe(line('whenText', '情形的说法', '比如“自酿酒才要”')),
    basis(),
  ],
}

export const step: Element = {
  kind: 'entries',
  path: 'flow',
  label: '办理流程',
  one: '一个环节',
  blank: { kind: 'examine', title: '', role: 'examiner', limit: null, standard: '', result: '', note: '' },
  fields: [
    line('title', '环节名称'),
    pick('kind', '种类', stepKinds),
    pick('role', '谁来办', roles),
    { ...limit('limit', '环节时限', '不写就是当天'), empty: 'null' },
    area('standard', '审查标准', '给办的人看'),
    line('result', '结果'),
    area('note', '说明', '给申请人看'),
    when(),
  ],
}

export const point: Element = {
  kind: 'entries',
  path: 'points',
  label: '审查要点',
  one: '一条要点',
  empty: 'out',
  blank: { id: '', text: '', onSite: false },
  fields: [
    line('text', '要点', '写要看什么，一行看完，比如“经营者与执照一致”'),
    line('id', '标识', '英文，办件用它认要点，定了不要改'),
    maybe(line('material', '看哪样材料', '写材料的标识；这一件不用交那样材料，就没有这一条')),
    maybe(
      pick('machine', '系统先判', [
        ['holding', '证照或共享数据核验到了，就算符合'],
        ['rules', '按规则表判'],
      ]),
    ),
    maybe(line('needs', '没有判之前缺什么', '比如“缺周边现状，到场量了就能定”')),
    yes('onSite', '要到场才能定'),
    maybe(line('basis', '依据', '哪个标准的第几条')),
  ],
}

export const scenario: Element = {
  kind: 'entries',
  path: 'scenarios',
  label: '情形',
  one: '一个情形',
  blank: { id: '', question: '', options: [] },
  fields: [
    line('question', '问题'),
    line('id', '标识', '英文，材料和流程的条件用它'),
    maybe(line('hint', '提示')),
    {
      kind: 'entries',
      path: 'options',
      label: '选项',
      one: '一个选项',
      blank: { value: '', label: '' },
      fields: [
        line('label', '选项'),
        line('value', '标识', '英文'),
        maybe(line('hint', '提示')),
        {
          kind: 'block',
          path: 'stop',
          label: '选了就不能办这个事项',
          blank: { sentence: '' },
          fields: [area('sentence', '为什么、该办什么'), maybe(line('item', '该办的事项', '事项的英文标识'))],
        },
      ],
    },
    when(),
  ],
}

export const special: Element = {
  kind: 'entries',
  path: 'special',
  label: '特别程序',
  one: '一个特别程序',
  blank: { kind: 'survey', limit: null, note: '', basis: [] },
  fields: [
    pick('kind', '种类', from(specialProcedures)),
    { ...limit('limit', '时限', '不写就是由申请人定'), empty: 'null' },
    area('note', '说明', '给申请人看：等几天、算不算在期限里'),
    when(),
    basis(),
  ],
}

export const result: Element = {
  kind: 'entries',
  path: 'results',
  label: '办理结果',
  one: '一个结果',
  blank: { type: '1', name: '', validity: '长期有效', validMonths: null, electronic: true },
  fields: [
    line('name', '名称'),
    pick('type', '类型', from(resultTypes)),
    line('validity', '有效期'),
    { kind: 'count', path: 'validMonths', label: '有效期（月）', hint: '长期有效的不写', empty: 'null' },
    yes('electronic', '发电子证照'),
  ],
}

export const fee: Element = {
  kind: 'entries',
  path: 'fees.rows',
  label: '收费项目',
  one: '一个收费项目',
  blank: { name: '', standard: '', reducible: false },
  fields: [
    line('name', '项目'),
    line('standard', '标准'),
    maybe({ kind: 'count', path: 'amountFen', label: '金额（分）', hint: '固定金额的写，按分' }),
    yes('reducible', '可以减免'),
    maybe(line('reduceNote', '怎么减免')),
    when(),
  ],
}
