/** One type of licence as a table gives it; lists stand in one cell, divided by ；. */
import { z } from 'zod'
import type { HolderKind } from '#kernel/holding/schema.ts'
import type { FaceLine, LicenceType } from './licence.ts'

const holders: Readonly<Record<string, HolderKind>> = { 个人: 'natural', 单位: 'legal', 都行: 'both' }
const list = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/[；;]/)
    .map((word) => word.trim())
    .filter(Boolean)

/** `厨房面积=premises.kitchenArea(平方米)`: what is printed, the data element behind it, and its unit. */
const line = /^([^=()（）]+?)(?:=([a-zA-Z][\w.]*))?(?:[(（]([^()（）]+)[)）])?$/

function faceLine(text: string): FaceLine | undefined {
  const [, name, element, unit] = line.exec(text) ?? []
  return name === undefined ? undefined : { name: name.trim(), ...(element ? { element } : {}), ...(unit ? { unit } : {}) }
}

export const TypeRowIn = z.strictObject({
  code: z.string().trim().length(21, '证照类型代码是 21 位：18 位定义机构代码加 3 位顺序号'),
  name: z.string().trim().min(2, '名称至少 2 个字').max(60),
  also: z.string().trim().max(300).optional(),
  definer: z.string().trim().min(2, '写定义机构的名称').max(60),
  holder: z.enum(Object.keys(holders), '持证主体写个人、单位或都行'),
  basis: z.string().trim().max(200).optional(),
  items: z.string().trim().max(500).optional(),
  months: z.coerce.number('有效月数写整数').int('有效月数写整数').positive('有效月数从 1 起').max(1_200).optional(),
  number: z
    .string()
    .trim()
    .regex(/\{serial:\d\}/, '编号规则里要有 {serial:位数}，例如 XK{year}{serial:6}')
    .max(80)
    .optional(),
  face: z
    .string()
    .trim()
    .max(2_000)
    .refine((text) => list(text).every((l) => faceLine(l) !== undefined), '照面写成“名称=数据元；名称=数据元（单位）”')
    .optional(),
})
export type TypeRowIn = z.infer<typeof TypeRowIn>

/** The type as the register keeps it. */
export const typeFrom = (row: TypeRowIn, demo: boolean): LicenceType => ({
  code: row.code,
  name: row.name,
  also: list(row.also),
  definer: row.definer,
  holder: holders[row.holder]!,
  demo,
  items: list(row.items),
  number: row.number ?? '{division}{year}{serial:6}',
  face: list(row.face).map((l) => faceLine(l)!),
  ...(row.basis ? { basis: row.basis } : {}),
  ...(row.months ? { months: row.months } : {}),
})
