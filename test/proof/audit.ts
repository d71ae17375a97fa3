/** What must hold of a city after it was beaten: everything acknowledged is there once, nothing else is, and every list tells the truth. */
import { act, type House, system } from '#app/context.ts'
import { checkLists } from '#kernel/case/api.ts'
import { verify } from '#kernel/ledger/actions.ts'
import type { Acknowledged } from './load.ts'

type Rows = <Row extends Record<string, unknown>>(text: string) => Promise<Row[]>

const counted = (keys: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Facts that an act leaves beside its own, in the same transaction. */
const companions: Record<string, string> = { 'case.submitted': 'case.assessed', 'case.supplemented': 'case.materials-added' }
const leaves = ({ case: id, fact }: Acknowledged) => [fact, companions[fact]].filter((f) => f !== undefined).map((f) => `${id} ${f}`)

/** Acknowledged acts against facts, both ways: none lost, none doubled, none that nobody asked for. */
export async function differences(rows: Rows, done: readonly Acknowledged[]): Promise<string[]> {
  const facts = await rows<{ key: string }>(
    `select split_part(about, ':', 2) || ' ' || name "key" from ledger.fact where about like 'case:%' or about like 'case-points:%'
     union all select s.case_id || ' rating' from evaluation.rating r join evaluation.service s on s.id = r.service_id`,
  )
  const [asked, there] = [counted(done.flatMap(leaves)), counted(facts.map((f) => f.key))]
  return [...new Set([...asked.keys(), ...there.keys()])]
    .filter((key) => asked.get(key) !== there.get(key))
    .map((key) => `${key}: acknowledged ${asked.get(key) ?? 0}, there ${there.get(key) ?? 0}`)
}

/** Facts that stand: those that no recall took back. */
const standing = `select f.* from ledger.fact f where f.about like 'case:%' and f.name <> 'case.recalled' and not exists (
  select from ledger.fact r where r.about = f.about and r.name = 'case.recalled'
    and f.seq between (r.data->>'from')::int and (r.data->>'to')::int)`

/** What each fact brings about after it, through a job: for how many facts it must be there, and for how many it is. */
const effects: Record<string, string> = {
  'a place to rate, for each decision': `select count(*)::int want, (select count(*)::int from evaluation.service where moment = 'finish') "is"
    from (${standing}) s where name in ('case.approved', 'case.refused')`,
  'a decision made public, for each decision': `select count(*)::int want, (select count(*)::int from publicity.publication where source like 'fact:%') "is"
    from (${standing}) s where name in ('case.approved', 'case.refused')`,
  'how often the item was asked for, counted for each application': `select count(*)::int want,
    (select coalesce(sum(popularity), 0)::int from catalogue.entry where code = 'food-business-licence-new') "is"
    from (${standing}) s where name = 'case.submitted'`,
  'a licence, for each approval': `select count(*)::int want, count(g.licence)::int "is"
    from (${standing}) s left join licence.granted g on g.fact = s.id where s.name = 'case.approved'`,
  'a fact, for each use of a seal': `select count(*)::int want, count(f.id)::int "is"
    from seal.use u left join ledger.fact f on f.about = 'sealing:' || u.id and f.name = 'seal.used'`,
  'a message, for each fact that is told': `select count(*)::int want, count(o.source)::int "is"
    from (${standing}) s join (select distinct code from message.template where fact = code and body->>'who' = 'applicant') t on t.code = s.name
    left join (select distinct source, template from message.outbox) o on o.source = 'fact:' || s.id and o.template = t.code`,
}

/** What a job that ran twice, or for a fact that was recalled, would have left. */
const strays: Record<string, string> = {
  'papers of one act': 'select about, kind, act from document.paper where voided_at is null group by 1, 2, 3 having count(*) > 1',
  'standing papers of one kind': `select about, kind from document.paper where voided_at is null and kind in ('acceptance', 'decision', 'receipt')
    group by 1, 2 having count(*) > 1`,
  'messages of one fact': 'select template, source, recipient, channel from message.outbox group by 1, 2, 3, 4 having count(*) > 1',
  'messages sent more than once':
    "select id, attempts from message.outbox where state = 'sent' and receipt is null and channel = 'sms' and attempts > 1",
  'messages about what was recalled': `select o.source from message.outbox o where o.source like 'fact:%'
    and not exists (select from (${standing}) s where 'fact:' || s.id = o.source) and exists (select from ledger.fact f where 'fact:' || f.id = o.source)`,
  cards: 'select case_id, colour, reason from cases.card group by 1, 2, 3 having count(*) > 1',
  publications: 'select source from publicity.publication group by 1 having count(*) > 1',
  'licences of no decision':
    "select id from licence.licence l where origin = 'case' and not exists (select from licence.granted g where g.licence = l.id)",
  'seal uses of one licence': "select subject from seal.use where subject like 'licence:%' group by 1 having count(*) > 1",
  'issues of one licence': "select about from ledger.fact where name = 'licence.issued' group by 1 having count(*) > 1",
  'licences sealed by nobody':
    'select v.licence from licence.version v join licence.granted g using (licence) left join seal.use u on u.id = v.seal_use and u.result_hash = v.file where u.id is null',
  'places to rate': 'select case_id, moment from evaluation.service group by 1, 2 having count(*) > 1',
  'case numbers': 'select no from cases.file group by 1 having count(*) > 1',
}

/** Case numbers end in a serial of the day that has no gap. */
const gaps = `select left(no, 39) as stem from cases.file group by 1 having max(right(no, 4)::int) - min(right(no, 4)::int) + 1 <> count(*)`

/** What a case, a licence or the log of the seals names by its digest. */
const files = `select distinct f->>'hash' hash from cases.material, jsonb_array_elements(files) f
  union select file from licence.version where file is not null union select result_hash from seal.use`

/** Every file that is named somewhere is there, whole. */
async function missingFiles(house: House, rows: Rows): Promise<string[]> {
  const named = await rows<{ hash: string }>(files)
  const missing: string[] = []
  for (const { hash } of named) await house.storage.read(hash).catch((error: Error) => void missing.push(`file: ${error.message}`))
  return missing
}

async function untrueRows(house: House): Promise<string[]> {
  const found: string[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const truth: Awaited<ReturnType<typeof checkLists>> = await act(house, system, (ctx) => checkLists(ctx, after))
    found.push(...truth.untrue.map((u) => `list: ${u.case} ${u.column} is ${String(u.row)}, the facts say ${String(u.facts)}`))
    after = truth.after
  }
  return found
}

export async function effectsAmiss(rows: Rows): Promise<string[]> {
  const found: string[] = []
  for (const [what, query] of Object.entries(effects)) {
    const [{ want, is } = { want: 0, is: 0 }] = await rows<{ want: number; is: number }>(query)
    if (want !== is) found.push(`effect: ${what}: ${want} wanted, ${is} there`)
  }
  for (const [what, query] of Object.entries(strays))
    found.push(...(await rows(query)).map((row) => `twice or stray: ${what} ${JSON.stringify(row)}`))
  return found
}

export async function audit(house: House, rows: Rows, done: readonly Acknowledged[]): Promise<string[]> {
  const verdict = await verify(house.db)
  const dead = await rows<{ task: string; error: string }>('select task, last_error "error" from base.dead_jobs()')
  return [
    ...(await differences(rows, done)),
    ...verdict.broken.map((b) => `ledger: ${b.about} ${b.seq} ${b.why}`),
    ...(await untrueRows(house)),
    ...(await effectsAmiss(rows)),
    ...(await missingFiles(house, rows)),
    ...(await rows(gaps)).map((row) => `gap: ${JSON.stringify(row)}`),
    ...dead.map((d) => `dead job: ${d.task} ${d.error}`),
  ]
}
