/** The life of a case with a process, over HTTP: correction loop, organs at once, one of them late, a survey that fails, a decision sent back. */
import { blob, pdf } from '../food.ts'
import { sendOver } from '../hygiene.ts'
import type { Answer, Client } from '../kit.ts'
import { lookers } from '../restaurant.ts'

/** The development zone's bureau handles it; the county's health and fire organs are asked. */
const zone = '360702400'
export const logins = {
  clerk: 'yexiaoqing',
  examiner: 'gongliang',
  decider: 'songweimin',
  health: 'wuhaibo',
  fire: 'fenglei',
} as const
export type Cast = { citizen: Client } & Record<keyof typeof logins, Client>

type World = {
  cast: Cast
  /** the day on the city's clock: '2023-06-20' */
  today: () => string
  /** lets the time of the timers of one case pass, until all that they set going is done */
  timePasses: (caseId: string) => Promise<void>
  /** looks at the case between two acts */
  look?: (caseId: string, at: string) => Promise<void>
}

const must = (what: string, answer: Answer): Answer => {
  if (answer.status === 200) return answer
  throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 500)}`)
}

const take = async (who: Client, id: string, verb: string, input: Record<string, unknown> = {}) =>
  must(`${verb} on ${id}`, await who.post(`/work/cases/${id}/${verb}`, { input }))

type Line = { instance: string; record: number; name: string; title: string }

/** The organ's opinion on the step of this case in its work list. */
async function opinion(who: Client, instance: string, name: string, passed: boolean): Promise<void> {
  const { work } = must('work', await who.get('/process-work')).body as { work: Line[] }
  const line = work.find((w) => w.instance === instance && w.name === name)
  if (!line) throw new Error(`${name} is not in the list: ${JSON.stringify(work)}`)
  must(name, await who.post(`/process-work/${instance}/${line.record}/opinion`, { passed, opinion: passed ? '符合要求' : '还不符合要求' }))
}

async function supplement(world: World, id: string): Promise<void> {
  const { citizen, clerk } = world.cast
  await take(clerk, id, 'requestSupplement', { items: [{ id: 'layout', what: '平面图没有标尺寸，请补标' }] })
  await world.look?.(id, 'asked')
  const form = new FormData()
  form.append('file-layout', blob(pdf(`layout ${id}`)), '平面图.pdf')
  must('supply', await citizen.post(`/cases/${id}/supply`, form))
}

async function survey(world: World, id: string, passed: boolean): Promise<void> {
  const result = passed ? '水质合格，设施齐全' : '浸脚消毒池没有水'
  await take(world.cast.examiner, id, 'survey', { people: lookers('gongliang', 'ouyangjie'), on: world.today(), result, passed })
}

/** One person has one draft of an item at a time, so that applications go in one after the other. */
let sending: Promise<unknown> = Promise.resolve()
function send(citizen: Client): Promise<string> {
  const mine = sending.then(() => sendOver(citizen, zone))
  sending = mine.catch(() => undefined)
  return mine
}

/** From the empty form to the decision; answers the case's id and the process's. */
export async function live(world: World): Promise<{ id: string; instance: string }> {
  // read anew each time: who waited long has signed in again
  const { cast } = world
  const id = await send(cast.citizen)
  const { process } = must('about', await cast.clerk.get(`/process-about/case:${id}`)).body as { process: { instance: string } }
  const { instance } = process
  await supplement(world, id)
  await take(cast.clerk, id, 'accept')
  await take(cast.examiner, id, 'examine')
  await world.look?.(id, 'examining')
  await opinion(cast.health, instance, '卫生监督意见', true)
  await world.timePasses(id)
  await world.look?.(id, 'late')
  await opinion(cast.examiner, instance, '督办超期单位', true)
  await opinion(cast.fire, instance, '消防安全意见', true)
  await survey(world, id, false)
  await opinion(cast.examiner, instance, '整改复查', true)
  await survey(world, id, true)
  const verdict = { verdict: 'approve', opinion: '各单位意见一致，核查合格，建议准予' }
  await take(cast.examiner, id, 'propose', verdict)
  await take(cast.decider, id, 'sendBack', { reason: '请写明水质检测的结果' })
  await take(cast.examiner, id, 'propose', verdict)
  await take(cast.decider, id, 'approve')
  return { id, instance }
}
