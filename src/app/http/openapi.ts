import { z } from 'zod'
import { anyone, type Route, signedIn } from '#kernel/module.ts'
import type { Room } from '../house.ts'

type Schema = Record<string, unknown>
export type Operation = {
  tags: string[]
  summary: string
  security?: []
  'x-permission'?: string
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Schema
}
type Document = { openapi: string; info: Schema; paths: Record<string, Record<string, Operation>>; components: Schema; security: Schema[] }

function schemaOf(route: Route): Schema {
  return z.toJSONSchema(route.takes, { io: 'input', unrepresentable: 'any' }) as Schema
}

function operation(room: Room, route: Route): Operation {
  const schema = schemaOf(route)
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((m) => m[1]!)
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  const parameter = (name: string, where: 'path' | 'query') => ({
    name,
    in: where,
    required: where === 'path',
    schema: properties[name] ?? { type: 'string' },
  })
  const query = route.verb === 'GET' ? Object.keys(properties).filter((p) => !inPath.includes(p)) : []
  return {
    tags: [room.title],
    summary: route.title ?? `${route.verb} ${route.path}`,
    ...(route.may === anyone ? { security: [] } : { 'x-permission': route.may === signedIn ? undefined : route.may }),
    parameters: [...inPath.map((p) => parameter(p, 'path')), ...query.map((p) => parameter(p, 'query'))],
    ...(route.verb === 'POST' ? { requestBody: { content: { 'application/json': { schema } } } } : {}),
    responses: {
      200: { description: '成功' },
      default: { description: '拒绝或故障，RFC 9457', content: { 'application/problem+json': { schema: { type: 'object' } } } },
    },
  }
}

/** Every route of every room as OpenAPI 3.1, from the same tables that answer. */
export function openApi(rooms: readonly Room[]): Document {
  const paths: Document['paths'] = {}
  for (const room of rooms)
    for (const route of room.routes ?? []) {
      const path = route.path.replace(/:(\w+)/g, '{$1}')
      paths[path] = { ...paths[path], [route.verb.toLowerCase()]: operation(room, route) }
    }
  return {
    openapi: '3.1.0',
    info: { title: '好办 Haoban', version: '0.1.0', description: '城市政务服务平台的全部接口' },
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'haoban_sid' } } },
    security: [{ session: [] }],
  }
}
