/** Cases with a process live on while everything around them is killed; each history is compared with that of a life without kills. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kills, killAround } from './killer.ts'
import { chance, signIn } from './load.ts'
import { patience } from './patient.ts'
import { Place } from './place.ts'
import { type Cast, live, logins } from './process-life.ts'

/** lives that go on at once */
const atOnce = 4

export type Proved = {
  kills: Kills
  lives: number
  /** histories that were lived, each once; the first is the one without kills */
  histories: string[]
  /** what a history holds: steps of the process, facts of its case */
  steps: number
  facts: number
  answers: number
  again: number
  starts: number
  secondsOfKilling: number
  seconds: number
  /** cases that have more than one process */
  doubled: number
}

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

type History = { steps: unknown[]; facts: unknown[] }

/** What happened to a process and its case, without moments, names of instances, numbers of facts, and the cards that a day may bring. */
async function historyOf(place: Place, { id, instance }: { id: string; instance: string }): Promise<History> {
  const steps = await place.sql(
    'select seq, by_whom, event, trail, md5(before) before from process.step where instance = $1 order by seq',
    [instance],
  )
  const facts = await place.sql(
    "select name, by_whom from ledger.fact where about = 'case:' || $1 and name <> 'case.carded' order by seq",
    [id],
  )
  return { steps, facts }
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

/** Two servers, two workers, one PostgreSQL. */
async function openAll(place: Place): Promise<void> {
  await place.open()
  await place.add('start')
  await place.ready()
  for (const kind of ['start', 'worker', 'worker'] as const) await place.add(kind)
  await place.ready()
}

type Proof = { kills: number; seed: number; tell: (line: string) => void }

/** Lives case after case, several at once, while `kills` strikes fall; answers what fell, and the history of each life. */
async function liveAndStrike(place: Place, random: () => number, one: () => Promise<string>, { kills: times, tell }: Proof) {
  const lived: string[] = []
  let killing = true
  const told = (n: number) =>
    void (n % 10 === 0 && tell(`${n} kills, ${lived.length} lives, ${patience.answers} answers, ${patience.again} lost`))
  const hunt = killAround(place, random, { times, within: 300, progress: () => patience.answers, told }).finally(() => {
    killing = false
  })
  const lane = async () => {
    while (killing) lived.push(await one())
  }
  const [kills] = await Promise.all([hunt, ...Array.from({ length: atOnce }, lane)])
  return { kills, lived }
}

/** Lives one case in peace, then as many as there is time for while strikes fall. */
export async function proveProcesses(proof: Proof): Promise<Proved> {
  const began = Date.now()
  const random = chance(proof.seed)
  const place = new Place()
  try {
    await openAll(place)
    const world = { cast: await openCast(place, random), today, timePasses: (id: string) => timePasses(place, id) }
    const one = async () => historyOf(place, await live(world))
    const calm = await one()
    const up = Math.round((Date.now() - began) / 1_000)
    proof.tell(`a life without kills: ${calm.steps.length} steps, ${calm.facts.length} facts; after ${up} s`)
    const from = Date.now()
    const { kills, lived } = await liveAndStrike(place, random, async () => JSON.stringify(await one()), proof)
    const [doubled] = await place.sql<{ n: number }>(
      'select count(*)::int n from (select about from process.instance where caller is null group by about having count(*) > 1) d',
    )
    return {
      kills,
      lives: lived.length,
      histories: [...new Set([JSON.stringify(calm), ...lived])],
      steps: calm.steps.length,
      facts: calm.facts.length,
      answers: patience.answers,
      again: patience.again,
      starts: place.nodes.reduce((n, node) => n + node.starts, 0),
      secondsOfKilling: Math.round((Date.now() - from) / 1_000),
      seconds: Math.round((Date.now() - began) / 1_000),
      doubled: doubled!.n,
    }
  } finally {
    await place.close()
  }
}
