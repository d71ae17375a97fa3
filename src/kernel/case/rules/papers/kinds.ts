/** The fifteen kinds of paper of a case: what each is called, says and bears (文书, A5.4). */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import type { Block, PaperHead, PaperSpec, Signature, Written } from '#kernel/document/schema.ts'
import { nameOf, specialProcedures } from '#kernel/item/schema/dictionary.ts'
import { type PaperBase, type PaperData, type PaperKind, paperData } from '../../schema/paper.ts'
import { extensionNotice, resumption, suspensionNotice } from './clock.ts'
import { approval, refusal } from './decision.ts'
import { deliveryReceipt, termination, withdrawal } from './ending.ts'
import { isLicence } from './law.ts'
import { commitment, tolerancePledge } from './pledge.ts'
import { acceptance, nonAcceptance, receipt, supplementNotice, toleranceNotice } from './taking.ts'

type Spec<K extends PaperKind> = PaperSpec<(typeof paperData)[K]>

/** A kind from its words: to the applicant, signed by the organ. What is on the way to a decision bears the organ's special seal first (行政许可法 第三十二条第二款). */
function kindOf<K extends PaperKind>(
  kind: K,
  title: string,
  word: string | null,
  body: (d: PaperData<K>) => Block[],
  { write, ...more }: Omit<Partial<Spec<K>>, 'write'> & { write?: (d: PaperData<K>) => Partial<Written> } = {},
): Spec<K> {
  return {
    title,
    word,
    seals: ['business', 'official'],
    ...more,
    data: paperData[kind],
    write(data) {
      const d = data as PaperData<K>
      const base = d as unknown as PaperBase
      return { addressee: base.applicant.name, reference: { label: '办件编号', value: base.case.no }, blocks: body(d), ...write?.(d) }
    },
  } as Spec<K>
}

/** A decision bears the seal of the organ itself (行政许可法 第三十八条, GB/T 9704-2012 7.3.5); of what is no licence none calls itself one. */
const decision = (licence: string, other: string) => ({
  titleOf: (d: { item: { taskType: string } }) => (isLicence(d) ? licence : other),
  seals: ['official', 'business'] as const,
})

const byOrgan = (d: PaperHead): Signature => ({ name: d.organ.name, on: zhFullDate(dayOf(d.madeAt)), seal: true })
const byApplicant = (role: string, on?: string): Signature => ({ role, on: on && zhFullDate(on), seal: false })

/** What the applicant signs has no number. A pledge goes to the organ; a delivery receipt goes to nobody and stays in the file. */
export const casePapers: { [K in PaperKind]: Spec<K> } = {
  receipt: kindOf('receipt', '收件凭证', '收', receipt),
  supplementNotice: kindOf('supplementNotice', '申请材料补正一次性告知书', '补', supplementNotice),
  acceptance: kindOf('acceptance', '受理通知书', '受', acceptance),
  nonAcceptance: kindOf('nonAcceptance', '不予受理通知书', '不受', nonAcceptance),
  toleranceNotice: kindOf('toleranceNotice', '容缺受理告知书', '容', toleranceNotice),
  tolerancePledge: kindOf('tolerancePledge', '容缺受理承诺书', null, tolerancePledge, {
    seals: [],
    signedByApplicant: true,
    write: (d) => ({ addressee: d.organ.name, signatures: [byApplicant('承诺人（签名或盖章）')] }),
  }),
  commitment: kindOf('commitment', '告知承诺书', null, commitment, {
    signedByApplicant: true,
    write: (d) => ({ addressee: undefined, signatures: [byOrgan(d), byApplicant('申请人（签名或盖章）', d.signedOn)] }),
  }),
  suspensionNotice: kindOf('suspensionNotice', '特别程序告知书', '特', suspensionNotice, {
    titleOf: (d) => `特别程序（${nameOf(specialProcedures, d.procedure)}）告知书`,
  }),
  resumption: kindOf('resumption', '恢复办理通知书', '恢', resumption),
  extensionNotice: kindOf('extensionNotice', '延期办理通知书', '延', extensionNotice),
  approval: kindOf('approval', '准予行政许可决定书', '准', approval, decision('准予行政许可决定书', '办理结果通知书')),
  refusal: kindOf('refusal', '不予行政许可决定书', '不准', refusal, decision('不予行政许可决定书', '不予办理通知书')),
  deliveryReceipt: kindOf('deliveryReceipt', '送达回证', '送', deliveryReceipt, { write: () => ({ addressee: undefined }) }),
  withdrawal: kindOf('withdrawal', '撤回确认书', '撤', withdrawal),
  termination: kindOf('termination', '终止办理通知书', '终', termination),
}
