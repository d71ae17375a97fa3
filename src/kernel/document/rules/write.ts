/** A paper in words: the same data gives the same paper, wherever it is drawn. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import { grouped } from '#kernel/ledger/rules/words.ts'
import { type Paper, PaperHead, type PaperSpec, type Signature } from '../schema.ts'
import { checkUrl, groupCheckCode } from './number.ts'

const headKeys = new Set(Object.keys(PaperHead.shape))

/** What a paper says besides its head, of all that was kept of it. */
const withoutHead = (content: object): object => Object.fromEntries(Object.entries(content).filter(([key]) => !headKeys.has(key)))

function byOrgan({ layout, seals }: PaperSpec, { organ, madeAt }: PaperHead): Signature[] {
  return layout === 'minute' ? [] : [{ name: organ.name, on: zhFullDate(dayOf(madeAt)), seal: seals.length > 0 }]
}

const contactOf = ({ organ }: PaperHead): string[] =>
  [
    organ.phone && `咨询电话：${organ.phone}`,
    organ.complaintPhone && `监督电话：${organ.complaintPhone}`,
    organ.address && `地址：${organ.address}`,
    organ.hours && `办公时间：${organ.hours}`,
  ].filter((line): line is string => Boolean(line))

/** The title that a paper of a kind bears, by its checked data. */
export const titleOf = (spec: PaperSpec, data: object): string => spec.titleOf?.(data) ?? spec.title

/** Writes a paper out in words, from its head and data as they were kept; what lacks something is a fault (ZodError), no refusal. */
export function writePaper(kind: string, spec: PaperSpec, content: object): Paper {
  const head = PaperHead.parse(content)
  const data = spec.data.parse(withoutHead(content))
  const { addressee, reference, blocks, signatures, contact } = spec.write({ ...data, ...head })
  const { ledger } = head
  return {
    kind,
    layout: spec.layout ?? 'notice',
    watermark: spec.watermark,
    title: titleOf(spec, data),
    organ: head.organ.name,
    no: spec.word === null ? undefined : head.no,
    addressee,
    reference,
    blocks,
    signatures: signatures ?? byOrgan(spec, head),
    contact: [...(contact ?? contactOf(head)), ...(ledger ? [`账本检查点 ${ledger.size}：${grouped(ledger.hash)}`] : [])],
    check: { url: checkUrl(head.checkPage, head.checkCode), page: head.checkPage, code: groupCheckCode(head.checkCode) },
    demo: head.demo,
    sealMark: head.sealMark,
    madeAt: head.madeAt,
    on: zhFullDate(dayOf(head.madeAt)),
  }
}
