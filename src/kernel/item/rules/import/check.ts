import type { ImportedItem } from '../../schema/imported.ts'
import type { Check } from '../../schema/mapping.ts'
import { parseTaskCode } from '../code.ts'

export type CheckFault = { rule: string; field: keyof ImportedItem & string; sentence: string }
type Item = Partial<ImportedItem>
/** `against` is the source's own value that the mapping names. */
type Test = (item: Item, against: string | undefined) => CheckFault | undefined

/** What may be wrong between the fields of one row. Each compares only what the row really says. */
const tests: Readonly<Record<Exclude<Check['check'], 'repeated'>, Test>> = {
  organCode: (item, against) => agree('code.organ', '组织机构代码', partsOf(item)?.uscc.slice(8, 17), against),
  level: (item) => agree('code.level', '行使层级', partsOf(item)?.level, item.useLevel),
  type: (item, against) => agree('code.type', '事项类型', partsOf(item)?.taskType, against),
  catalogue: (item) => agree('code.catalogue', '基本编码', partsOf(item)?.catalogue, item.catalogueCode),
  sameUnit: ({ legal, promise }) =>
    legal && promise && legal.unit !== promise.unit
      ? { rule: 'limit.same-unit', field: 'promise', sentence: '法定时限和承诺时限单位不同，不能直接比较' }
      : undefined,
  withinLaw: ({ legal, promise }) =>
    legal && promise && legal.unit === promise.unit && promise.amount > legal.amount
      ? { rule: 'limit.within-law', field: 'promise', sentence: `承诺时限 ${promise.amount} 超过法定时限 ${legal.amount}` }
      : undefined,
  phonesDiffer: ({ consult, complaint }) => {
    const both = consult?.numbers.find((n) => complaint?.numbers.includes(n))
    return both === undefined ? undefined : { rule: 'phone.differ', field: 'complaint', sentence: `咨询和投诉是同一个电话 ${both}` }
  },
  reachable: ({ online, trips, address }) => {
    if (online === false && trips === 0) return { rule: 'trips.express', field: 'trips', sentence: '不能网办，又写不用跑，办法不明' }
    if (trips !== undefined && trips > 0 && address === undefined)
      return { rule: 'trips.address', field: 'address', sentence: `要跑 ${trips} 次，却没有办理地点` }
  },
  cutOff: ({ conditions }) =>
    /[：:；;，,、]$/.test(conditions?.at(-1) ?? '')
      ? { rule: 'conditions.cut-off', field: 'conditions', sentence: '受理条件在半句处断了，来源没有给全' }
      : undefined,
}

/** Runs one check on a row; undefined where it passes. */
export const runCheck = (check: Exclude<Check['check'], 'repeated'>, item: Item, against: string | undefined): CheckFault | undefined =>
  tests[check](item, against)

const partsOf = ({ code }: Item) => (code === undefined ? undefined : parseTaskCode(code))

function agree(rule: string, name: string, inCode: string | undefined, beside: string | undefined): CheckFault | undefined {
  if (inCode === undefined || beside === undefined || inCode === beside) return undefined
  return { rule, field: 'code', sentence: `编码里的${name}是 ${inCode}，旁边写的是 ${beside}` }
}
