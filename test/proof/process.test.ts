/** Cases with a process live on while everything around them is killed; their histories are those of a life without kills. Runs where `HAOBAN_KILLS` says how often to strike. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { killAround } from './killer.ts'
import { chance, signIn } from './load.ts'
import { patience } from './patient.ts'
import { Place } from './place.ts'
import { type Cast, live, logins } from './process-life.ts'

const kills = Number(process.env.HAOBAN_KILLS ?? 0)
/** lives that go on at once */
const atOnce = 4

async function openCast(place: Place, random: () => number): Promise<Cast> {
  const [row] = await place.sql<{ id: string }>("select id from permission.account where kind = 'citizen' and name = '钟家明'")
  const staff = await Promise.all(
    Object.entries(logins).map(async ([role, login]) => [
      role,
      await signIn(place, random, { as: 'staff', login, password: 'haoban-demo' }),
    ]),
  )
  return { citizen: await signIn(place, random, { as: 'citizen', account: row!.id }), ...Object.fromEntries(staff) } as Cast
}

/** What happened to a process and its case, without moments, names of instances, numbers of facts, and the cards that a day may bring. */
async function historyOf(place: Place, { id, instance }: { id: string; instance: string }): Promise<string> {
  const steps = await place.sql(
    'select seq, by_whom, event, trail, md5(before) before from process.step where instance = $1 order by seq',
    [instance],
  )
  const facts = await place.sql(
    "select name, by_whom from ledger.fact where about = 'case:' || $1 and name <> 'case.carded' order by seq",
    [id],
  )
  return JSON.stringify({ steps, facts })
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** The fire brigade's time is over: its timer is due now, and so is its job. */
async function timePasses(place: Place, caseId: string): Promise<void> {
  const mine = `instance = (select id from process.instance where about = 'case:' || $1 and caller is null)`
  await place.sql(`update process.timer set due_at = now() where ${mine} and element = 'fire-late' and closed is null`, [caseId])
  await place.sql(`update process.task set due_at = now() where ${mine} and element = 'fire' and closed is null`, [caseId])
  for (const start = Date.now(); Date.now() - start < 300_000; await sleep(100)) {
    await place.sql(
      `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs
        where key like 'process.timer:' || (select id from process.instance where about = 'case:' || $1 and caller is null) || ':%' and locked_at is null), run_at => now())`,
      [caseId],
    )
    const [watch] = await place.sql(`select 1 from process.task where ${mine} and element = 'fire-watch' and closed is null`, [caseId])
    if (watch) return
  }
  throw new Error(`the timer of ${caseId} did not fire in five minutes`)
}

test.runIf(kills > 0)(
  `${kills} kills: every history of a process is the same as without`,
  async () => {
    const random = chance(20231212)
    const place = new Place()
    try {
      await place.open()
      await place.add('start')
      await place.ready()
      for (const kind of ['start', 'worker', 'worker'] as const) await place.add(kind)
      await place.ready()
      const world = { cast: await openCast(place, random), today, timePasses: (id: string) => timePasses(place, id) }
      const calm = await historyOf(place, await live(world))
      const lived: string[] = []
      let killing = true
      const hunt = killAround(place, random, { times: kills, within: 300, progress: () => patience.answers }).finally(() => {
        killing = false
      })
      const lane = async () => {
        while (killing) lived.push(await historyOf(place, await live(world)))
      }
      await Promise.all([hunt, ...Array.from({ length: atOnce }, lane)])
      process.stdout.write(
        `${JSON.stringify({ kills: await hunt, lives: lived.length, answers: patience.answers, again: patience.again })}\n`,
      )
      expect(lived.length).toBeGreaterThan(0)
      expect([...new Set(lived)]).toEqual([calm])
      const [doubled] = await place.sql(
        'select count(*)::int n from (select about from process.instance where caller is null group by about having count(*) > 1) d',
      )
      expect(doubled).toEqual({ n: 0 })
    } finally {
      await place.close()
    }
  },
  1_800_000,
)
