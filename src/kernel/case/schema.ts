import { z } from 'zod'
import { codeOf, specialProcedures } from '#kernel/item/schema/dictionary.ts'

/** Where a case stands; the codes are those of the exchange (A5.2). */
export const Status = z.enum([
  'submitted',
  'preReturned',
  'received',
  'correction',
  'notAccepted',
  'accepted',
  'examining',
  'suspended',
  'deciding',
  'approved',
  'refused',
  'withdrawn',
  'terminated',
  'lapsed',
  'making',
  'ready',
  'delivered',
  'archived',
])
export type Status = z.infer<typeof Status>

/** Whose turn it is in a status. */
export type Turn = 'applicant' | 'clerk' | 'examiner' | 'decider' | 'issuer' | 'nobody'

/** Code of the exchange, word on the screen, whose turn, and the coarse status of the evaluation exchange (1 待受理, 2 在办, 3 已办结). */
export const statuses: Record<Status, { code: string; label: string; turn: Turn; coarse: 1 | 2 | 3 }> = {
  submitted: { code: '10', label: '待受理', turn: 'clerk', coarse: 1 },
  preReturned: { code: '11', label: '预审退回', turn: 'applicant', coarse: 1 },
  received: { code: '20', label: '已收件', turn: 'clerk', coarse: 1 },
  correction: { code: '21', label: '待补正', turn: 'applicant', coarse: 1 },
  notAccepted: { code: '22', label: '不予受理', turn: 'nobody', coarse: 3 },
  accepted: { code: '30', label: '已受理', turn: 'examiner', coarse: 2 },
  examining: { code: '40', label: '审查中', turn: 'examiner', coarse: 2 },
  suspended: { code: '41', label: '特别程序', turn: 'examiner', coarse: 2 },
  deciding: { code: '50', label: '待决定', turn: 'decider', coarse: 2 },
  approved: { code: '60', label: '准予', turn: 'issuer', coarse: 3 },
  refused: { code: '61', label: '不予许可', turn: 'issuer', coarse: 3 },
  withdrawn: { code: '62', label: '已撤回', turn: 'nobody', coarse: 3 },
  terminated: { code: '62', label: '已终止', turn: 'nobody', coarse: 3 },
  lapsed: { code: '62', label: '逾期未补正', turn: 'nobody', coarse: 3 },
  making: { code: '70', label: '制证中', turn: 'issuer', coarse: 3 },
  ready: { code: '71', label: '待领取', turn: 'issuer', coarse: 3 },
  delivered: { code: '80', label: '已送达', turn: 'nobody', coarse: 3 },
  archived: { code: '90', label: '已归档', turn: 'nobody', coarse: 3 },
}

/** How an application came in (A5.3). */
export const Channel = z.enum(['window', 'web', 'mobile', 'kiosk', 'post', 'park', 'elsewhere'])
export type Channel = z.infer<typeof Channel>
export const channels: Record<Channel, { code: number; label: string }> = {
  window: { code: 1, label: '窗口' },
  web: { code: 2, label: '网上' },
  mobile: { code: 3, label: '赣服通' },
  kiosk: { code: 4, label: '自助机' },
  post: { code: 5, label: '邮寄' },
  park: { code: 6, label: '园区、乡镇代收' },
  elsewhere: { code: 7, label: '异地代收' },
}

/** How one material came (A5.3): uploaded, from a licence or register, on paper, promised for later, or not asked for. */
export const Provide = z.enum(['upload', 'licence', 'shared', 'paper', 'tolerant', 'exempt', 'inquiry'])
export type Provide = z.infer<typeof Provide>
export const provides: Record<Provide, string> = {
  upload: '上传',
  licence: '电子证照',
  shared: '数据共享',
  paper: '纸质',
  tolerant: '容缺后补',
  exempt: '免提交',
  inquiry: '请发证机关核实',
}

/** One file in the content-addressed store: `hash` is SM3, `size` in bytes. */
export const StoredFile = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().max(200),
  type: z.string().max(100),
  size: z.number().int().positive(),
})
export type StoredFile = z.infer<typeof StoredFile>

export const Material = z.object({
  code: z.string().min(1).max(60),
  name: z.string().max(200),
  provide: Provide,
  files: z.array(StoredFile).max(20).default([]),
  source: z.string().max(200).optional(),
})
export type Material = z.infer<typeof Material>
/** A material as a case keeps it; `holding` is what the city holds and satisfies it with. */
export type KeptMaterial = Material & { holding?: string }

const sentence = (min: number, what: string) =>
  z.string().trim().min(min, `请写明${what}，至少 ${min} 个字`).max(2000, `${what}太长了，请写在 2000 字以内`)

/** One thing that is missing or wrong: which material or question, what to do, and why. Structured, with its own state. */
export const Missing = z.object({ id: z.string().min(1).max(80), what: sentence(2, '要补什么'), why: z.string().max(500).optional() })
export type Missing = z.infer<typeof Missing>

/** The special procedures of the item catalogue; which of them stop the clock is law (行政许可法 第四十五条). */
export const Procedure = codeOf(specialProcedures)
export type Procedure = z.infer<typeof Procedure>

const Note = z.object({ note: z.string().trim().max(2000).optional() })
const Reason = z.object({ reason: sentence(4, '理由') })

/** A judgement of one 审查要点; `unknown` takes an earlier one back. */
export const GivenPoint = z.object({
  point: z.string().min(1).max(80),
  verdict: z.enum(['met', 'not met', 'unknown']),
  note: z.string().trim().min(2, '请写明理由，至少 2 个字').max(500, '理由太长了，请写在 500 字以内').optional(),
})
export type GivenPoint = z.infer<typeof GivenPoint>

/** One of those who look at the place: an account of the organ, and the number of his licence to enforce or to survey. */
const Surveyor = z.object({
  id: z.string().min(1, '请选核查的人'),
  licence: z
    .string('请填执法证或勘验员证的号码')
    .trim()
    .regex(/^[0-9A-Za-z-]{6,20}$/, '请填执法证或勘验员证的号码，6 到 20 位数字或字母'),
})
const distinct = (of: readonly string[]): boolean => new Set(of).size === of.length

/** What each verb takes. A verb is an act of the law or of the desk; nothing else moves a case. */
export const inputs = {
  receive: Note,
  preReturn: z.object({ items: z.array(Missing).min(1, '请逐条写明要补什么').max(50), note: z.string().max(2000).optional() }),
  resubmit: Note,
  requestSupplement: z.object({
    items: z.array(Missing).min(1, '请逐条写明要补什么').max(50),
    newFact: z.string().trim().max(500).optional(),
  }),
  supplement: Note,
  waive: z.object({ item: z.string().min(1, '请选不用补的那一条').max(80), reason: sentence(4, '为什么不用补') }),
  accept: Note,
  acceptTolerant: z.object({
    missing: z.array(z.string()).min(1, '请勾选容缺的材料'),
    pledged: z.literal(true, '申请人签了容缺受理承诺书才能容缺受理'),
  }),
  supplyTolerant: z.object({ materials: z.array(z.string()).min(1) }),
  notAccept: z.object({ reason: sentence(4, '不予受理的理由'), article: sentence(4, '依据的条款') }),
  examine: Note,
  survey: z.object({
    people: z
      .array(Surveyor, '请写明核查的两名以上工作人员')
      .min(2, '现场核查要有两名以上工作人员（行政许可法第三十四条）')
      .max(9, '核查人员最多写 9 名')
      .refine((all) => distinct(all.map((p) => p.id)), '同一个人写了两遍，请写两名以上不同的工作人员（行政许可法第三十四条）')
      .refine((all) => distinct(all.map((p) => p.licence)), '两个人的证号一样，请核对后再填'),
    on: z.iso.date('请选核查的日期'),
    result: sentence(2, '核查结果'),
    passed: z.boolean(),
  }),
  suspend: z.object({
    procedure: Procedure,
    days: z.coerce.number().int('请填整数天').min(1, '请填所需的天数，至少 1 天').max(365),
    reason: sentence(4, '理由'),
  }),
  resume: z.object({ result: sentence(2, '特别程序的结果') }),
  extend: Reason.extend({ days: z.coerce.number().int('请填整数天').min(1, '请填要延长的天数').max(30) }),
  propose: z.object({
    verdict: z.enum(['approve', 'refuse']),
    opinion: sentence(4, '审查意见'),
    /** points judged together with the opinion */
    points: z.array(GivenPoint).max(30).optional(),
  }),
  sendBack: Reason,
  approve: Note,
  refuse: z.object({ reason: sentence(10, '不予许可的理由'), article: sentence(4, '依据的条款') }),
  withdraw: z.object({ reason: z.string().trim().max(500).optional() }),
  terminate: z.object({ reason: sentence(4, '终止的理由') }),
  make: Note,
  ready: z.object({ way: z.enum(['window', 'post']), tracking: z.string().trim().max(40).optional() }),
  deliver: z.object({ way: z.enum(['window', 'post', 'electronic']), receiver: z.string().trim().max(60).optional() }),
  archive: Note,
  claim: z.object({}),
  release: z.object({ reason: z.string().trim().max(500).optional() }),
  handOver: z.object({ to: z.string().min(1, '请选要交给谁'), reason: sentence(2, '交接的理由') }),
  takeOver: Reason,
  grantApproval: Note,
  denyApproval: Reason,
} satisfies Record<string, z.ZodType>

export type Verb = keyof typeof inputs
export const verbNames = Object.keys(inputs) as Verb[]
export type Input<V extends Verb> = z.infer<(typeof inputs)[V]>

/** What an applicant hands in, online and at the counter alike. */
export const Submit = z.object({
  item: z.string().min(1),
  division: z.string().min(6),
  applicant: z.string().min(1),
  agent: z.string().optional(),
  channel: Channel,
  answers: z.record(z.string(), z.unknown()),
  materials: z.array(Material).max(100),
  declared: z.literal(true, '请先勾选“以上内容真实”'),
  pledged: z.boolean().optional(),
})
export type Submit = z.infer<typeof Submit>

/** How another calendar moves one case: its pressing last day, and that of the law. */
export type DueChange = {
  id: string
  no: string
  itemName: string
  from: string | null
  to: string | null
  promiseFrom: string | null
  promiseTo: string | null
  legalFrom: string | null
  legalTo: string | null
}
/** `looked`: how many open cases reach into the year. */
export type DuePreview = { looked: number; changes: DueChange[] }
