/** A batch of files to be sealed in a city of several processes, over HTTP: asked for, approved by a second person, begun. */
import { zipSync } from 'fflate'
import { blob } from '../food.ts'
import type { Answer, Client } from '../kit.ts'
import { ofdOf } from '../sealed.ts'
import { signIn } from './load.ts'
import type { Place } from './place.ts'

const must = (what: string, answer: Answer): Answer => {
  if (answer.status === 200) return answer
  throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 500)}`)
}

export type Batch = { id: string; keeper: Client; begin(): Promise<void> }

export async function batchOf(place: Place, count: number, random: () => number): Promise<Batch> {
  const staff = (login: string) => signIn(place, random, { as: 'staff', login, password: 'haoban-demo' })
  const [keeper, approver] = [await staff('xiemin'), await staff('laizhiqiang')]
  const files: Record<string, Uint8Array> = {}
  for (let n = 1; n <= count; n++) files[`通知${n}.ofd`] = await ofdOf(`第${n}号通知`)
  const form = new FormData()
  const fields = { seal: 'seed-market-360702-official', title: '检查通知', purpose: '发文', where: 'text', text: '通知' }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', blob(zipSync(files, { level: 0 }), 'application/zip'), '通知.zip')
  const { id } = must('ask', await keeper.post('/seals/batches', form)).body as { id: string }
  must('approve', await approver.post(`/seals/batches/${id}/approve`, { input: { opinion: '同意' } }))
  const begin = async () => void must('begin', await keeper.post(`/seals/batches/${id}/begin`, { input: {} }))
  return { id, keeper, begin }
}

export const usedOf = async (place: Place, id: string): Promise<number> =>
  Number((await place.sql<{ n: string }>("select count(*) n from seal.request where batch = $1 and state = 'used'", [id]))[0]!.n)

/** The uses of a batch, each with the digest of its sealed file. */
export async function filesOf(place: Place, id: string): Promise<{ request: string; hash: string }[]> {
  return place.sql('select u.request, u.result_hash hash from seal.use u join seal.request r on r.id = u.request where r.batch = $1', [id])
}
