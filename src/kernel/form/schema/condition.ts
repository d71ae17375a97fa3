import { z } from 'zod'

/** A name of a field, a scenario or a question: it also becomes a key of an object, so names that every object owns are barred. */
export const Name = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]*$/, '名称用英文字母、数字和连字符，以小写字母开头')
  .refine((name) => !(name in {}), '这个名称是语言自己用的，请换一个')
  .refine((name) => name !== 'unsure', '“unsure”是系统记“说不清楚”用的，请换一个名称')

const Scalar = z.union([z.string(), z.number(), z.boolean()])
export type Scalar = z.infer<typeof Scalar>

type Test = { field: string } & (
  | { is: Scalar }
  | { not: Scalar }
  | { in: Scalar[] }
  | { has: Scalar }
  | { exists: boolean }
  | { gt: number }
  | { gte: number }
  | { lt: number }
  | { lte: number }
)

/**
 * When something is asked or wanted, over the answers given before it. `has` looks into a list of choices. A field that is
 * not answered meets no test but `exists: false`, so `{field, not: x}` waits for an answer while `{not: {field, is: x}}` does not.
 */
export type Condition = Test | { all: Condition[] } | { any: Condition[] } | { not: Condition }

const test = <K extends string, T extends z.ZodType>(key: K, value: T) =>
  z.strictObject({ field: Name, [key]: value } as { field: typeof Name } & Record<K, T>)

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      test('is', Scalar),
      test('not', Scalar),
      test('in', z.array(Scalar).min(1)),
      test('has', Scalar),
      test('exists', z.boolean()),
      test('gt', z.number()),
      test('gte', z.number()),
      test('lt', z.number()),
      test('lte', z.number()),
      z.strictObject({ all: z.array(Condition).min(1) }),
      z.strictObject({ any: z.array(Condition).min(1) }),
      z.strictObject({ not: Condition }),
    ],
    { error: '条件要写成 {field, is|not|in|has|exists|gt|gte|lt|lte} 之一，或用 all、any、not 组合' },
  ),
) as z.ZodType<Condition>
