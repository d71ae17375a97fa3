import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { CalendarYear } from './schema.ts'
import { addYear, findYear } from './store.ts'

/** The years of the city's files; a year that somebody put in at the desk stays as he put it. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const files = (await city.list('calendar/')).filter((f) => /^\d{4}\.json$/.test(f))
  for (const file of files) {
    const content = CalendarYear.parse(await city.read(`calendar/${file}`))
    const before = await findYear(ctx.tx, content.year)
    if (before && (before.by !== ctx.who.id || canonical(before.content) === canonical(content))) continue
    await addYear(ctx.tx, { content, version: (before?.version ?? 0) + 1, by: ctx.who.id, byName: '城市数据', at: ctx.now })
  }
}
