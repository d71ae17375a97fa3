import { z } from 'zod'
import { Limit } from '#kernel/clock/schema.ts'
import { Condition } from '#kernel/form/schema/condition.ts'
import { codeOf, materialForms, materialMedia, materialNeeds, materialSources, resultTypes, specialProcedures } from './dictionary.ts'

const Sentence = z.string().trim().min(2)
const Slug = z.string().regex(/^[a-z][a-zA-Z0-9-]*$/, '标识用英文字母、数字和连字符，以小写字母开头')

/** One article that an item, a limit or a fee stands on. */
export const Basis = z.strictObject({ law: Sentence, article: Sentence, text: Sentence })
export type Basis = z.infer<typeof Basis>

/** A limit the organ sets itself: a promise, a step, a later check. */
export const OwnLimit = Limit.extend({ basis: Limit.shape.basis.default('本机关承诺') }).strict()
/** A limit that law sets: it names its article. */
export const LegalLimit = Limit.strict()

/** When a part applies, over the answers to the item's scenarios: `{field: brewing, is: yes}`, joined by `all`, `any`, `not`. */
export const When = Condition
export type When = Condition

/** 情形引导: one question whose answer decides which materials, steps and fees apply, or ends the guide (`stop`). */
export const Scenario = z.strictObject({
  id: Slug,
  question: Sentence,
  hint: Sentence.optional(),
  when: When.optional(),
  options: z
    .array(
      z.strictObject({
        value: z.string().min(1),
        label: z.string().min(1),
        hint: Sentence.optional(),
        /** this answer means the item is not for them: say why, and which item (folder name) is */
        stop: z.strictObject({ sentence: Sentence, item: Slug.optional() }).optional(),
      }),
    )
    .min(2),
})
export type Scenario = z.infer<typeof Scenario>

/** 免提交: where the house gets the thing itself, so that nobody brings it (国办函〔2020〕43号 电子证照共享; measure C2). */
export const Free = z.strictObject({
  by: z.enum(['licence', 'register', 'account']),
  /** the licence or register in the citizen's words: 电子营业执照 */
  name: Sentence,
  /** 证照类型代码, 21 characters, only where a real one is known */
  licenceTypeCode: z.string().length(21).optional(),
  note: Sentence.optional(),
})

export const Material = z.strictObject({
  id: Slug,
  name: Sentence,
  /** how to get or make it, for the one who has to: “画出厨房、餐厅、洗消间的位置，标上尺寸。” */
  note: Sentence.optional(),
  /** two words beside the name on the short list: 手画也行 */
  tip: z.string().max(16).optional(),
  /** 3 = 容缺后补: on the published list of what may follow later */
  need: codeOf(materialNeeds).default('1'),
  sourceType: codeOf(materialSources),
  /** who issues it, where sourceType is 20 */
  source: Sentence.optional(),
  form: codeOf(materialForms).default('1'),
  medium: codeOf(materialMedia).default('3'),
  copies: z.number().int().min(0).max(20).default(1),
  /** file endings an upload may have */
  formats: z.array(z.enum(['jpg', 'png', 'pdf', 'ofd', 'docx', 'xlsx', 'dwg', 'zip'])).default(['jpg', 'png', 'pdf']),
  maxMb: z.number().int().positive().max(200).default(20),
  /** 受理标准: what the clerk checks */
  acceptStandard: Sentence,
  /** 空白表格 and 示例样表, names of files in the item's folder */
  blank: z.string().optional(),
  sample: z.string().optional(),
  basis: z.array(Basis).default([]),
  free: Free.optional(),
  when: When.optional(),
  /** the case in words, for the guide's tag: 自酿酒才要 */
  whenText: z.string().max(20).optional(),
})
export type Material = z.infer<typeof Material>

/** 收费. `charged: false` states that nothing is paid; the rows say what and on which basis (行政许可法 第五十八条). */
export const Fees = z.strictObject({
  charged: z.boolean(),
  basis: z.array(Basis).default([]),
  payOnline: z.boolean().default(false),
  rows: z
    .array(
      z.strictObject({
        name: Sentence,
        standard: Sentence,
        amountFen: z.number().int().min(0).optional(),
        reducible: z.boolean().default(false),
        reduceNote: Sentence.optional(),
        when: When.optional(),
      }),
    )
    .default([]),
})
export type Fees = z.infer<typeof Fees>

/** 特别程序 with its own days. `limit` null: the applicant sets the time. Whether the time counts is law, see `notCountedByLaw`. */
export const SpecialProcedure = z.strictObject({
  kind: codeOf(specialProcedures),
  limit: OwnLimit.nullable(),
  note: Sentence,
  when: When.optional(),
  basis: z.array(Basis).default([]),
})
export type SpecialProcedure = z.infer<typeof SpecialProcedure>

export const stepKinds = ['accept', 'examine', 'special', 'decide', 'issue', 'deliver'] as const
export const staffRoles = ['windowClerk', 'examiner', 'surveyor', 'chiefRep', 'decider', 'issuer'] as const

/** One step of 办理流程. Limits of accept to decide count from acceptance, all of them to the same day 0; null is “the same day”. */
export const FlowStep = z.strictObject({
  kind: z.enum(stepKinds),
  title: Sentence,
  role: z.enum(staffRoles),
  limit: OwnLimit.nullable(),
  /** 审查标准, for the one who works the step */
  standard: Sentence,
  result: Sentence,
  /** what the applicant sees of it */
  note: Sentence,
  when: When.optional(),
})
export type FlowStep = z.infer<typeof FlowStep>

/** 审查要点: one thing that must hold before the item can be granted. What shows it, and what the house can tell without looking. */
export const ReviewPoint = z.strictObject({
  id: Slug,
  /** what must hold, short enough for one line of a list: 经营者与执照一致 */
  text: z.string().trim().min(4, '审查要点写清楚要看什么').max(24, '审查要点要短，24 个字以内，细的写在依据里'),
  /** the material that shows it; where a case does not need that material, it has no such point */
  material: Slug.optional(),
  /** who can tell before anybody has looked: the city's own holding behind the material, or the rules of the item */
  machine: z.enum(['holding', 'rules']).optional(),
  /** what is missing until somebody judges: 缺周边现状，到场量了就能定 */
  needs: Sentence.optional(),
  /** it can be settled on the spot only */
  onSite: z.boolean().default(false),
  /** on what the point stands: a standard with its article */
  basis: Sentence.optional(),
})
export type ReviewPoint = z.infer<typeof ReviewPoint>

export const Result = z.strictObject({
  type: codeOf(resultTypes),
  name: Sentence,
  licenceTypeCode: z.string().length(21).optional(),
  /** 有效期 in words, and in months where the licence expires */
  validity: Sentence,
  validMonths: z.number().int().positive().nullable().default(null),
  sample: z.string().optional(),
  electronic: z.boolean().default(true),
})
export type Result = z.infer<typeof Result>

/** 告知承诺: told, promised, decided on the spot, checked later (国办发〔2020〕42号). */
export const Commitment = z.strictObject({
  /** whole: the decision rests on it; materials: only these are replaced by the promise */
  scope: z.enum(['whole', 'materials']),
  materials: z.array(Slug).default([]),
  when: When.optional(),
  /** 告知书: what the applicant is told */
  conditions: z.array(Sentence).min(1),
  consequences: z.array(Sentence).min(1),
  /** 承诺书: what the applicant states */
  promises: z.array(Sentence).min(1),
  checkWithin: OwnLimit,
  checkBy: Sentence,
  basis: z.array(Basis).min(1),
})
export type Commitment = z.infer<typeof Commitment>

/** 容缺受理: by when the missing things follow; what may follow are the materials with need 3 (国发〔2022〕5号). */
export const Tolerant = z.strictObject({ within: OwnLimit, note: Sentence })

/** 超时默许, switched per item, with the local rule that allows it. */
export const SilentApproval = z.strictObject({ enabled: z.boolean(), basis: z.array(Basis).default([]) })

export const Faq = z.strictObject({ question: Sentence, answer: Sentence })

export const Intermediary = z.strictObject({ service: Sentence, note: Sentence.optional(), basis: z.array(Basis).default([]) })

/** A counter where the item is handled. */
export const Place = z.strictObject({ name: Sentence, address: Sentence, hours: Sentence, traffic: Sentence.optional() })
export type Place = z.infer<typeof Place>

/** 救济. `{地区}` stands for the division's name. Left out: government of the division, court of the division (行政复议法, 行政诉讼法). */
export const Remedies = z.strictObject({
  reconsideration: z.strictObject({ organ: Sentence, withinDays: z.number().int().positive().default(60) }).optional(),
  litigation: z.strictObject({ court: Sentence, withinMonths: z.number().int().positive().default(6) }).optional(),
})
export type Remedies = z.infer<typeof Remedies>
