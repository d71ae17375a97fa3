import type { CaseFile } from '#kernel/case/rules/dossier.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Organ } from '#kernel/item/schema/organ.ts'
import { maskIdNo, maskName } from '#kernel/party/rules/mask.ts'
import type { DraftInput, Row } from '../schema.ts'

const licensing = '01'

type Told = {
  fact: { id: number; name: string; at: Date }
  file: Pick<CaseFile, 'applicantName' | 'applicantKind' | 'itemName' | 'taskType' | 'organ' | 'division' | 'demo'>
  item: Pick<HandlingItem, 'publicity' | 'publicityExempt' | 'catalogue' | 'results'>
  organ: Pick<Organ, 'name' | 'uscc'>
  /** number of a certificate for people, unified code for everybody else */
  number?: string
  paper?: { title: string; no: string | null }
}

/** Whether a decision is published at all: licences alone, unless the item says why not (secrets, privacy: A5.5). */
export const isPublished = ({ file, item }: Pick<Told, 'file' | 'item'>): boolean =>
  file.taskType === licensing && item.publicity && item.publicityExempt === undefined

/** People are shown by surname and the ends of their number; companies by name and code, which are public. */
function licensee({ file, number }: Told): Row[] {
  const natural = file.applicantKind === 'natural'
  const name = natural ? maskName(file.applicantName) : file.applicantName
  const numbered = number ? [{ name: natural ? '证件号码' : '统一社会信用代码', value: natural ? maskIdNo(number) : number }] : []
  return [{ name: '行政相对人', value: name }, ...numbered]
}

/** A licence decision as 双公示 shows it; reasons of a refusal are between organ and applicant and stay out. */
export function licenceDraft(told: Told): DraftInput {
  const { fact, file, item, organ, paper } = told
  const approved = fact.name === 'case.approved'
  const result = item.results[0]
  const rows: (Row | undefined)[] = [
    ...licensee(told),
    paper && { name: '决定文书', value: paper.title },
    paper?.no ? { name: '文书号', value: paper.no } : undefined,
    { name: '许可事项', value: item.catalogue.name },
    { name: '许可内容', value: file.itemName },
    { name: '决定', value: approved ? '准予行政许可' : '不予行政许可' },
    { name: '决定日期', value: zhFullDate(dayOf(fact.at)) },
    approved && result ? { name: '有效期', value: result.validity } : undefined,
    { name: '许可机关', value: organ.name },
    { name: '许可机关统一社会信用代码', value: organ.uscc },
  ]
  const who = rows[0]!.value
  return {
    source: `fact:${fact.id}`,
    kind: 'licence',
    title: `${who}：${file.itemName}${approved ? '' : '（不予许可）'}`,
    decidedAt: fact.at,
    facts: rows.filter((r) => r !== undefined),
    organ: file.organ,
    division: file.division,
    demo: file.demo,
  }
}
