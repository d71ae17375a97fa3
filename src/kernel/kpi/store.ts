/** The sums that figures are read from: as they were added up, with the differences that are not added yet. */
import type { Tx } from '#base/db.ts'
import type { Span } from './rules/span.ts'

/** What a rollup keeps: the names of its axes and of its sums, each in its order, and the choices of axes it is kept under. */
export type Rollup = { name: string; source: string; axes: string[]; sums: string[]; cuts: string[][] }

export const listRollups = (tx: Tx): Promise<Rollup[]> =>
  tx.sql<Rollup>`select r.name, r.source, r.axes, r.sums, (select jsonb_agg(to_jsonb(c.axes)) from kpi.cut c where c.rollup = r.name) cuts
    from kpi.rollup r order by r.name`

/** `at`: the first day of the month or of the day, null where all is one; `axes`: values in the order of the cut. */
export type SumsRow = { at: string | null; axes: string[]; sums: number[] }

type Asked = {
  rollup: string
  cut: readonly string[]
  span: Span
  step?: 'day' | 'month' | undefined
  only?: readonly string[] | undefined
}

/**
 * Sums over a span of days, by the axes of a cut and by months or days where `step` says so; `only`: of one group of the cut. Whole months
 * are read as months, so that what is read grows with the months and the groups and with nothing else.
 */
export async function readSums(tx: Tx, { rollup, cut, span, step, only }: Asked): Promise<SumsRow[]> {
  const { from, to, wholeFrom, wholeTo } = step === 'day' ? { ...span, wholeFrom: span.from, wholeTo: span.from } : span
  const [group, at] = [only ? [...only] : null, step ?? null]
  return tx.sql<SumsRow>`
    with chosen as (select axes, places from kpi.cut where rollup = ${rollup} and axes = ${[...cut]}::text[])
    select case when ${at}::text is not null then date_trunc(${at}, day)::date end at, axes, kpi.total(sums)::float8[] sums from (
      select r.day, r.axes, r.sums from kpi.roll r, chosen c where r.rollup = ${rollup} and r.cut = c.axes and r.grain = 'month'
        and r.day >= ${wholeFrom} and r.day < ${wholeTo} and (${group}::text[] is null or r.axes = ${group}::text[])
      union all
      select r.day, r.axes, r.sums from kpi.roll r, chosen c where r.rollup = ${rollup} and r.cut = c.axes and r.grain = 'day'
        and ((r.day >= ${from} and r.day < ${wholeFrom}) or (r.day >= ${wholeTo} and r.day <= ${to}))
        and (${group}::text[] is null or r.axes = ${group}::text[])
      union all
      select d.day, kpi.pick(d.axes, c.places), d.sums from kpi.delta d, chosen c where d.rollup = ${rollup} and d.day between ${from} and ${to}
        and (${group}::text[] is null or kpi.pick(d.axes, c.places) = ${group}::text[])
    ) known group by 1, 2 order by 1, 2`
}

export const hasDeltas = async (tx: Tx): Promise<boolean> =>
  (await tx.sql<{ yes: boolean }>`select exists (select from kpi.delta) yes`)[0]!.yes

/** Adds up so many differences at most; answers how many. */
export const fold = async (tx: Tx, most: number): Promise<number> => (await tx.sql<{ n: number }>`select kpi.fold(${most}) n`)[0]!.n

/** Adds everything of a rollup up anew from its table, beside acts that go on; answers how many sums are kept. */
export const rebuild = async (tx: Tx, rollup: string): Promise<number> =>
  (await tx.sql<{ n: number }>`select kpi.rebuild(${rollup}) n`)[0]!.n

/** A sum that is not what the table says. */
export type WrongSum = {
  cut: string[]
  grain: string
  axes: string[]
  day: string
  kept: number[] | null
  counted: number[] | null
}

export const listWrong = (tx: Tx, rollup: string, atMost = 20): Promise<WrongSum[]> =>
  tx.sql<WrongSum>`select cut, grain, axes, day, kept::float8[], counted::float8[] from kpi.wrong(${rollup}) order by grain, cut, axes, day limit ${atMost}`
