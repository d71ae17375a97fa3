import type { PaperKind } from '../../schema/paper.ts'

/**
 * Which fact of a case makes which paper (行政许可法 第三十二、三十八、四十二、四十四、四十五条; A5.4). The receipt is given once: with the
 * submission online, with the taking over at a counter; the five days of 第三十二条 run from the day the materials came in.
 */
export const paperFor: Readonly<Record<string, PaperKind>> = {
  'case.submitted': 'receipt',
  'case.received': 'receipt',
  'case.pre-returned': 'supplementNotice',
  'case.supplement-requested': 'supplementNotice',
  'case.accepted': 'acceptance',
  'case.not-accepted': 'nonAcceptance',
  'case.suspended': 'suspensionNotice',
  'case.resumed': 'resumption',
  'case.extended': 'extensionNotice',
  'case.approved': 'approval',
  'case.refused': 'refusal',
  'case.delivered': 'deliveryReceipt',
  'case.withdrawn': 'withdrawal',
  'case.terminated': 'termination',
}

/** All papers of one fact: a tolerant acceptance (容缺受理) also tells what is still missing and keeps the pledge (国发〔2022〕5号). */
export function papersOf(fact: string, data: { missing?: readonly unknown[] } = {}): PaperKind[] {
  if (!Object.hasOwn(paperFor, fact)) return []
  const kind = paperFor[fact]!
  return kind === 'acceptance' && data.missing?.length ? ['acceptance', 'toleranceNotice', 'tolerancePledge'] : [kind]
}
