/** One recorded look in words: which office, at what, for what. */

type Fact = { name: string; by: string; data: Record<string, unknown> }

const personal: Record<string, string> = { idNo: '证件号码', phone: '电话', address: '住址', name: '姓名' }
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Who looked: the office on record, else the organ of the case; an agent is called what he is to the party. */
function whoOf({ by, data }: Fact, organ: string | undefined): string {
  if (by.startsWith('citizen:')) return '您授权的代办人'
  return text(data.office) || organ || '工作人员'
}

export function lookOf(fact: Fact, organ: string | undefined): { who: string; what: string } {
  const what = text(fact.data.what) || `完整的${personal[text(fact.data.field)] ?? '个人信息'}`
  const purpose = text(fact.data.purpose) || text(fact.data.reason)
  return { who: whoOf(fact, organ), what: purpose ? `${what}，${purpose}` : what }
}
