/**
 * Turns the OMG's five XML schemas of BPMN 2.0 (formal/2011-01-03, machine-readable files) into one table of types.
 * Usage: node --import tsx scripts/schema.ts > src/xml/schema.gen.ts
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Element, parse } from '../src/xml/read.ts'
import type { Attribute, Particle, Schema } from '../src/xml/schema.ts'

const folder = join(dirname(createRequire(import.meta.url).resolve('bpmn-moddle/package.json')), 'resources/bpmn/xsd')
const files = { bpmn: ['BPMN20', 'Semantic'], bpmndi: ['BPMNDI'], di: ['DI'], dc: ['DC'] }

type Space = keyof typeof files

/** `bpmn:tTask` for a name of this schema, `xsd:string` for a name of XML Schema itself. */
function named(space: Space, name: string): string {
  return name.includes(':') ? name.replace(/^xsd?:/, 'xsd:') : `${space}:${name}`
}

const within = (e: Element, ...names: string[]) => e.children.filter((c) => names.includes(c.name))

function occurs(e: Element): { min?: number; max?: number } {
  const min = Number(e.attributes.minOccurs ?? 1)
  const max = e.attributes.maxOccurs === 'unbounded' ? Infinity : Number(e.attributes.maxOccurs ?? 1)
  return { ...(min === 1 ? {} : { min }), ...(max === 1 ? {} : { max: max === Infinity ? -1 : max }) }
}

/** Anonymous types get the name of their element. */
function typeOf(space: Space, e: Element, schema: Schema): string {
  if (e.attributes.type) return named(space, e.attributes.type)
  const [own] = within(e, 'complexType')
  if (!own) return 'xsd:anyType'
  const name = `${space}:~${e.attributes.name}`
  complex(space, own, name, schema)
  return name
}

const particles: Record<string, (space: Space, e: Element, schema: Schema) => Particle> = {
  element: (space, e, schema) =>
    e.attributes.ref
      ? { ref: named(space, e.attributes.ref), ...occurs(e) }
      : { name: `${space}:${e.attributes.name}`, type: typeOf(space, e, schema), ...occurs(e) },
  choice: (space, e, schema) => ({ choice: content(space, e, schema), ...occurs(e) }),
  sequence: (space, e, schema) => ({ sequence: content(space, e, schema), ...occurs(e) }),
  any: (_space, e) => ({ any: e.attributes.namespace ?? '##any', ...occurs(e) }),
}

function content(space: Space, e: Element, schema: Schema): Particle[] {
  return within(e, ...Object.keys(particles)).map((c) => particles[c.name]!(space, c, schema))
}

function attribute(space: Space, e: Element): Attribute {
  return {
    name: e.attributes.name!,
    type: named(space, e.attributes.type!),
    ...(e.attributes.use === 'required' ? { required: true } : {}),
  }
}

function complex(space: Space, e: Element, name: string, schema: Schema): void {
  const extension = within(e, 'complexContent').flatMap((c) => within(c, 'extension'))[0]
  const body = extension ?? e
  const [group] = content(space, body, schema)
  schema.types[name] = {
    ...(extension ? { base: named(space, extension.attributes.base!) } : {}),
    ...(e.attributes.abstract === 'true' ? { abstract: true } : {}),
    ...(e.attributes.mixed === 'true' ? { mixed: true } : {}),
    ...(within(body, 'anyAttribute').length > 0 ? { foreign: true } : {}),
    attributes: within(body, 'attribute').map((a) => attribute(space, a)),
    content: group ? ('sequence' in group ? group.sequence : [group]) : [],
  }
}

function simple(space: Space, e: Element): readonly string[] {
  return [...e.children].flatMap((c): readonly string[] => {
    if (c.name === 'enumeration') return [c.attributes.value!]
    const own = c.name === 'union' && c.attributes.memberTypes ? [named(space, c.attributes.memberTypes)] : []
    return [...own, ...simple(space, c)]
  })
}

function read(space: Space, root: Element, schema: Schema): void {
  for (const e of root.children) {
    const name = `${space}:${e.attributes.name}`
    if (e.name === 'complexType') complex(space, e, name, schema)
    if (e.name === 'simpleType') schema.simple[name] = simple(space, e)
    if (e.name !== 'element') continue
    schema.elements[name] = {
      type: typeOf(space, e, schema),
      ...(e.attributes.substitutionGroup ? { head: named(space, e.attributes.substitutionGroup) } : {}),
      ...(e.attributes.abstract === 'true' ? { abstract: true } : {}),
    }
  }
}

/** The source of `schema.gen.ts`. */
export function schemaSource(): string {
  const schema: Schema = { types: {}, elements: {}, simple: {} }
  for (const [space, names] of Object.entries(files) as [Space, string[]][]) {
    for (const name of names) read(space, parse(readFileSync(join(folder, `${name}.xsd`))), schema)
  }
  const head = "/** Written by scripts/schema.ts from the OMG's XML schemas of BPMN 2.0. */\nimport type { Schema } from './schema.ts'\n"
  return `${head}\nexport const schema: Schema = ${JSON.stringify(schema, null, 1)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(schemaSource())
