import { z } from 'zod'
import type { ImportColumn } from '#kernel/module.ts'

/** How an organ came to a power: by law, transferred to an approval bureau, entrusted, delegated downwards, or reporting straight up. */
export const AuthorityKind = z.enum(['statutory', 'transferred', 'entrusted', 'delegated', 'directReport'])
export type AuthorityKind = z.infer<typeof AuthorityKind>
export const authorityKinds: Record<AuthorityKind, string> = {
  statutory: '法定',
  transferred: '划转',
  entrusted: '委托',
  delegated: '下放',
  directReport: '直报',
}

/** One dated grant: `organ` decides `item` in `division` from a day, to a day or for good, on a basis that names its clause. */
export const Authority = z.object({
  id: z.string(),
  item: z.string(),
  division: z.string(),
  organ: z.string('请选机关').min(1, '请选机关'),
  kind: AuthorityKind,
  basis: z.string('请写明依据的文件和条款').trim().min(2, '请写明依据的文件和条款'),
  fromOn: z.iso.date('请选从哪天起'),
  toOn: z.iso.date('日期写成 2023-06-15 这样').nullable().default(null),
  demo: z.boolean().default(false),
})
export type Authority = z.infer<typeof Authority>

export const GrantAuthority = Authority.omit({ id: true, demo: true })
export type GrantAuthority = z.infer<typeof GrantAuthority>

export const EndAuthority = z.object({
  id: z.string(),
  toOn: z.iso.date('请选最后一天'),
  reason: z.string('请写明收回的理由').trim().min(4, '请写明收回的理由，至少 4 个字'),
})
export type EndAuthority = z.infer<typeof EndAuthority>

/** One holder gives way to another on a day: the old grant ends the day before, the new one begins. */
export const TransferAuthority = z.object({
  id: z.string(),
  organ: z.string('请选接手的机关').min(1, '请选接手的机关'),
  kind: AuthorityKind,
  basis: z.string('请写明依据的文件和条款').trim().min(2, '请写明依据的文件和条款'),
  fromOn: z.iso.date('请选从哪天起'),
  reason: z.string('请写明移交的理由').trim().min(4, '请写明移交的理由，至少 4 个字'),
})
export type TransferAuthority = z.infer<typeof TransferAuthority>

/** Which powers the list shows: of an item, a division, an organ, on a day; `gaps`: those that nobody holds on that day. */
export const ListAuthority = z.object({
  q: z.string().trim().max(80).default(''),
  division: z.string().max(12).optional(),
  organ: z.string().max(80).optional(),
  on: z.iso.date().optional(),
  show: z.enum(['held', 'gaps', 'ending']).catch('held').default('held'),
})
export type ListAuthority = z.infer<typeof ListAuthority>

/** One power in one place on a day: who holds it, or nobody. */
export type AuthorityLine = {
  item: string
  itemName: string
  division: string
  divisionName: string
  holder: { id: string; organ: string; organName: string; kind: AuthorityKind; basis: string; fromOn: string; toOn: string | null } | null
}
export type AuthorityList = {
  rows: AuthorityLine[]
  total: number
  on: string
  gaps: number
  organs: { value: string; label: string }[]
  divisions: { value: string; label: string }[]
}
/** The whole history of one power in one place, with the days on which nobody holds it. */
export type AuthorityPage = {
  item: string
  itemName: string
  division: string
  divisionName: string
  today: string
  grants: (Authority & { organName: string; state: 'past' | 'now' | 'coming' })[]
  gaps: { fromOn: string; toOn: string | null }[]
  organs: { value: string; label: string }[]
  mayEdit: boolean
}

export const AskAuthority = z.object({ item: z.string(), division: z.string(), on: z.iso.date().optional() })
export type AskAuthority = z.infer<typeof AskAuthority>

/** A code in digits may come as a number from JSON. */
const said = (what: string) =>
  z.preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z.string(`缺少${what}`).trim().min(1, `缺少${what}`).max(200, `${what}写在 200 字以内`),
  )
const on = (what: string) => z.string(`缺少${what}`).pipe(z.iso.date(`${what}要写成 2023-06-15 这样`))

/** One row of a city's list of powers (权责清单): who decides what where since when, and the document, its day and the clause that say so. */
export const BringPower = z
  .strictObject({
    organ: said('机关'),
    item: said('事项'),
    division: said('地区'),
    kind: said('取得方式'),
    document: said('依据文件'),
    day: on('文件日期'),
    clause: said('条款'),
    fromOn: on('起始日'),
    toOn: on('终止日')
      .nullish()
      .transform((d) => d ?? null),
  })
  .refine((p) => p.toOn === null || p.fromOn <= p.toOn, { path: ['toOn'], message: '不能早于起始日' })
  .refine((p) => p.day <= p.fromOn, { path: ['fromOn'], message: '不能早于文件的日期' })
export type BringPower = z.infer<typeof BringPower>

/** The columns of that list, as its template and a city's own table name them. */
export const powerColumns: readonly ImportColumn[] = [
  { name: 'organ', title: '机关', example: 'market-990101', needed: true, hint: '机构标识或全称，名录里要有' },
  { name: 'item', title: '事项', example: 'restaurant-licence', needed: true, hint: '事项的英文标识，或 12 位基本编码' },
  { name: 'division', title: '地区', example: '990101', needed: true, hint: '区划代码或全称，写法和别的表一样' },
  { name: 'kind', title: '取得方式', example: '法定', needed: true, hint: `${Object.values(authorityKinds).join('、')}` },
  { name: 'document', title: '依据文件', example: '县权责清单', needed: true, hint: '文件的名称或文号' },
  { name: 'day', title: '文件日期', example: '2023-01-10', needed: true },
  { name: 'clause', title: '条款', example: '市场监管第 3 项', needed: true },
  { name: 'fromOn', title: '起始日', example: '2023-02-01', needed: true, hint: '从哪天起由它决定，不早于文件日期' },
  { name: 'toOn', title: '终止日', example: '', hint: '一直有效的空着' },
]
