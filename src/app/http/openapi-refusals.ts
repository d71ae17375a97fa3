/** What the routes of a room answer besides success: every refusal that can come, with its status, as problems of RFC 9457. */
import { knownRefusals } from '#base/refusal.ts'
import type { Room } from '../house.ts'
import { busy } from './crowd.ts'
import { outageCodes } from './outage.ts'

type Schemas = Record<string, Record<string, unknown>>
type Told = { code: string; status: number; sentence: string }

/** Refusals of commands at the console and of a start, which no request meets. */
const atTheConsole = new Set(['backup', 'cli', 'city', 'key', 'port', 'postgres', 'restore'])
/** What only a demo city refuses. */
const demoOnly = new Set(['permission.unknown-citizen'])

const problemSchema = {
  type: 'object',
  description: '拒绝或故障（RFC 9457）',
  required: ['type', 'status', 'code', 'title', 'request'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: '给程序判断' },
    title: { type: 'string', description: '给人看的一句话' },
    request: { type: 'string', description: '报障用的编号' },
    fields: {
      type: 'array',
      description: '要改的地方，按页面上的顺序',
      items: { type: 'object', properties: { field: { type: 'string' }, sentence: { type: 'string' } } },
    },
  },
}

/** A room and all that its actions may call: the kernel, the rooms it uses and those that these use, and whoever seals papers. */
function reachOf(rooms: readonly Room[], room: Room): Set<string> {
  const byId = new Map(rooms.map((r) => [r.id, r]))
  const reach = new Set(rooms.filter((r) => r.folder.href.includes('/kernel/') || r.sealPaper).map((r) => r.id))
  const visit = (id: string): void => {
    reach.add(id)
    for (const below of byId.get(id)?.uses ?? []) visit(below)
  }
  for (const id of [...reach, room.id]) visit(id)
  return reach
}

const groupOf = (code: string): string => code.slice(0, code.indexOf('.'))

/** Every refusal that a request can meet anywhere. */
function everyTold(demo: boolean): Told[] {
  const refused = [...knownRefusals()].map(([code, { status, sentence }]) => ({ code, status, sentence }))
  const outages = [...outageCodes, busy].map(([code, sentence]) => ({ code, status: 503, sentence }))
  return [...refused, ...outages].filter(
    ({ code, status }) => !atTheConsole.has(groupOf(code)) && (demo || !demoOnly.has(code)) && status !== 500,
  )
}

/** The codes of one group and status, once in the document for all rooms that may answer them. */
function codesOf(told: readonly Told[], group: string, schemas: Schemas): { $ref: string } {
  const name = `refusal.${group}.${told[0]!.status}`
  schemas[name] ??= {
    type: 'string',
    enum: told.map((t) => t.code).sort(),
    description: told.map((t) => `\`${t.code}\`：${t.sentence}`).join('\n'),
  }
  return { $ref: `#/components/schemas/${name}` }
}

const grouped = <T, K>(list: readonly T[], by: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>()
  for (const one of list) groups.set(by(one), [...(groups.get(by(one)) ?? []), one])
  return groups
}

/** One of the document's own responses: a status and the codes it may come with. */
function responseOf(told: readonly Told[], name: string, components: { schemas: Schemas; responses: Schemas }): { $ref: string } {
  const codes = [...grouped(told, (t) => groupOf(t.code))].map(([group, some]) => codesOf(some, group, components.schemas))
  const code = codes.length === 1 ? codes[0] : { anyOf: codes }
  const schema = { allOf: [{ $ref: '#/components/schemas/problem' }, { type: 'object', properties: { code } }] }
  components.responses[name] = { description: `拒绝：${told.length} 种，见 code`, content: { 'application/problem+json': { schema } } }
  return { $ref: `#/components/responses/${name}` }
}

/** The answers of every route of a room. What an action answers when it succeeds is told by its page and not by a schema. */
export function responsesOf(
  rooms: readonly Room[],
  room: Room,
  components: { schemas: Schemas; responses: Schemas },
  demo: boolean,
): Record<string, unknown> {
  const reach = reachOf(rooms, room)
  const elsewhere = new Set(rooms.map((r) => r.id).filter((id) => !reach.has(id)))
  const told = everyTold(demo).filter(({ code }) => !elsewhere.has(groupOf(code)))
  components.schemas.problem = problemSchema
  const byStatus = [...grouped(told, (t) => t.status)].sort(([a], [b]) => a - b)
  return {
    200: { description: '成功', content: { 'application/json': { schema: {} } } },
    ...Object.fromEntries(byStatus.map(([status, some]) => [status, responseOf(some, `${room.id}.${status}`, components)])),
    500: {
      description: '故障，没有一句现成的话',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
    },
  }
}
