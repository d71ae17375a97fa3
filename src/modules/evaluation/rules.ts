import { refusals } from '#base/refusal.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { isBad, type Rating, type Rules, type Service } from './schema.ts'

const refuse = refusals({
  'evaluation.tag-unknown': [422, '“{tag}”不在可以选的标签里，请刷新页面再选'],
})

/** Where a service stands for its rater: which rating is open (1 first, 2 follow-up), or why none is. */
export type Open = { nth: 1 | 2; untilOn: string } | { nth: undefined; code: 'late' | 'once' | 'twice' | 'waits'; sentence: string }

type Given = Pick<Rating, 'nth' | 'grade' | 'staffGrade' | 'isDefault'>

const closed = (code: 'late' | 'once' | 'twice' | 'waits', sentence: string): Open => ({ nth: undefined, code, sentence })
const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a)
const late = (on: string, today: string) => closed('late', `可以评价的时间到${zhDate(on, today)}为止，已经过了。有话想说，可以打 12345`)

/**
 * One first rating and one follow-up a service, each once (GB/T 39734-2020). The last day counts to its end. After a bad first
 * rating the follow-up waits until the matter has been rectified, so that it says whether it was.
 */
export function openFor(service: Pick<Service, 'closesOn' | 'followUntilOn'>, given: readonly Given[], today: string): Open {
  const first = given.find((r) => r.nth === 1)
  if (given.some((r) => r.nth === 2)) return closed('twice', '您已经评过，也追评过了，谢谢您')
  if (!first) return today <= service.closesOn ? { nth: 1, untilOn: service.closesOn } : late(service.closesOn, today)
  if (first.isDefault) return late(service.closesOn, today)
  const bad = isBad(first.grade) || isBad(first.staffGrade)
  if (bad && service.followUntilOn === null) return closed('waits', '您的差评正在核实整改，办好后会请您再评一次')
  const untilOn = later(service.closesOn, service.followUntilOn)
  return today <= untilOn ? { nth: 2, untilOn } : closed('once', '您已经评过了，谢谢您')
}

/** The tags that go with a grade; a tag of another grade was hidden when the grade changed and is dropped, an unknown one is refused. */
export function tagsFor(rules: Rules, mode: Service['mode'], grade: number, chosen: readonly string[]): string[] {
  const known = rules.tags[mode]
  const stray = chosen.find((t) => !Object.values(known).some((list) => list.includes(t)))
  if (stray !== undefined) throw refuse('evaluation.tag-unknown', { tag: stray })
  const own = known[String(grade) as keyof typeof known] ?? []
  return own.filter((t) => chosen.includes(t))
}

/** Per cent to one decimal; null where there is nothing to divide. */
export const percent = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((1000 * part) / whole) / 10)
