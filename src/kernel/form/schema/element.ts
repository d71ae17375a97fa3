import { z } from 'zod'
import { ChoicesSchema, ScalarSchema } from './field.ts'

export const ElementId = z.string().regex(/^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$/, '数据元标识像 person.name 这样写')

/** personal and sensitive as 个人信息保护法 第四条 and 第二十八条 divide them; sensitive values are masked wherever they are only shown. */
export const sensitivities = ['open', 'personal', 'sensitive'] as const

/** Where a value may be taken from instead of asked: the signed-in account, a register, or a licence type, best first. */
export const ElementSource = z.string().regex(/^(account|register:\S+|licence:\S+)$/, '来源写 account、register:名称 或 licence:证照名称')

/** 数据元: one thing the city knows by one name, whatever form asks it. */
export const DataElement = z.strictObject({
  id: ElementId,
  name: z.string().min(1).max(30),
  schema: z.union([ScalarSchema.required({ type: true }), ChoicesSchema]),
  sensitivity: z.enum(sensitivities).default('open'),
  mask: z.enum(['id', 'phone', 'account']).optional(),
  sources: z.array(ElementSource).default([]),
  sentences: z.record(z.string(), z.string().min(4)).optional(),
  example: z.string().optional(),
  autocomplete: z.string().optional(),
})
export type DataElement = z.infer<typeof DataElement>

/** `elements.yaml`: the list of all data elements; ids are given once. */
export const ElementsFile = z.strictObject({
  demo: z.boolean().default(false),
  elements: z.array(DataElement).superRefine((all, ctx) => {
    const seen = new Set<string>()
    for (const [i, { id }] of all.entries()) {
      if (seen.has(id)) ctx.addIssue({ code: 'custom', path: [i, 'id'], message: `数据元 ${id} 写了两次` })
      seen.add(id)
    }
  }),
})
export type ElementsFile = z.infer<typeof ElementsFile>

/** Elements by id. */
export type Elements = ReadonlyMap<string, DataElement>
