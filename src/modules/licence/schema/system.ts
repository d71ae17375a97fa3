/** The ledger of systems and the interface that they call (GB/T 36902, 36903, 36906). */
import { z } from 'zod'

export const systemKinds = { national: '国家统建', provincial: '省级统建', city: '市级自建' } as const
export const supportWords = { none: '未启动', linking: '对接中', testing: '联调', live: '已上线' } as const
export type Support = keyof typeof supportWords

export const NewSystem = z.object({
  code: z
    .string('请填系统编码')
    .trim()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, '编码用小写字母、数字和连字符，以字母开头'),
  name: z.string('请填系统名称').trim().min(2, '请填系统名称').max(60),
  owner: z.string('请选主管机关').min(1, '请选主管机关'),
  kind: z.enum(['national', 'provincial', 'city'], '请选统建还是自建'),
  items: z.array(z.string()).max(500).default([]),
})
export type NewSystem = z.infer<typeof NewSystem>
export const AskSystem = z.object({ code: z.string().max(40) })
export type AskSystem = z.infer<typeof AskSystem>

/** The newest call that came through, of one service; with `test` where only test calls did. */
export type Evidence = { service: 'licence' | 'seal'; at: Date; test: boolean; outcome: string; calls: number }
export type System = {
  code: string
  name: string
  owner: string
  ownerName: string
  kind: keyof typeof systemKinds
  items: string[]
  keyAt: Date | null
  demo: boolean
}

export const systemKey = z.string('请带上系统的密钥 key').min(20, '密钥不完整').max(100)
/** One call of a system. `holderNo`: identity number or credit code; `consent`: the holder has agreed, or the law says so. */
export const QueryCall = z.object({
  key: systemKey,
  test: z.boolean().default(false),
  type: z.string().length(21, '证照类型代码是 21 位'),
  holderNo: z.string().trim().min(6).max(30),
  subject: z.string('请写办件编号').trim().min(4, '请写办件编号').max(80),
  purpose: z.string('请写用途').trim().min(2, '请写用途').max(100),
  consent: z.literal(true, '没有持证人的同意或法定依据，不能调用'),
})
export type QueryCall = z.infer<typeof QueryCall>

/** The metadata of an instance as it is shared (GB/T 36903). Days as 'YYYY-MM-DD'; '9999-12-31': for good. */
export type SharedLicence = {
  name: string
  typeCode: string
  no: string
  identifier: string
  version: number
  issuer: string
  issuedOn: string
  validFrom: string
  validTo: string
  stateCode: string
  state: string
  demo: boolean
}
export type QueryAnswer = { test: boolean; licences: SharedLicence[] }

/** One type of the directory (GB/T 36902). */
export type DirectoryType = {
  code: string
  name: string
  definer: string
  holder: string
  items: string[]
  face: string[]
  basis: string | null
  demo: boolean
}

export type Supported = { support: Support; lamp?: 'green' | 'yellow' | 'red'; evidence?: Evidence }
export type SystemRow = System & { licence: Supported; seal: Supported }
/** `used`: papers since New Year that the library could have taken the place of, and did. */
export type SystemsView = {
  systems: SystemRow[]
  organs: { value: string; label: string }[]
  dueOn: string
  used: { all: number; byLicence: number }
}
export type SystemView = SystemRow & { calls: (Omit<Evidence, 'calls'> & { id: string })[] }
