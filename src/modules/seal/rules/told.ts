import { zhFullDate } from '#kernel/clock/rules/text.ts'

/** What a fact of a seal holds for a reader, in the order in which it is told. */
const rows: readonly (readonly [key: string, label: string])[] = [
  ['reason', '理由'],
  ['identity', '核对了'],
  ['name', '姓名'],
  ['opinion', '意见'],
  ['validFrom', '有效期从'],
  ['validTo', '有效期到'],
]

const days: readonly string[] = ['validFrom', 'validTo']

export function tell(data: Record<string, unknown>): { label: string; value: string }[] {
  // a fact about somebody names him; an application names what will stand on the seal
  const name = data.account === undefined ? '刻的名称' : '姓名'
  return rows.flatMap(([key, label]) => {
    const value = data[key]
    if (typeof value !== 'string' || value === '') return []
    return [{ label: key === 'name' ? name : label, value: days.includes(key) ? zhFullDate(value) : value }]
  })
}
