import { z } from 'zod'
import { DivisionCode } from '#kernel/party/schema.ts'
import {
  assurances,
  codeOf,
  handleAreas,
  handleTypes,
  onlineDepths,
  onlineGrades,
  organKinds,
  powerSources,
  projectTypes,
  serverTypes,
  taskTypes,
  useLevels,
} from './dictionary.ts'
import { OrganBranch } from './organ.ts'
import {
  Basis,
  Commitment,
  Faq,
  Fees,
  FlowStep,
  Intermediary,
  LegalLimit,
  Material,
  OwnLimit,
  Place,
  Remedies,
  Result,
  ReviewPoint,
  Scenario,
  SilentApproval,
  SpecialProcedure,
  Tolerant,
} from './parts.ts'
import { Themes } from './theme.ts'

const Sentence = z.string().trim().min(2)

export const ItemSlug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '事项文件夹用小写英文单词和连字符命名')
export const CatalogueCode = z.string().regex(/^\d{12}$/, '基本编码是 12 位数字')
export const TaskCode = z
  .string()
  .regex(/^[0-9A-HJ-NPQRTUWXY]{18}[1-6]\d{12}$/, '实施编码是 31 位：18 位信用代码、1 位行使层级、12 位基本编码')
export const HandlingCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}[1-6]\d{14}$/, '业务办理项编码是 33 位：31 位实施编码加 2 位序号')
const Order = z.string().regex(/^(0[1-9]|[1-9]\d)$/, '序号从 01 到 99')

/** 基本目录: a power that exists, whoever holds it (GB/T 39554.1-2020). `name` is the main item's, `subName` its sub-item's. */
export const CatalogItem = z.strictObject({
  code: CatalogueCode,
  name: Sentence,
  subName: Sentence.optional(),
  taskType: codeOf(taskTypes),
  demo: z.boolean(),
})
export type CatalogItem = z.infer<typeof CatalogItem>

/** 实施清单: one power in the hands of one organ. */
export const ImplItem = z.strictObject({
  taskCode: TaskCode,
  catalogueCode: CatalogueCode,
  organ: z.string(),
  organName: Sentence,
  uscc: z.string().length(18),
  division: DivisionCode,
  divisionName: Sentence,
  useLevel: codeOf(useLevels),
  organKind: codeOf(organKinds),
  powerSource: codeOf(powerSources),
  /** 委托部门, where the power is entrusted */
  entrustedBy: Sentence.optional(),
  localTaskCode: z.string().max(50).optional(),
  phone: z.string(),
  complaintPhone: z.string(),
  place: Place,
  demo: z.boolean(),
})
export type ImplItem = z.infer<typeof ImplItem>

const override = {
  powerSource: codeOf(powerSources).optional(),
  entrustedBy: Sentence.optional(),
  localTaskCode: z.string().max(50).optional(),
  phone: z.string().optional(),
  complaintPhone: z.string().optional(),
  place: Place.optional(),
}

/** Who carries the item out: one organ by id, or every organ of a branch in the city, its counties or its zones. */
export const Implementer = z.union([
  z.strictObject({ organ: z.string(), ...override }),
  z.strictObject({
    branch: OrganBranch,
    in: z.array(z.enum(['city', 'counties', 'zones'])).min(1),
    except: z.array(DivisionCode).default([]),
    ...override,
  }),
])
export type Implementer = z.infer<typeof Implementer>

/** All that a guide says and a case needs, the same wherever the item is handled. */
export const Guide = z.strictObject({
  /** 业务办理项 name: 食品经营许可（新办） */
  name: Sentence,
  /** what it is for, in two sentences of the citizen's own words */
  lead: Sentence,
  /** words of the lead, in its order, that are a link to the guide of another item: 做备案就行 */
  leadLinks: z.array(z.strictObject({ text: Sentence, item: ItemSlug })).optional(),
  /** who may apply, in half a sentence; `audiences` are its codes */
  who: Sentence,
  audiences: z.array(codeOf(serverTypes)).min(1),
  projectType: codeOf(projectTypes),
  /** which verbs a case of it has: decided at the counter, decided on a promise, or examined first */
  mode: z.enum(['onTheSpot', 'commitment', 'ordinary']),
  basis: z.array(Basis),
  conditions: z.array(Sentence).min(1),
  /** 数量限制 */
  quantityLimit: Sentence.optional(),
  /** 法定办结时限; null where no law sets one */
  legal: LegalLimit.nullable(),
  legalNote: Sentence.optional(),
  /** 承诺办结时限; 0 is 当场 */
  promise: OwnLimit,
  promiseNote: Sentence.optional(),
  special: z.array(SpecialProcedure).default([]),
  /** 通办范围; left out where the item is handled at its own place only */
  handleArea: codeOf(handleAreas).optional(),
  channels: z.array(codeOf(handleTypes)).min(1),
  online: z.boolean(),
  onlineDepth: z.array(codeOf(onlineDepths)).default([]),
  onlineGrade: codeOf(onlineGrades),
  /** how surely whoever sends it online is known; 实名认证 where it is left out */
  assurance: codeOf(assurances).optional(),
  /** 到办事现场次数, and why not 0 */
  trips: z.number().int().min(0).max(9),
  tripsReason: z.string().trim().min(1).default('无'),
  /** visits of the staff to the applicant: no trip of his */
  visits: Sentence.optional(),
  express: z.strictObject({ materials: z.boolean(), result: z.boolean() }),
  booking: z.boolean(),
  terminal: z.boolean().default(false),
  scenarios: z.array(Scenario).default([]),
  materials: z.array(Material),
  tolerant: Tolerant.optional(),
  commitment: Commitment.optional(),
  silentApproval: SilentApproval.default({ enabled: false, basis: [] }),
  /** what the item touches that forbids 超时默许: life, ecology, national security, money paid out */
  risks: z.array(z.enum(['life', 'ecology', 'security', 'payout'])).default([]),
  flow: z.array(FlowStep).min(1),
  /** 审查要点; where there are some, an opinion is given only when each is judged */
  points: z.array(ReviewPoint).max(30).optional(),
  results: z.array(Result).min(1),
  /** 双公示 within 7 working days of the decision */
  publicity: z.boolean(),
  publicityExempt: Sentence.optional(),
  fees: Fees,
  intermediaries: z.array(Intermediary).default([]),
  /** 联办机构, by branch */
  jointBranches: z.array(OrganBranch).default([]),
  faqs: z.array(Faq).default([]),
  rights: z.array(Sentence).default([]),
  duties: z.array(Sentence).default([]),
  remedies: Remedies.default({}),
  themes: Themes,
  /** what people type who look for it: 开饭馆, 卫生许可证, 奶茶店 */
  keywords: z.array(z.string().trim().min(1)).default([]),
})
export type Guide = z.infer<typeof Guide>

/** `item.yaml`: one 业务办理项 as the city writes it, with its catalogue entry and those who carry it out. */
export const ItemFile = Guide.extend({
  /** the folder's name */
  code: ItemSlug,
  /** of a demo city; a file says what its city is */
  demo: z.boolean().default(false),
  catalogue: CatalogItem.omit({ demo: true }),
  /** order of this 业务办理项 under its 实施编码 */
  order: Order.default('01'),
  powerSource: codeOf(powerSources).default('1'),
  implementedBy: z.array(Implementer).min(1),
})
export type ItemFile = z.infer<typeof ItemFile>
/** What an author writes: defaults left out. */
export type ItemFileInput = z.input<typeof ItemFile>

/** 业务办理项: the smallest thing one can apply for, at one organ. This is what a guide shows and what a case keeps a version of. */
export const HandlingItem = Guide.extend({
  handlingCode: HandlingCode,
  /** the folder it comes from */
  item: ItemSlug,
  order: Order,
  catalogue: CatalogItem,
  impl: ImplItem,
  remedies: Remedies.required(),
  demo: z.boolean(),
})
export type HandlingItem = z.infer<typeof HandlingItem>
