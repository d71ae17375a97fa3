import { z } from 'zod'
import type { Limit } from '#kernel/clock/schema.ts'
import type { Said } from '#kernel/decision/schema/assessment.ts'
import type { ImportedItem } from '#kernel/item/schema/imported.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Scenario } from '#kernel/item/schema/parts.ts'

export const audiences = ['person', 'enterprise'] as const
export type Audience = (typeof audiences)[number]
export const audienceNames: Readonly<Record<Audience, string>> = { person: '个人', enterprise: '企业和其他组织' }
export const sourceNames = { own: '本地事项', imported: '广东样例（只供查阅）' } as const
export type SourceOf = keyof typeof sourceNames

/** What a list says about one item, the city's own or one of another place. */
export type Entry = {
  code: string
  source: SourceOf
  name: string
  lead: string
  divisions: string[]
  organs: string[]
  branches: string[]
  audiences: Audience[]
  personThemes: string[]
  enterpriseThemes: string[]
  lifeEvents: string[]
  taskType: string
  onlineGrade: string | null
  trips: number | null
  promise: Limit | null
  keywords: string[]
}

/** An entry with all that search needs: keys without blanks and signs, sound, and words with their weights (`rules/words.ts`). */
export type Indexed = Entry & {
  themes: string[]
  nameKey: string
  keywordKeys: string[]
  pinyin: string
  initials: string
  words: string
  hash: string
}

/** A word people use, with its sound. */
export type Term = { term: string; pinyin: string; initials: string; weight: number }

/** The city's words: `words` are never cut apart, `synonyms` lead from what people say to what items are called, `ages` from how old somebody is. */
export const Lexicon = z.strictObject({
  words: z.array(z.string().min(2)),
  ages: z.array(z.strictObject({ from: z.int(), to: z.int(), means: z.array(z.string().min(2)).min(1) })).default([]),
  synonyms: z.array(z.strictObject({ says: z.array(z.string().min(1)).min(1), means: z.array(z.string().min(2)).min(1) })),
})
export type Lexicon = z.infer<typeof Lexicon>

/** One value of a query: an empty field of a form says nothing, and of a repeated name the last one counts. */
const one = <T extends z.ZodType>(inner: T) =>
  z.preprocess((v) => {
    const last = Array.isArray(v) ? v.at(-1) : v
    return typeof last === 'string' && last.trim() === '' ? undefined : last
  }, inner.optional())

const Word = (max: number) => z.string().trim().max(max, `写得太长了，最多 ${max} 个字，请只留下要找的事`)

export const Filters = z.object({
  audience: one(z.enum(audiences, '请选“个人”或“企业和其他组织”')),
  theme: one(Word(20)),
  event: one(Word(20)),
  branch: one(Word(60)),
  division: one(z.string().regex(/^\d{6}(\d{3})?$/, '地区代码是 6 位或 9 位数字，请从列表里选')),
  source: one(z.enum(['own', 'imported'], '请选“本地事项”或“广东样例”')),
  online: one(z.enum(['1'], '请写 1')),
})
export type Filters = z.infer<typeof Filters>

export const Asked = Filters.extend({
  q: one(z.preprocess((v) => (typeof v === 'string' ? v.slice(0, 100) : v), z.string())),
  /** where the asker lives: what is handled there comes first, and nothing is left out */
  near: one(z.string().regex(/^\d{6}(\d{3})?$/, '地区代码是 6 位或 9 位数字，请从列表里选')),
  after: one(z.string().max(100)),
  limit: one(z.coerce.number('每页条数写一个数字').int().min(1, '每页至少 1 条').max(100, '每页最多 100 条')),
})
export type Asked = z.infer<typeof Asked>

export const Suggesting = z.object({ q: one(z.preprocess((v) => (typeof v === 'string' ? v.slice(0, 40) : v), z.string())) })
export type Suggesting = z.infer<typeof Suggesting>

const Code = z.string().max(80)
export const ByCode = z.object({ code: Code })
export type ByCode = z.infer<typeof ByCode>

export const AskGuide = z.object({
  code: Code,
  division: one(z.string().regex(/^\d{6}(\d{3})?$/, '地区代码是 6 位或 9 位数字，请从列表里选')),
  /** answers to the item's scenarios, by their ids */
  answers: z.record(z.string().max(60), z.string().max(60)).default({}),
})
export type AskGuide = z.infer<typeof AskGuide>

/** Asking whether an item is for somebody; `asked` is the question that stood on the page just sent. */
export const AskFit = AskGuide.extend({ asked: one(z.string().max(60)), more: one(z.literal('1')) })
export type AskFit = z.infer<typeof AskFit>

export const Nothing = z.object({})
export type Nothing = z.infer<typeof Nothing>

export type Choice = { value: string; text: string; count: number }
export type Facets = Record<'audience' | 'theme' | 'branch' | 'division' | 'source', Choice[]>
export type Listed = Omit<Entry, 'keywords'> & { divisionNames: string }

/**
 * A list with its filters; `reading` is the word that was looked for instead of the one typed, `next` the key of the next page,
 * `sure` whether something fits what was typed so well that nobody has to be told to look twice, `moved` what to say where the division asked for was dissolved and another one is shown.
 */
export type ItemList = {
  total: number
  items: Listed[]
  next: string | null
  facets: Facets
  asked: Asked
  reading: string | null
  sure: boolean
  moved: string | null
}

export type Suggestion = { name: string; code: string; source: SourceOf; href: string }

/** One organ that handles an item, and how to reach it. */
export type GuidePlace = Pick<HandlingItem, 'handlingCode' | 'impl' | 'remedies'>

/** A guide of the city's own: the item, those who handle it, and what today means for its dates. */
export type OwnGuide = {
  kind: 'own'
  code: string
  item: HandlingItem
  places: GuidePlace[]
  answers: Record<string, string>
  division: string | null
  /** what to say where a dissolved division was asked for, and another stands in its place */
  moved: string | null
  version: number
  publishedAt: Date
  todayOn: string
  /** the last day of the promise, and of the law, where somebody files today and is accepted */
  endOn: string
  /** that day is a Saturday or Sunday on which offices work */
  endMakeUp: boolean
  legalEndOn: string | null
  /** the item an answer leads to instead of this one */
  stopItem: { code: string; name: string } | null
  jointNames: string[]
  /** whether an organ has the power to decide it here; nobody can apply where none has */
  offered: boolean
  canApply: boolean
  canBook: boolean
  /** whether a licence that comes out of it can be verified on a page of this house */
  canVerify: boolean
  qr: { d: string; size: number }
  ready: Ready
  rating: { average: number; count: number } | null
}
/** `ask` is the question to be answered next, null when all are; `missed`: the page before was sent without an answer; `back` the answers without the last one. */
/**
 * `given`: the answers as they stand in the address, those that only the item's table asks among them; `most` how many questions it
 * may be in all; `said` what the table says, where the item has one; `rest` how many more would tell what to bring.
 */
export type FitView = OwnGuide & {
  ask: Scenario | null
  asked: Scenario[]
  given: Record<string, string>
  most: number
  rest: number
  said: Said | null
  missed: boolean
  back: Record<string, string> | null
}
export type ImportedGuide = { kind: 'imported'; code: string; item: ImportedItem; source: string; division: string | null }
export type GuideView = OwnGuide | ImportedGuide

/** What a standing page knows: the rooms that stand. */
export type Standing = { rooms: string[] }

export type ThemeGroup = { name: string; count: number; items: { code: string; name: string }[] }
export type Browse = { audience: Audience; themes: ThemeGroup[]; events: ThemeGroup[] }
export type Department = { branch: string; name: string; count: number; items: { code: string; name: string }[] }
export type Departments = { departments: Department[]; imported: { name: string; count: number }[] }

export type Home = {
  today: { on: string; month: string; lunar: string; day: number; weekday: string; note: string }
  counts: { own: number; imported: number; online: number }
  person: ThemeGroup[]
  enterprise: ThemeGroup[]
  /** rooms of the house that have a public page of their own */
  rooms: string[]
  /** what waits for the one who is signed in */
  waiting?: Waiting
  /** how far the programme is, part by part */
  programme: { name: string; measures: ProgrammeLine[] }[]
  news: { id: string; title: string; on: string }[]
}

/** What waits for a citizen, in words: the most pressing thing to do, the next case under way, a draft he left. */
export type Waiting = {
  turn?: { title: string; sentence: string; act: Link; more: number }
  running?: Link & { due?: string }
  draft?: Link
  total: number
}
type Link = { text: string; href: string }

/** A measure on the front page; `figure` is its first live number in words. */
export type ProgrammeLine = { code: string; short: string; state: 'live' | 'trial' | 'partial' | 'unbuilt'; figure?: string }

/** How ready a guide is for the one who reads it: what is known of him, what he need not bring, the draft he left. */
export type Ready = {
  applicant?: { party: string; name: string }
  held: string[]
  meter: { known: number; answered: number; left: number; total: number; minutes: number; from: string[] }
  draft?: { id: string; savedAt: Date; left: number }
}

/** What people did after a search in vain: what they asked then, and which item they opened. */
export type Then = { query: string; code: string; name: string; times: number }
export type Miss = { query: string; times: number; lastAt: Date; then: Then[] }

/** Outcome of an import: every line read is either imported or rejected; `written` are those that were new or changed. */
export type ImportReport = {
  read: number
  imported: number
  written: number
  rejected: { line: number; rule: string; message: string; code?: string; name?: string }[]
  warnings: Record<string, number>
}
