/** What must hold of a city after it was beaten: everything acknowledged is there once, and every list tells the truth. */
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

/** Acknowledged acts against facts, both ways: none lost, none doubled, none that nobody asked for. */
export async function differences(rows: Rows, done: readonly Acknowledged[]): Promise<string[]> {
  const facts = await rows<{ key: string }>(
    `select substr(about, 6) || ' ' || name "key" from ledger.fact where about like 'case:%'
     union all select s.case_id || ' rating' from evaluation.rating r join evaluation.service s on s.id = r.service_id`,
  )
  const [asked, there] = [counted(done.map((d) => `${d.case} ${d.fact}`)), counted(facts.map((f) => f.key))]
  return [...new Set([...asked.keys(), ...there.keys()])]
    .filter((key) => asked.get(key) !== there.get(key))
    .map((key) => `${key}: acknowledged ${asked.get(key) ?? 0}, there ${there.get(key) ?? 0}`)
}

/** Things of which one is made for each act, and of which a job that ran twice would have made two. */
const doubled: Record<string, string> = {
  papers: "select about, kind, count(*)::int from document.paper p group by 1, 2 having count(*) > 1 and kind not in ('x')",
  messages: 'select template, source, recipient, channel from message.outbox group by 1, 2, 3, 4 having count(*) > 1',
  'case numbers': 'select no from cases.file group by 1 having count(*) > 1',
}

/** Case numbers end in a serial of the day that has no gap. */
const gaps = `select left(no, 39) as stem from cases.file group by 1 having max(right(no, 4)::int) - min(right(no, 4)::int) + 1 <> count(*)`

export async function audit(house: House, rows: Rows, done: readonly Acknowledged[]): Promise<string[]> {
  const wrong = await differences(rows, done)
  const verdict = await verify(house.db)
  wrong.push(...verdict.broken.map((b) => `ledger: ${b.about} ${b.seq} ${b.why}`))
  for (let after: string | undefined = ''; after !== undefined; ) {
    const truth: Awaited<ReturnType<typeof checkLists>> = await act(house, system, (ctx) => checkLists(ctx, after))
    wrong.push(...truth.untrue.map((u) => `list: ${u.case} ${u.column} is ${String(u.row)}, the facts say ${String(u.facts)}`))
    after = truth.after
  }
  for (const [what, query] of Object.entries(doubled))
    wrong.push(...(await rows(query)).map((row) => `twice: ${what} ${JSON.stringify(row)}`))
  wrong.push(...(await rows(gaps)).map((row) => `gap: ${JSON.stringify(row)}`))
  const dead = await rows<{ task: string; error: string }>('select task, last_error "error" from base.dead_jobs()')
  wrong.push(...dead.map((d) => `dead job: ${d.task} ${d.error}`))
  return wrong
}
