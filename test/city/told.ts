/** What stories about bad input share: what a person was told, and what the city holds afterwards. */
import { expect } from 'vitest'
import type { Answer, TestCity } from '../kit.ts'

/** Status and sentence of an answer; where fields are wrong, the sentence of the first. */
export function told(answer: Answer): [status: number, sentence: string] {
  const [field] = (answer.body?.fields ?? []) as { sentence: string }[]
  return [answer.status, field?.sentence ?? answer.body?.title]
}

/** A page as somebody reads it: without its tags. */
export const readable = (page: Answer): string => page.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** How much the city holds: what a refusal must not change. */
export async function holdings(city: TestCity): Promise<Record<string, number>> {
  const [row] = await city.sql<Record<string, number>>(`select
    (select count(*)::int from cases.file) cases, (select count(*)::int from form.draft) drafts, (select count(*)::int from party.person) parties,
    (select count(*)::int from ledger.fact where name like 'case.%') facts, (select count(*)::int from base.command) commands`)
  return row!
}

/** Nothing was kept of what happened in `work`. */
export async function keepsNothing(city: TestCity, work: () => Promise<void>): Promise<void> {
  const before = await holdings(city)
  await work()
  expect(await holdings(city)).toEqual(before)
}
