import type { Fragment, Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { Listed, Rating, Rules, Service, Tally } from './schema.ts'

const serviceColumns = fragment`s.id, s.case_id "caseId", s.moment, s.mode, s.item, s.item_name "itemName", s.organ, s.division, s.parties, s.staff,
  s.staff_name "staffName", s.served_at "servedAt", s.closes_on "closesOn", s.follow_until_on "followUntilOn", s.demo`
const ratingColumns = fragment`r.id, r.service_id "serviceId", r.nth, r.grade, r.staff_grade "staffGrade", r.tags, r.way, r.is_default "isDefault", r.item,
  r.item_name "itemName", r.organ, r.division, r.mode, r.rated_at "ratedAt"`
/** What numbers count: ratings that somebody gave and that were not found to be wrong. */
const counted = fragment`not r.is_default and not exists (select from evaluation.exclusion x where x.rating_id = r.id)`

export async function putRules(tx: Tx, rules: Rules): Promise<void> {
  await tx.sql`insert into evaluation.setting (key, value) values ('rules', ${JSON.stringify(rules)}::jsonb) on conflict (key) do update set value = excluded.value`
}

export async function getRules(tx: Tx): Promise<Rules> {
  const [row] = await tx.sql<{ value: Rules }>`select value from evaluation.setting where key = 'rules'`
  if (!row) throw new Error('the city has no rules for ratings')
  return row.value
}

/** Opens a service for rating; false where this moment of the case is open already. Needs the scope `system`, as every writing here but a review. */
export async function addService(tx: Tx, s: Service): Promise<boolean> {
  const rows = await tx.sql`
    insert into evaluation.service (id, case_id, moment, mode, item, item_name, organ, division, parties, staff, staff_name, served_at, closes_on, follow_until_on, demo)
    values (${s.id}, ${s.caseId}, ${s.moment}, ${s.mode}, ${s.item}, ${s.itemName}, ${s.organ}, ${s.division}, ${s.parties}, ${s.staff}, ${s.staffName},
      ${s.servedAt}, ${s.closesOn}, ${s.followUntilOn}, ${s.demo}) on conflict do nothing returning 1`
  return rows.length === 1
}

export async function listServices(tx: Tx, caseId: string): Promise<Service[]> {
  return tx.sql<Service>`select ${serviceColumns} from evaluation.service s where s.case_id = ${caseId} order by s.served_at desc, s.moment`
}

/** One service, held until the transaction is over, so that two ratings of it come one after the other. */
export async function lockService(tx: Tx, id: string): Promise<Service | undefined> {
  return (await tx.sql<Service>`select ${serviceColumns} from evaluation.service s where s.id = ${id} for update`)[0]
}

export async function setFollowUp(tx: Tx, id: string, untilOn: string): Promise<void> {
  await tx.sql`update evaluation.service set follow_until_on = ${untilOn} where id = ${id}`
}

/** Services whose window is over and that nobody rated. */
export async function listUnrated(tx: Tx, today: string): Promise<string[]> {
  return (
    await tx.sql<{ id: string }>`select s.id from evaluation.service s where s.closes_on < ${today}
      and not exists (select from evaluation.rating r where r.service_id = s.id) order by s.closes_on limit 5000`
  ).map((r) => r.id)
}

export async function addRating(
  tx: Tx,
  r: Rating,
  words: string | undefined,
  rater: { account: string; party: string } | undefined,
): Promise<void> {
  await tx.sql`
    insert into evaluation.rating (id, service_id, nth, grade, staff_grade, tags, way, is_default, item, item_name, organ, division, mode, rated_at)
    values (${r.id}, ${r.serviceId}, ${r.nth}, ${r.grade}, ${r.staffGrade}, ${r.tags}, ${r.way}, ${r.isDefault}, ${r.item}, ${r.itemName}, ${r.organ}, ${r.division}, ${r.mode}, ${r.ratedAt})`
  if (words) await tx.sql`insert into evaluation.words (rating_id, text) values (${r.id}, ${words})`
  if (rater) await tx.sql`insert into evaluation.rater (rating_id, account, party) values (${r.id}, ${rater.account}, ${rater.party})`
}

export async function findRating(tx: Tx, id: string): Promise<Rating | undefined> {
  return (await tx.sql<Rating>`select ${ratingColumns} from evaluation.rating r where r.id = ${id}`)[0]
}

export async function findService(tx: Tx, id: string): Promise<Service | undefined> {
  return (await tx.sql<Service>`select ${serviceColumns} from evaluation.service s where s.id = ${id}`)[0]
}

export async function listGiven(tx: Tx, serviceIds: readonly string[]): Promise<Rating[]> {
  return tx.sql<Rating>`select ${ratingColumns} from evaluation.rating r where r.service_id = any(${serviceIds}) order by r.nth`
}

export async function findRater(tx: Tx, ratingId: string): Promise<{ account: string; party: string } | undefined> {
  return (await tx.sql<{ account: string; party: string }>`select account, party from evaluation.rater where rating_id = ${ratingId}`)[0]
}

/** Ids of the ratings that an account gave; row-level security shows nobody those of others. */
export async function listRatedBy(tx: Tx, account: string): Promise<string[]> {
  return (await tx.sql<{ id: string }>`select rating_id id from evaluation.rater where account = ${account}`).map((r) => r.id)
}

/** Some ratings with their words. Needs the scope `system`. */
export async function listByIds(tx: Tx, ids: readonly string[]): Promise<(Rating & { words: string | null })[]> {
  return tx.sql<Rating & { words: string | null }>`select ${ratingColumns}, w.text words from evaluation.rating r
    left join evaluation.words w on w.rating_id = r.id where r.id = any(${ids}) order by r.id`
}

/** Services to a party that it may rate or could have rated. */
export async function listServicesTo(tx: Tx, party: string): Promise<Omit<Service, 'parties'>[]> {
  return (
    await tx.sql<Service>`select ${serviceColumns} from evaluation.service s where s.parties && array[${party}::text] order by s.served_at desc, s.id`
  ).map(({ parties: _, ...s }) => s)
}

export async function exclude(tx: Tx, ratingId: string, orderId: string, at: Date): Promise<void> {
  await tx.sql`insert into evaluation.exclusion (rating_id, order_id, at) values (${ratingId}, ${orderId}, ${at}) on conflict do nothing`
}

/** Notes that a rating's fact was left; false where it was before. */
export async function markPublished(tx: Tx, ratingId: string, at: Date): Promise<boolean> {
  return (
    (await tx.sql`insert into evaluation.published (rating_id, at) values (${ratingId}, ${at}) on conflict do nothing returning 1`)
      .length === 1
  )
}

const day = (column: Fragment) => fragment`(${column} at time zone 'Asia/Shanghai')::date`
const listedColumns = fragment`r.id, r.nth, r.grade, r.staff_grade "staffGrade", r.tags, r.way, r.is_default "isDefault", r.item, r.item_name "itemName", r.organ,
  r.division, r.mode, ${day(fragment`r.rated_at`)} "ratedOn", w.text words, v.shown`

type Page = { bad?: boolean; organ?: string; item?: string; held?: boolean; after?: string; limit: number }

export async function listRatings(tx: Tx, p: Page): Promise<Listed[]> {
  return tx.sql<Listed>`select ${listedColumns} from evaluation.rating r
    left join evaluation.words w on w.rating_id = r.id left join evaluation.review v on v.rating_id = r.id
    where not r.is_default and (${p.bad !== true} or r.grade <= 2 or r.staff_grade <= 2)
      and (${p.organ ?? null}::text is null or r.organ = ${p.organ ?? null}) and (${p.item ?? null}::text is null or r.item = ${p.item ?? null})
      and (${p.held !== true} or (w.text is not null and v.rating_id is null)) and (${p.after ?? null}::text is null or r.id < ${p.after ?? null})
    order by r.id desc limit ${p.limit}`
}

/** The ratings of the service that this one is of, the first rating first. */
export async function listOfService(tx: Tx, id: string): Promise<Listed[]> {
  return tx.sql<Listed>`select ${listedColumns} from evaluation.rating r
    left join evaluation.words w on w.rating_id = r.id left join evaluation.review v on v.rating_id = r.id
    where r.service_id = (select x.service_id from evaluation.rating x where x.id = ${id}) order by r.nth`
}

export async function isExcluded(tx: Tx, id: string): Promise<boolean> {
  return (await tx.sql`select 1 from evaluation.exclusion where rating_id = ${id}`).length === 1
}

/** Adds a review; false where the words were reviewed already. */
export async function addReview(tx: Tx, r: { id: string; shown: boolean; reason: string | null; by: string; at: Date }): Promise<boolean> {
  return (
    (
      await tx.sql`insert into evaluation.review (rating_id, shown, reason, by_whom, at) values (${r.id}, ${r.shown}, ${r.reason}, ${r.by}, ${r.at}) on conflict do nothing returning 1`
    ).length === 1
  )
}

/** Words that were reviewed and may be shown, newest first. Needs the scope `system`. */
export async function listShown(
  tx: Tx,
  p: { item?: string; organ?: string; limit: number },
): Promise<{ id: string; itemName: string; grade: number; text: string; ratedOn: string }[]> {
  return tx.sql`select r.id, r.item_name "itemName", r.grade, w.text, ${day(fragment`r.rated_at`)} "ratedOn"
    from evaluation.rating r join evaluation.words w on w.rating_id = r.id join evaluation.review v on v.rating_id = r.id and v.shown
    where ${counted} and (${p.item ?? null}::text is null or r.item = ${p.item ?? null}) and (${p.organ ?? null}::text is null or r.organ = ${p.organ ?? null})
    order by r.id desc limit ${p.limit}`
}

const groups = {
  item: [fragment`r.item`, fragment`max(r.item_name)`],
  organ: [fragment`r.organ`, fragment`r.organ`],
  all: [fragment`''`, fragment`''`],
} as const

/** Counts and averages by item, by organ, or over all; those rated most first. Needs the scope `system`. */
export async function tallyBy(tx: Tx, by: keyof typeof groups, p: { item?: string; organ?: string; limit: number }): Promise<Tally[]> {
  const [key, name] = groups[by]
  return tx.sql<Tally>`select ${key} key, ${name} name, count(*)::int count, round(avg(r.grade), 1) average, count(*) filter (where r.grade >= 3)::int good
    from evaluation.rating r where ${counted} and (${p.item ?? null}::text is null or r.item = ${p.item ?? null}) and (${p.organ ?? null}::text is null or r.organ = ${p.organ ?? null})
    group by 1 order by 3 desc, 1 limit ${p.limit}`
}

type Period = { since: Date; until: Date }

/** Ratings of a period that count, and how many of them are praise. */
export async function goodIn(tx: Tx, { since, until }: Period): Promise<{ given: number; good: number }> {
  return (
    await tx.sql<{ given: number; good: number }>`select count(*)::int given, count(*) filter (where r.grade >= 3)::int good
      from evaluation.rating r where ${counted} and r.rated_at >= ${since} and r.rated_at < ${until}`
  )[0]!
}

/** Services of a period: how many, how many somebody rated himself, and the same by item. */
export async function servedIn(
  tx: Tx,
  { since, until }: Period,
): Promise<{ services: number; rated: number; items: number; ratedItems: number }> {
  const rated = fragment`exists (select from evaluation.rating r where r.service_id = s.id and not r.is_default)`
  return (
    await tx.sql<{
      services: number
      rated: number
      items: number
      ratedItems: number
    }>`select count(*)::int services, count(*) filter (where ${rated})::int rated,
        count(distinct s.item)::int items, (count(distinct s.item) filter (where ${rated}))::int "ratedItems"
      from evaluation.service s where s.served_at >= ${since} and s.served_at < ${until}`
  )[0]!
}

export async function listIn(
  tx: Tx,
  { since, until }: Period,
  limit: number,
): Promise<{ id: string; itemName: string; grade: number; at: Date }[]> {
  return tx.sql`select r.id, r.item_name "itemName", r.grade, r.rated_at at from evaluation.rating r
    where ${counted} and r.rated_at >= ${since} and r.rated_at < ${until} order by r.grade, r.id desc limit ${limit}`
}
