/** From an item to its entry: what lists show, what filters ask, what search reads. */
import type { ImportedItem } from '#kernel/item/schema/imported.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { enterpriseThemes, personThemes } from '#kernel/item/schema/theme.ts'
import type { Audience, Entry, Indexed, Term } from '../schema.ts'
import { keyOf } from './key.ts'
import { soundOf } from './sound.ts'
import { type Cut, weighed } from './words.ts'

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)]

/** 自然人 is a person; every other code of 服务对象 is an organisation. */
const audiencesOf = (codes: readonly string[]): Audience[] => unique(codes.map((c): Audience => (c === '1' ? 'person' : 'enterprise')))

/** The city's own item, over all who handle it. `branchOf` finds the branch an organ belongs to. */
export function entryOfItem(code: string, handlings: readonly HandlingItem[], branchOf: (organ: string) => string | undefined): Entry {
  const item = handlings[0]!
  return {
    code,
    source: 'own',
    name: item.name,
    lead: item.lead,
    divisions: unique(handlings.map((h) => h.impl.division)),
    organs: unique(handlings.map((h) => h.impl.organName)),
    branches: unique(handlings.map((h) => branchOf(h.impl.organ) ?? h.impl.organName)),
    audiences: audiencesOf(item.audiences),
    personThemes: item.themes.person,
    enterpriseThemes: item.themes.enterprise,
    lifeEvents: item.themes.lifeEvents,
    taskType: item.catalogue.taskType,
    onlineGrade: item.onlineGrade,
    trips: item.trips,
    promise: item.promise,
    keywords: item.keywords,
  }
}

/** What other places call a theme, where the national list has another name for it. */
const sameTheme: Readonly<Record<string, string>> = {
  '社会保障（社会保险、社会救助）': '社会保障',
  社会救助: '社会保障',
  找工作: '就业创业',
  创业: '就业创业',
  纳税: '税收财务',
  外国人: '出境入境',
  城市综合执法: '公共安全',
  退休: '离职退休',
}
const among = (known: readonly string[], themes: readonly string[]) =>
  unique(themes.map((t) => sameTheme[t] ?? t).filter((t) => known.includes(t)))

/** An item of another place: no more than its source says, so its line in a list is the organ's name. */
export function entryOfImported(item: ImportedItem): Entry {
  const who = audiencesOf(item.audiences)
  const themed = (audience: Audience, known: readonly string[]) =>
    who.length === 0 || who.includes(audience) ? among(known, item.themes) : []
  return {
    code: item.code,
    source: 'imported',
    name: item.name,
    lead: item.organName,
    divisions: [item.division],
    organs: [item.organName],
    branches: [item.organName],
    audiences: who,
    personThemes: themed('person', personThemes),
    enterpriseThemes: themed('enterprise', enterpriseThemes),
    lifeEvents: [],
    taskType: item.taskType,
    onlineGrade: null,
    trips: item.trips ?? null,
    promise: item.promise ?? null,
    keywords: item.keywords,
  }
}

/** Makes an entry findable. `body` is further text of the item. */
export function indexed(entry: Entry, body: readonly string[], cut: Cut): Omit<Indexed, 'hash'> {
  const nameKey = keyOf(entry.name)
  const words = weighed(
    [
      { text: entry.name, weight: 'A' },
      ...entry.keywords.map((text) => ({ text, weight: 'B' as const })),
      ...[...entry.personThemes, ...entry.enterpriseThemes, ...entry.lifeEvents].map((text) => ({ text, weight: 'C' as const })),
      ...(entry.source === 'own' ? [{ text: entry.lead, weight: 'C' as const }] : []),
      ...[...entry.organs.slice(0, 1), ...body].map((text) => ({ text, weight: 'D' as const })),
    ],
    cut,
  )
  const keywordKeys = unique(entry.keywords.map(keyOf)).filter((k) => k.length > 1)
  return { ...entry, themes: unique([...entry.personThemes, ...entry.enterpriseThemes]), nameKey, keywordKeys, ...soundOf(nameKey), words }
}

/** The words of an entry for pinyin and for what is mistyped: its name and its keywords. */
export function termsOf(entry: Indexed): Term[] {
  const own = entry.source === 'own'
  const name = { term: entry.nameKey.replace(/新办$/, ''), weight: own ? 3 : 1 }
  const keywords = entry.keywordKeys.map((term) => ({ term, weight: own ? 2 : 1 }))
  return [name, ...keywords].filter((t) => t.term.length >= 2 && t.term.length <= 24).map((t) => ({ ...t, ...soundOf(t.term) }))
}
