/** Lives of cases as a city has them: sent, returned, accepted, examined, decided, issued, rated; every command with a key of its own. */
import { setTimeout as sleep } from 'node:timers/promises'
import { blob, fillDraft, pdf, sendDraft } from '../food.ts'
import type { Answer, Client } from '../kit.ts'
import { patient } from './patient.ts'
import type { Place } from './place.ts'

/** A command that the city has acknowledged: what it left must be there once. */
export type Acknowledged = { case: string; fact: string }

type Cast = { citizen: Client; clerk: Client; examiner: Client; decider: Client; issuer: Client }
const desk = { clerk: 'liufang', examiner: 'zengwei', decider: 'chenguodong', issuer: 'xiemin' } as const

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

async function signIn(place: Place, random: () => number, body: Record<string, unknown>): Promise<Client> {
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

const must = (what: string, answer: Answer): Answer => {
  if (answer.status === 200) return answer
  throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 500)}`)
}

/** From the empty form to the number; one after the other, because a person has one draft of an item at a time. */
export async function sendOne({ citizen }: Cast, done: Acknowledged[]): Promise<string> {
  const { id } = must('send', await sendDraft(citizen, await fillDraft(citizen))).body as { id: string }
  done.push({ case: id, fact: 'case.submitted' })
  return id
}

/** What can be rated is opened by a job after the act; whoever is quicker than it asks again, with the same key. */
async function rate(citizen: Client, id: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const answer = await citizen.post(`/cases/${id}/rate`, { moment: 'finish', grade: '5' }, `rate-${id}`)
    if (answer.status === 200 || tries === 300) return void must('rate', answer)
    await sleep(200)
  }
}

/** From the number to the rating, now straight, now with a supplement, now sent back once. */
export async function liveOn(cast: Cast, id: string, random: () => number, done: Acknowledged[]): Promise<void> {
  const { citizen, clerk, examiner, decider, issuer } = cast
  const act = async (who: Client, verb: string, fact: string, input: Record<string, unknown> = {}) => {
    must(`${verb} on ${id}`, await who.post(`/work/cases/${id}/${verb}`, { input }))
    done.push({ case: id, fact })
  }
  const propose = () => act(examiner, 'propose', 'case.proposed', { verdict: 'approve', opinion: '材料齐全，建议准予' })
  if (random() < 0.4) {
    await act(clerk, 'requestSupplement', 'case.supplement-requested', { items: [{ id: 'layout', what: '布局图没有标尺寸，请补标' }] })
    const form = new FormData()
    form.append('file-layout', blob(pdf(`layout ${id}`)), '布局图.pdf')
    must('supply', await citizen.post(`/cases/${id}/supply`, form))
    done.push({ case: id, fact: 'case.supplemented' })
  }
  await act(clerk, 'accept', 'case.accepted')
  await act(examiner, 'examine', 'case.examined')
  await propose()
  if (random() < 0.3) {
    await act(decider, 'sendBack', 'case.sent-back', { reason: '意见请写明核查情况' })
    await propose()
  }
  await act(decider, 'approve', 'case.approved')
  await act(issuer, 'make', 'case.made')
  await act(issuer, 'deliver', 'case.delivered', { way: 'electronic' })
  await rate(citizen, id)
  done.push({ case: id, fact: 'rating' })
}
