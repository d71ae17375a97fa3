import { z } from 'zod'
import { ImportedItem } from './imported.ts'

const Name = z.string().min(1)

/** The transforms a mapping may name, each with what it needs. They run in order; an empty value ends the row of transforms. */
export const Transform = z.union([
  /** line breaks and runs of blanks (also 　) become one blank */
  z.literal('oneLine'),
  /** `甲(（乙）)` and `甲(乙)` become `甲（乙）` */
  z.literal('brackets'),
  /** a code of 31 or 33 characters whose credit code checks */
  z.literal('taskCode'),
  z.literal('integer'),
  z.literal('phones'),
  z.literal('url'),
  /** a list without repeats and empty words, in its order */
  z.literal('list'),
  z.strictObject({ dropPrefix: Name }),
  /** a text is cut into a list at any of these characters */
  z.strictObject({ split: Name }),
  /** `8（工作日）` by the units of a dictionary; `basis` says who sets it */
  z.strictObject({ limit: z.strictObject({ units: Name, basis: Name }) }),
  /** a code of this dictionary of the mapping; an entry of a list each */
  z.strictObject({ dictionary: Name }),
  z.strictObject({ boolean: z.strictObject({ yes: z.array(Name).min(1), no: z.array(Name).min(1) }) }),
  /** each entry becomes an object with this one field */
  z.strictObject({ as: Name }),
  /** a stretch of the text, counted in characters from 0 */
  z.strictObject({ slice: z.tuple([z.int(), z.int()]) }),
])
export type Transform = z.infer<typeof Transform>

/** The checks a mapping may name; `severity` says whether a row that fails is turned away or only marked. */
export const checkNames = [
  'organCode',
  'level',
  'type',
  'catalogue',
  'repeated',
  'sameUnit',
  'withinLaw',
  'phonesDiffer',
  'reachable',
  'cutOff',
] as const
export const Check = z.strictObject({
  check: z.enum(checkNames),
  severity: z.enum(['reject', 'warn']),
  /** the field of the source that is held against the code, where the check needs one */
  against: Name.optional(),
})
export type Check = z.infer<typeof Check>

export const Field = z.strictObject({
  to: z.enum(Object.keys(ImportedItem.shape) as [keyof ImportedItem & string, ...(keyof ImportedItem & string)[]]),
  /** path in the source row, `a.b` into objects; of several the first that is not empty */
  from: z.union([Name, z.array(Name).min(1)]),
  use: z.array(Transform).default([]),
  /** takes all of several paths, joined to one list, instead of the first */
  merge: z.boolean().default(false),
  /** a row without it is turned away; a value that cannot be read turns the row away too */
  required: z.boolean().default(false),
})
export type Field = z.infer<typeof Field>

/** How rows of a foreign catalogue become items of ours: data, one file a source. */
export const Mapping = z
  .strictObject({
    /** short name, kept on each item */
    name: z.string().regex(/^[a-z][a-z0-9-]*$/),
    title: Name,
    source: z.strictObject({ publisher: Name, licence: z.string().optional(), note: z.string().optional() }),
    /** longest line in characters; a longer one is turned away unread */
    maxLine: z.int().positive().default(100_000),
    /** values that mean “nothing said” */
    emptyWords: z.array(z.string()).default([]),
    dictionaries: z.record(Name, z.record(z.string(), z.string())).default({}),
    fields: z.array(Field).min(1),
    checks: z.array(Check).default([]),
  })
  .superRefine((m, ctx) => {
    const wrong = (message: string, path: (string | number)[]) => ctx.addIssue({ code: 'custom', message, path })
    for (const [i, field] of m.fields.entries()) {
      if (m.fields.findIndex((f) => f.to === field.to) !== i) wrong(`${field.to} 写了两次`, ['fields', i, 'to'])
      for (const name of dictionariesOf(field))
        if (!Object.hasOwn(m.dictionaries, name)) wrong(`没有名为 ${name} 的字典`, ['fields', i, 'use'])
    }
  })
export type Mapping = z.infer<typeof Mapping>

function dictionariesOf(field: { use: Transform[] }): string[] {
  return field.use.flatMap((t) => (typeof t === 'string' ? [] : 'dictionary' in t ? [t.dictionary] : 'limit' in t ? [t.limit.units] : []))
}
