/** Every paper in words: the same data gives the same paper, wherever it is drawn. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import { nameOf, specialProcedures } from '#kernel/item/schema/dictionary.ts'
import { grouped } from '#kernel/ledger/rules/words.ts'
import type { Block, Paper, PaperData, PaperKind, Signature } from '../schema.ts'
import { paperKinds } from '../schema.ts'
import { isLicence } from './law.ts'
import { checkUrl, groupCheckCode } from './number.ts'
import { extensionNotice, resumption, suspensionNotice } from './papers/clock.ts'
import { approval, refusal } from './papers/decision.ts'
import { deliveryReceipt, termination, withdrawal } from './papers/ending.ts'
import { commitment, tolerancePledge } from './papers/pledge.ts'
import { acceptance, nonAcceptance, receipt, supplementNotice, toleranceNotice } from './papers/taking.ts'

const bodies: { [K in PaperKind]: (d: PaperData<K>) => Block[] } = {
  receipt,
  supplementNotice,
  acceptance,
  nonAcceptance,
  toleranceNotice,
  tolerancePledge,
  commitment,
  suspensionNotice,
  resumption,
  extensionNotice,
  approval,
  refusal,
  deliveryReceipt,
  withdrawal,
  termination,
}

type Any = PaperData<PaperKind>

/** The title as the paper bears it: 特别程序（听证）告知书 names its procedure; what is no licence is not called one. */
export function titleOf(kind: PaperKind, d: Any): string {
  const { title, other } = paperKinds[kind]
  if (kind === 'suspensionNotice') return `特别程序（${nameOf(specialProcedures, (d as PaperData<'suspensionNotice'>).procedure)}）告知书`
  return other !== undefined && !isLicence(d) ? other : title
}

const byOrgan = (d: Any): Signature => ({ name: d.organ.name, on: zhFullDate(dayOf(d.madeAt)), seal: true })
const byApplicant = (role: string, on?: string): Signature => ({ role, on: on && zhFullDate(on), seal: false })

/** Who signs what is not signed by the organ alone. */
const signatures: Partial<Record<PaperKind, (d: Any) => Signature[]>> = {
  tolerancePledge: () => [byApplicant('承诺人（签名或盖章）')],
  commitment: (d) => [byOrgan(d), byApplicant('申请人（签名或盖章）', (d as PaperData<'commitment'>).signedOn)],
}

/** A pledge goes to the organ, every other paper to the applicant; a delivery receipt goes to nobody and stays in the file. */
function addressee(kind: PaperKind, d: Any): string | undefined {
  if (kind === 'deliveryReceipt' || kind === 'commitment') return undefined
  return kind === 'tolerancePledge' ? d.organ.name : d.applicant.name
}

const contact = ({ organ, ledger }: Any): string[] =>
  [
    organ.phone && `咨询电话：${organ.phone}`,
    organ.complaintPhone && `监督电话：${organ.complaintPhone}`,
    organ.address && `地址：${organ.address}`,
    organ.hours && `办公时间：${organ.hours}`,
    ledger && `账本检查点 ${ledger.size}：${grouped(ledger.hash)}`,
  ].filter((line): line is string => Boolean(line))

/** Writes a paper of checked data out in words. */
export function writePaper<K extends PaperKind>(kind: K, d: PaperData<K>): Paper {
  return {
    kind,
    title: titleOf(kind, d),
    organ: d.organ.name,
    no: paperKinds[kind].numbered ? d.no : undefined,
    addressee: addressee(kind, d),
    blocks: bodies[kind](d),
    signatures: signatures[kind]?.(d) ?? [byOrgan(d)],
    contact: contact(d),
    check: { url: checkUrl(d.checkPage, d.checkCode), page: d.checkPage, code: groupCheckCode(d.checkCode) },
    caseNo: d.case.no,
    demo: d.demo,
    sealMark: d.sealMark,
    madeAt: d.madeAt,
  }
}
