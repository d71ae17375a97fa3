/** `/openapi.json`: every route of every room as OpenAPI 3.1, from the same tables that answer. */
import { z } from 'zod'
import { anyone, type Route, signedIn } from '#kernel/module.ts'
import type { House } from '../context.ts'
import type { Room } from '../house.ts'
import { responsesOf } from './openapi-refusals.ts'
import { operationIds } from './operation-id.ts'
import { sessionCookie } from './reply.ts'

export type Schema = Record<string, unknown>
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }
type Body = { required: boolean; content: Record<string, { schema: Schema }> }
export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  security?: Record<string, []>[]
  'x-permission'?: string
  parameters: Parameter[]
  requestBody?: Body
  responses: Schema
}
type Schemas = Record<string, Schema>
type Components = { schemas: Schemas; responses: Schemas; securitySchemes: Schemas }
type Document = {
  openapi: string
  info: Schema
  servers: Schema[]
  paths: Record<string, Record<string, Operation>>
  components: Components
  security: Record<string, []>[]
}

/** What a file is in a body of the type multipart/form-data. */
const fileSchema = { type: 'string', contentMediaType: 'application/octet-stream' }

/** A value that is brought into its form before it is checked is described as it is checked; what has no JSON form is a file. */
const schemaOf = (type: z.ZodType): Schema =>
  z.toJSONSchema(type, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod
      if (def.type === 'custom') Object.assign(jsonSchema, fileSchema)
      if (def.type === 'pipe' && def.in._zod.def.type === 'transform') {
        const { $schema: _, ...checked } = schemaOf(def.out as z.ZodType)
        Object.assign(jsonSchema, checked)
      }
    },
  }) as Schema

/** Definitions that a schema brings along, and itself where it refers to itself, stand among the document's own under names of the operation. */
function lifted(schema: Schema, id: string, schemas: Schemas): Schema {
  const { $schema: _, $defs, ...rest } = schema as Schema & { $defs?: Schemas }
  const nameOf = (name: string) => `${id}.${name.replace(/[^\w.-]/g, '')}`
  const place = (ref: string) => `#/components/schemas/${ref === '#' ? nameOf('self') : nameOf(ref.slice('#/$defs/'.length))}`
  const pointed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(pointed)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, key === '$ref' ? place(String(of)) : pointed(of)]))
  }
  for (const [name, of] of Object.entries($defs ?? {})) schemas[nameOf(name)] = pointed(of) as Schema
  const whole = pointed(rest) as Schema
  if (JSON.stringify(rest).includes('"$ref":"#"')) schemas[nameOf('self')] = whole
  return whole
}

const namesIn = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((m) => m[1]!)
const addressOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}')

/** What a post carries beside its address, as JSON, and where there are files in it as a form with parts. */
function bodyOf(schema: Schema, inPath: readonly string[]): Body {
  const properties = Object.entries((schema.properties ?? {}) as Schemas).filter(([name]) => !inPath.includes(name))
  const required = ((schema.required ?? []) as string[]).filter((name) => !inPath.includes(name))
  const { required: _, ...rest } = schema
  const own = {
    ...rest,
    ...(schema.properties ? { properties: Object.fromEntries(properties) } : {}),
    ...(required.length ? { required } : {}),
  }
  const type = JSON.stringify(own).includes(JSON.stringify(fileSchema).slice(1, -1)) ? 'multipart/form-data' : 'application/json'
  return { required: required.length > 0, content: { [type]: { schema: own } } }
}

function parametersOf(route: Route, schema: Schema): Parameter[] {
  const properties = (schema.properties ?? {}) as Schemas
  const required = (schema.required ?? []) as string[]
  const inPath = namesIn(route.path)
  const one = (name: string, where: 'path' | 'query') => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: properties[name] ?? { type: 'string' },
  })
  const query = route.verb === 'GET' ? Object.keys(properties).filter((name) => !inPath.includes(name)) : []
  const key: Parameter = {
    name: 'idempotency-key',
    in: 'header',
    required: route.once === true,
    schema: { type: 'string', maxLength: 100 },
  }
  return [...inPath.map((name) => one(name, 'path')), ...query.map((name) => one(name, 'query')), ...(route.verb === 'POST' ? [key] : [])]
}

/** Whoever is signed in sends his cookie, and with a post the token of his session too; a stranger sends neither. */
function securityOf({ may, verb }: Route): Operation['security'] {
  const session: Record<string, []> = verb === 'POST' ? { session: [], csrf: [] } : { session: [] }
  return may === anyone ? [{}, session] : [session]
}

function operation(room: Room, route: Route, id: string, components: Components): Omit<Operation, 'responses'> {
  const schema = lifted(schemaOf(route.takes), id, components.schemas)
  return {
    operationId: id,
    tags: [room.title],
    summary: route.title ?? `${route.verb} ${route.path}`,
    security: securityOf(route),
    'x-permission': route.may === anyone || route.may === signedIn ? undefined : route.may,
    parameters: parametersOf(route, schema),
    ...(route.verb === 'POST' ? { requestBody: bodyOf(schema, namesIn(route.path)) } : {}),
  }
}

const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: 'POST /sign-in 成功后由服务器设置' },
  csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token', description: '登录后每个 POST 都要带，由 GET /session 给出' },
}

function described({ rooms, site, city }: Pick<House, 'rooms' | 'site' | 'city'>): Document {
  const components: Components = { schemas: {}, responses: {}, securitySchemes }
  const paths: Document['paths'] = {}
  const ids = operationIds(rooms)
  for (const room of rooms) {
    if (!room.routes?.length) continue
    const responses = responsesOf(rooms, room, components, city.demo)
    for (const route of room.routes) {
      const path = addressOf(route.path)
      const described = operation(room, route, ids.get(route)!, components)
      paths[path] = { ...paths[path], [route.verb.toLowerCase()]: { ...described, responses } }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '好办 Haoban',
      version: '0.1.0',
      description: '城市政务服务平台的全部接口',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: site }],
    paths,
    components,
    security: [{ session: [] }],
  }
}

const documents = new WeakMap<object, Document>()

/** The document of a house; drawn once, because its tables never change while it runs. */
export function openApi(house: Pick<House, 'rooms' | 'site' | 'city'>): Document {
  const document = documents.get(house) ?? described(house)
  documents.set(house, document)
  return document
}
