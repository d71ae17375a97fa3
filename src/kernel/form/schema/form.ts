import { z } from 'zod'
import { Condition, Name } from './condition.ts'
import type { DataElement } from './element.ts'
import { FieldSchema, FieldUi } from './field.ts'

export const Question = z.strictObject({
  id: Name,
  /** the question as the page's h1: 店开在哪里？ */
  title: z.string().min(2, '请写上题目，至少 2 个字'),
  /** the row in the task list; the title without its question mark where left out */
  task: z.string().optional(),
  hint: z.string().optional(),
  /** why it is asked, folded */
  why: z.string().optional(),
  fields: z.array(Name).min(1),
  when: Condition.optional(),
  /** how long an answer takes; reckoned from the widgets where left out */
  minutes: z.number().positive().optional(),
})
export type Question = z.infer<typeof Question>

export const Section = z.strictObject({ id: Name, title: z.string().min(1, '请给这个部分起个名字'), questions: z.array(Question).min(1) })
export type Section = z.infer<typeof Section>

/** 情形引导: a question with a few answers that decides what is asked and brought; the same shape as an item's scenarios. */
export const Scenario = z.strictObject({
  id: Name,
  question: z.string().min(2),
  hint: z.string().optional(),
  when: Condition.optional(),
  options: z
    .array(
      z.strictObject({
        value: z.string().min(1),
        label: z.string().min(1),
        hint: z.string().optional(),
        stop: z.strictObject({ sentence: z.string(), item: z.string().optional() }).optional(),
      }),
    )
    .min(2),
})
export type Scenario = z.infer<typeof Scenario>

export const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** `form.json` as an author writes it: a JSON Schema of the answers, and how they are asked. */
export const FormFile = z.strictObject({
  $schema: z.literal(dialect),
  schema: z.strictObject({
    type: z.literal('object'),
    properties: z.record(Name, FieldSchema),
    required: z.array(Name).default([]),
    additionalProperties: z.literal(false),
  }),
  ui: z.strictObject({ sections: z.array(Section).min(1), fields: z.record(Name, FieldUi) }),
  scenarios: z.array(Scenario).default([]),
})
export type FormFile = z.infer<typeof FormFile>

/** A form file joined with its item's scenarios and the elements it names: everything that asking and checking need, as plain data. */
export type Form = FormFile & { elements: Readonly<Record<string, DataElement>> }
