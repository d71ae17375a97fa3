/** Lives of cases as a city has them: sent, returned, accepted, examined, decided, issued, rated; alone and many at once; every command with a key of its own. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { BatchView } from '#kernel/batch/schema/batch.ts'
import type { GivenPoint } from '#kernel/case/schema.ts'
import { met } from '#test/restaurant.ts'
import { blob, fillDraft, pdf, sendDraft } from '../food.ts'
import type { Answer, Client } from '../kit.ts'
import { patient } from './patient.ts'
import type { Place } from './place.ts'

/** A command that the city has acknowledged: what it left must be there once. */
export type Acknowledged = { case: string; fact: string }

type Cast = { citizen: Client; clerk: Client; examiner: Client; decider: Client; issuer: Client }
const desk = { clerk: 'liufang', examiner: 'zengwei', decider: 'chenguodong', issuer: 'xiemin' } as const

/** The load in the making: who acts, by what chance, and what was acknowledged so far. */
export type Load = { cast: Cast; random: () => number; done: Acknowledged[] }

/** Chance that repeats: the same seed gives the same lives and the same kills (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export async function signIn(place: Place, random: () => number, body: Record<string, unknown>): Promise<Client> {
  const client = patient(place, random)
  const answer = await client.post('/sign-in', body)
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}

export async function openCast(place: Place, random: () => number): Promise<Cast> {
  const [row] = await place.sql<{ id: string }>("select id from permission.account where kind = 'citizen' and name = '钟家明'")
  const staff = (login: string) => signIn(place, random, { as: 'staff', login, password: 'haoban-demo' })
  const [citizen, clerk, examiner, decider, issuer] = await Promise.all([
    signIn(place, random, { as: 'citizen', account: row!.id }),
    ...Object.values(desk).map(staff),
  ])
  return { citizen: citizen!, clerk: clerk!, examiner: examiner!, decider: decider!, issuer: issuer! }
}

export const must = (what: string, answer: Answer): Answer => {
  if (answer.status === 200) return answer
  throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 500)}`)
}

/** From the empty form to the number; one after the other, because a person has one draft of an item at a time. */
export async function sendOne({ cast: { citizen }, done }: Load): Promise<string> {
  const { id } = must('send', await sendDraft(citizen, await fillDraft(citizen))).body as { id: string }
  done.push({ case: id, fact: 'case.submitted' })
  return id
}

/** One verb on one case; answers the place in its history. */
async function act(load: Load, who: Client, id: string, verb: string, fact: string, input: Record<string, unknown> = {}): Promise<number> {
  const { seq } = must(`${verb} on ${id}`, await who.post(`/work/cases/${id}/${verb}`, { input })).body as { seq: number }
  load.done.push({ case: id, fact })
  return seq
}

/** Takes back what was just done, if that is still in time; answers whether it was. */
async function recall(load: Load, who: Client, id: string, seq: number): Promise<boolean> {
  const answer = await who.post(`/work/cases/${id}/recall`, { seq })
  if (answer.status === 409) return false
  must(`recall on ${id}`, answer)
  load.done.push({ case: id, fact: 'case.recalled' })
  return true
}

/** What can be rated is opened by a job after the act; whoever is quicker than it asks again, with the same key. */
async function rate({ cast: { citizen }, done }: Load, id: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const answer = await citizen.post(`/cases/${id}/rate`, { moment: 'finish', grade: '5' }, `rate-${id}`)
    if (answer.status === 200 || tries === 600) {
      must('rate', answer)
      return void done.push({ case: id, fact: 'rating' })
    }
    await sleep(200)
  }
}

async function supplement(load: Load, id: string): Promise<void> {
  const { citizen, clerk } = load.cast
  await act(load, clerk, id, 'requestSupplement', 'case.supplement-requested', {
    items: [{ id: 'layout', what: '布局图没有标尺寸，请补标' }],
  })
  const form = new FormData()
  form.append('file-layout', blob(pdf(`layout ${id}`)), '布局图.pdf')
  must('supply', await citizen.post(`/cases/${id}/supply`, form))
  load.done.push({ case: id, fact: 'case.supplemented' })
}

async function accept(load: Load, id: string): Promise<void> {
  const { clerk } = load.cast
  const seq = await act(load, clerk, id, 'accept', 'case.accepted')
  if (load.random() < 0.3 && (await recall(load, clerk, id, seq))) await act(load, clerk, id, 'accept', 'case.accepted')
}

/** Points found to hold, several in one command: each leaves a fact on a chain of its own. */
async function judge({ cast: { examiner }, done }: Load, id: string, points: readonly GivenPoint[]): Promise<void> {
  must(`points of ${id}`, await examiner.post(`/work/cases/${id}/points`, { points }))
  done.push(...points.map(() => ({ case: id, fact: 'case.point-judged' })))
}

/** From the examination to the rating, now straight, now sent back once. */
async function decide(load: Load, id: string): Promise<void> {
  const { examiner, decider, issuer } = load.cast
  const before = load.random() < 0.5
  if (before) for (const points of [met.slice(0, 3), met.slice(3)]) await judge(load, id, points)
  const opinion = { verdict: 'approve', opinion: '材料齐全，建议准予', ...(before ? {} : { points: met }) }
  const propose = () => act(load, examiner, id, 'propose', 'case.proposed', opinion)
  await propose()
  if (load.random() < 0.3) {
    await act(load, decider, id, 'sendBack', 'case.sent-back', { reason: '意见请写明核查情况' })
    await propose()
  }
  await act(load, decider, id, 'approve', 'case.approved')
  await act(load, issuer, id, 'make', 'case.made')
  await act(load, issuer, id, 'deliver', 'case.delivered', { way: 'electronic' })
  await rate(load, id)
}

/** From the number to the rating, one case by itself. */
export async function liveAlone(load: Load, id: string): Promise<void> {
  if (load.random() < 0.4) await supplement(load, id)
  await accept(load, id)
  await act(load, load.cast.examiner, id, 'examine', 'case.examined')
  await decide(load, id)
}

/** Waits until a batch stands at `state`; what broke in it is tried again, as a clerk would. */
export async function untilBatch(who: Client, batch: BatchView, state: BatchView['state']): Promise<BatchView> {
  for (const start = Date.now(); Date.now() - start < 300_000; await sleep(100)) {
    const view = must('batch', await who.get(`/work/batches/${batch.id}`)).body as BatchView
    if (view.state !== state) continue
    if (view.counts.refused)
      throw new Error(`batch ${batch.label}: ${(await who.get(`/work/batches/${batch.id}/rows?state=refused`)).text}`)
    if (state === 'done' && view.counts.waiting) throw new Error(`batch ${batch.label} ${batch.id} says it is done, and rows of it wait`)
    if (!view.counts.failed) return view
    await who.post(`/work/batches/${batch.id}/retry`, {})
  }
  throw new Error(`batch ${batch.label} ${batch.id} did not come to ${state} in five minutes`)
}

async function actOnMany(load: Load, who: Client, ids: readonly string[], verb: string, fact: string): Promise<BatchView> {
  const batch = must(`batch ${verb}`, await who.post('/work/batches', { verb, ids, input: {} })).body as BatchView
  const ended = await untilBatch(who, batch, 'done')
  for (const id of ids) load.done.push({ case: id, fact })
  return ended
}

/** Takes a whole batch back as far as it is in time; answers the cases that were. */
async function recallMany(load: Load, who: Client, batch: BatchView): Promise<string[]> {
  const answer = await who.post(`/work/batches/${batch.id}/recall`, {})
  if (answer.status === 409) return []
  must('recall of a batch', answer)
  await untilBatch(who, batch, 'recalled')
  const { rows } = must('rows', await who.get(`/work/batches/${batch.id}/rows?state=recalled`)).body as { rows: { key: string }[] }
  for (const { key } of rows) load.done.push({ case: key, fact: 'case.recalled' })
  return rows.map((r) => r.key)
}

/** From the number to the rating, several cases accepted and examined at once. */
export async function liveTogether(load: Load, ids: readonly string[]): Promise<void> {
  const { clerk, examiner } = load.cast
  const accepted = await actOnMany(load, clerk, ids, 'accept', 'case.accepted')
  if (load.random() < 0.4) for (const id of await recallMany(load, clerk, accepted)) await act(load, clerk, id, 'accept', 'case.accepted')
  await actOnMany(load, examiner, ids, 'examine', 'case.examined')
  await Promise.all(ids.map((id) => decide(load, id)))
}
