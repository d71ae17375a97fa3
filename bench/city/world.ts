/** What the generated city stands on: the items, organs, people and calendar of the founded one, small enough to hand to a thread. */
import { act, type House, system } from '../../src/app/context.ts'
import { authorityOf } from '../../src/kernel/authority/actions/grant.ts'
import { isWorkday } from '../../src/kernel/clock/rules/calendar.ts'
import { fromDay, toDay } from '../../src/kernel/clock/rules/day.ts'
import { handlingOf, listAllCurrent } from '../../src/kernel/item/api.ts'
import type { HandlingItem } from '../../src/kernel/item/schema/item.ts'
import { pdf } from '../../test/food.ts'
import { chanceOf } from './chance.ts'
import type { By } from './lives.ts'
import type { Person } from './people.ts'

export type Handling = Pick<HandlingItem, 'item' | 'name' | 'handlingCode' | 'promise' | 'legal' | 'audiences'> & {
  version: number
  organ: string
  division: string
  taskCode: string
  taskType: string
  grant: string
  basis: string
  materials: { id: string; name: string; free: boolean }[]
}
type Desk = Record<Exclude<By, 'applicant' | 'system'>, { id: string; name: string }>

export type World = {
  size: number
  people: number
  /** the moment up to which things have happened, in milliseconds */
  now: number
  /** day numbers of the working days from the first to the last on which something is handed in */
  workdays: number[]
  handlings: Handling[]
  staff: Record<string, Desk>
  citizen: Person
  company: Person
  files: { hash: string; name: string; type: string; size: number }[]
}

/** The day on which every bench works; the generated history ends the evening before. */
export const today = '2023-06-15'
const firstDay = '2022-01-04'

async function handlingsOf(house: House): Promise<Handling[]> {
  const found = await act(house, system, async (ctx) => {
    const all: Handling[] = []
    for (const here of await listAllCurrent(ctx.tx)) {
      const item = await handlingOf(ctx.tx, here.handlingCode, here.version)
      const grant = await authorityOf(ctx, { item: here.code, division: here.division, organ: here.organ }).catch(() => undefined)
      all.push({
        ...{ item: item.item, name: item.name, handlingCode: item.handlingCode, promise: item.promise, legal: item.legal },
        ...{ audiences: item.audiences, version: here.version, organ: here.organ, division: here.division },
        ...{ taskCode: item.impl.taskCode, taskType: item.catalogue.taskType },
        ...{ grant: grant?.id ?? 'none', basis: grant?.basis ?? item.basis[0]?.law ?? '' },
        materials: item.materials.filter((m) => m.need === '1').map((m) => ({ id: m.id, name: m.name, free: m.free !== undefined })),
      })
    }
    return all
  })
  const chance = chanceOf(1)
  const order = found.map((h) => ({ h, at: h.item === 'food-business-licence-new' && h.division === '360702' ? -1 : chance.share() }))
  return order.sort((a, b) => a.at - b.at).map(({ h }) => h)
}

const roles: Record<keyof Desk, string> = {
  clerk: 'windowClerk',
  examiner: 'examiner',
  chief: 'chiefRep',
  decider: 'decider',
  issuer: 'issuer',
}

/** Whoever sits there in the demo; where nobody does, a name that only the facts know. */
async function staffOf(house: House, organs: readonly string[]): Promise<World['staff']> {
  const { rows } = await house.db.pool.query<{ id: string; name: string; organ: string; role: string }>(
    'select a.id, a.name, a.organ, g.role from permission.account a join permission.granted g on g.account = a.id where g.role is not null',
  )
  const at = (organ: string, part: string, role: string) => {
    const found = rows.find((r) => r.organ === organ && r.role === role)
    return found ? { id: found.id, name: found.name } : { id: `staff:${organ}-${part}`, name: '演示人员' }
  }
  const desk = (organ: string) => Object.fromEntries(Object.entries(roles).map(([part, role]) => [part, at(organ, part, role)])) as Desk
  return Object.fromEntries(organs.map((organ) => [organ, desk(organ)]))
}

async function filesOf(house: House): Promise<World['files']> {
  const names = ['平面布局图', '管理制度', '健康证明', '租赁合同', '身份证明']
  const kept = names.map(async (name) => {
    const { hash, size } = await house.storage.put(Buffer.from(pdf(name)))
    return { hash, size, name: `${name}.pdf`, type: 'application/pdf' }
  })
  return Promise.all(kept)
}

/** Reads the founded city; the same founded city gives the same world. */
export async function worldOf(house: House, size: number): Promise<World> {
  const handlings = await handlingsOf(house)
  const days = Array.from({ length: toDay(today) - toDay(firstDay) + 1 }, (_, i) => toDay(firstDay) + i)
  const { rows } = await house.db.pool.query<{ name: string }>("select name from party.person where id = 'kejia-xiaoyuan'")
  return {
    size,
    people: 2 * Math.max(50, Math.floor(size / 8)),
    now: Date.parse(`${today}T09:00:00+08:00`),
    workdays: days.filter((day) => isWorkday(house.calendar, fromDay(day))),
    handlings,
    staff: await staffOf(house, [...new Set(handlings.map((h) => h.organ))]),
    citizen: { id: 'zhong-jiaming', kind: 'natural', name: '钟家明', no: '' },
    company: { id: 'kejia-xiaoyuan', kind: 'legal', name: rows[0]!.name, no: '' },
    files: await filesOf(house),
  }
}
