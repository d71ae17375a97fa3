import { z } from 'zod'
import { DivisionCode } from '#kernel/party/schema.ts'
import { codeOf, organKinds, useLevels } from './dictionary.ts'

/** The branch of government an organ belongs to; `approval-110105` and `market-110105` are two branches in one county. */
export const OrganBranch = z.string().regex(/^[a-z][a-z-]*$/, '条线用小写英文字母')

/** An office that holds power or serves. Phones and addresses of a demo city are not in service. */
export const Organ = z.strictObject({
  /** branch and division: `market-110105` */
  id: z.string().regex(/^[a-z][a-z-]*-\d{6}(\d{3})?$/, '机构标识写成“条线-区划代码”，例如 market-110105'),
  branch: OrganBranch,
  name: z.string().min(2),
  shortName: z.string().min(2),
  /** 统一社会信用代码, GB 32100-2015 */
  uscc: z.string().length(18),
  division: DivisionCode,
  /** 行使层级 */
  level: codeOf(useLevels),
  /** 实施主体性质 */
  kind: codeOf(organKinds),
  /** the organ above it: the same branch of the city, or the organ that runs it */
  parent: z.string().optional(),
  isApprovalBureau: z.boolean().default(false),
  phone: z.string(),
  complaintPhone: z.string(),
  /** the hall whose counters it serves at */
  hall: z.string(),
  address: z.string(),
  hours: z.string(),
  demo: z.boolean().default(false),
})
export type Organ = z.infer<typeof Organ>

export const Organs = z.array(Organ)
