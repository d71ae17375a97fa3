/** One application for an item with a process and a decision: a swimming pool asks for its hygiene licence (demo). */
import { act } from '../src/app/context.ts'
import { submit } from '../src/kernel/case/api.ts'
import type { Submit } from '../src/kernel/case/schema.ts'
import type { Who } from '../src/kernel/who.ts'
import { fill } from './food.ts'
import type { Client, TestCity } from './kit.ts'

export const citizen: Who = {
  id: 'citizen:zhong-jiaming',
  kind: 'citizen',
  name: '钟家明',
  parties: ['zhong-jiaming', 'kejia-xiaoyuan'],
  grants: [],
}

const upload = (code: string, digit: string) => ({
  code,
  name: '',
  provide: 'upload' as const,
  files: [{ hash: digit.repeat(64), name: `${code}.pdf`, type: 'application/pdf', size: 1200 }],
})

/** A pool cannot be licensed on a pledge alone, so that its process asks everybody; a barber's can. */
export const application = (kind: 'pool' | 'hair' = 'pool', division = '360702'): Submit => ({
  item: 'public-place-hygiene-licence',
  division,
  applicant: 'kejia-xiaoyuan',
  channel: 'web',
  declared: true,
  pledged: true,
  answers: {
    kind,
    air: 'no',
    shopName: '章贡区客家小院游泳馆（演示）',
    uscc: '92360702MA9A00125A',
    division,
    address: '章贡区文清路 18 号一层',
    floor: '1 层',
    area: 800,
    seats: 60,
    disinfect: ['cabinet'],
    ...(kind === 'pool' ? { poolArea: 300, poolWater: 'cycle' } : {}),
    operator: '钟家明',
    operatorId: '360702199003070017',
    phone: '13800000001',
    staff: [{ name: '钟家明', idNo: '360702199003070017' }],
    manager: '钟家明',
    managerPhone: '13800000001',
    delivery: 'electronic',
  },
  materials: [upload('layout', 'a'), upload('test-report', 'b'), upload('rules', 'c'), upload('health-certificates', 'd')],
})

/** Hands the application in; answers the id of its case. */
export const submitFor = async (city: TestCity, kind: 'pool' | 'hair' = 'pool', division?: string): Promise<string> =>
  (await act(city.house, citizen, (ctx) => submit(ctx, application(kind, division)))).id

/** The same over HTTP, from the empty form to the number; answers the id of the case. */
export async function sendOver(citizen: Client, division: string): Promise<string> {
  const draft = await fill(citizen, {
    item: 'public-place-hygiene-licence',
    division,
    answers: {
      kind: { kind: 'pool' },
      air: { air: 'no' },
      'shop-info': { 'shopName.use': 'known', 'uscc.use': 'known', division },
      where: { address: '章贡区文清路 18 号一层', floor: '1 层' },
      size: { area: '800', seats: '60' },
      disinfect: { disinfect: 'cabinet' },
      water: { poolArea: '300', poolWater: 'cycle' },
      operator: { 'operator.use': 'known', 'operatorId.use': 'known', phone: '13800000001' },
      staff: { 'staff[0][name]': '钟家明', 'staff[0][idNo]': '360702199003070017' },
      manager: { manager: '钟家明', managerPhone: '13800000001' },
      delivery: { delivery: 'electronic' },
    },
    materials: ['layout', 'test-report', 'rules', 'health-certificates'],
  })
  const sent = await citizen.post(`${draft}/check`, { agree: 'yes', pledge: 'yes' })
  if (sent.status !== 200) throw new Error(`send: ${sent.status} ${sent.text.slice(0, 600)}`)
  return sent.body.id as string
}
