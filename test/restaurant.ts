/** The small restaurant of the tests (demo): its owner, the staff that its food licence meets, and the application as an action takes it. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { GivenPoint, Submit } from '#kernel/case/schema.ts'
import type { Who } from '#kernel/who.ts'

const roles = JSON.parse(readFileSync(new URL('../city/ganzhou/roles.json', import.meta.url), 'utf8')) as {
  id: string
  permissions: string[]
}[]

/** Somebody of an organ with the rights of a role, or with the one permission of that name. */
export const staff = (login: string, name: string, role: string, organ = 'market-360702'): Who => ({
  id: `staff:${login}`,
  kind: 'staff',
  name,
  organ,
  parties: [],
  grants: (roles.find((r) => r.id === role)?.permissions ?? [role]).map((permission) => ({ permission, organ, division: '*' })),
})

export const owner: Who = {
  id: 'citizen:zhong-jiaming',
  kind: 'citizen',
  name: '钟家明',
  parties: ['zhong-jiaming', 'kejia-xiaoyuan'],
  grants: [],
}
export const clerk = staff('liufang', '刘芳', 'windowClerk')
export const examiner = staff('zengwei', '曾伟', 'examiner')
export const chief = staff('laizhiqiang', '赖志强', 'chiefRep')
export const decider = staff('chenguodong', '陈国栋', 'decider')
export const issuer = staff('xiemin', '谢敏', 'issuer')

/** Staff who look at a place, by their logins, each with the number of a licence (demo). */
export const lookers = (...logins: string[]) => logins.map((login, i) => ({ id: `staff:${login}`, licence: `3607020010${i + 1}` }))

type Listed = { points: { id: string }[] }
const { points: listed } = parse(
  readFileSync(new URL('../city/ganzhou/items/food-business-licence-new/item.yaml', import.meta.url), 'utf8'),
) as Listed

/** Every 审查要点 of the food licence found to hold. */
export const met: GivenPoint[] = listed.map(({ id }) => ({ point: id, verdict: 'met' }))
/** The same, but for the distance to what pollutes. */
export const tooNear: GivenPoint[] = met.map((p) => (p.point === 'distance' ? { ...p, verdict: 'not met', note: '离垃圾站 18 米' } : p))

export const answers = {
  sells: 'meals',
  licensed: 'yes',
  brewing: 'no',
  format: 'catering',
  projects: ['hot'],
  online: 'no',
  shopName: '章贡区客家小院餐饮店（演示）',
  uscc: '92360702MA9A00125A',
  division: '360702',
  address: '章贡区文清路 18 号一层',
  area: 120,
  kitchenArea: 40,
  operator: '钟家明',
  operatorId: '360702199003070017',
  phone: '13800000001',
  officerSame: 'yes',
  delivery: 'electronic',
  staff: [{ name: '钟家明', idNo: '360702199003070017', job: 'cook' }],
}

export const file = { hash: 'a'.repeat(64), name: '布局图.jpg', type: 'image/jpeg', size: 1200 }

export const application: Submit = {
  item: 'food-business-licence-new',
  division: '360702',
  applicant: 'kejia-xiaoyuan',
  channel: 'web',
  declared: true,
  answers,
  materials: ['layout', 'rules', 'health-certificates'].map((code, i) => ({
    code,
    name: '',
    provide: 'upload' as const,
    files: [{ ...file, hash: 'abc'[i]!.repeat(64) }],
  })),
}
