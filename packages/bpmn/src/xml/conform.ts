/** Holds a tree of elements against the schema of BPMN 2.0. */
import type { Violation } from '../violation.ts'
import { labelOf, nameIn } from './names.ts'
import type { Element } from './read.ts'
import { schema } from './schema.gen.ts'
import { modelSpace, type Particle, spaces } from './schema.ts'
import { allows, attributesOf, contentOf, derives, isMixed, standsFor, tagOf, takesForeign, wordsOf } from './types.ts'

const instance = 'http://www.w3.org/2001/XMLSchema-instance'

/** What the schema says of a tree: its violations, and the type of each element that it knows. */
export type Conformity = { violations: Violation[]; types: ReadonlyMap<Element, string> }

type Walk = { violations: Violation[]; types: Map<Element, string>; ids: Map<string, Element>; idrefs: [Element, string][] }

function say(walk: Walk, rule: string, e: Element, sentence: string): void {
  walk.violations.push({ rule: `XSD.${rule}`, element: labelOf(e), sentence, line: e.line })
}

/** The type named by xsi:type, where it derives from the declared one. */
function actualType(walk: Walk, e: Element, declared: string): string {
  const asked = e.foreign[`${instance}#type`]
  const type = asked === undefined ? declared : named(e, asked)
  if (!derives(type, declared)) {
    say(walk, 'TYPE', e, `says xsi:type="${asked}", which is no kind of ${bare(declared)}.`)
    return declared
  }
  if (schema.types[type]?.abstract) say(walk, 'ABSTRACT', e, `is a ${e.name}, which is abstract; use one of its kinds.`)
  return type
}

const bare = (name: string) => name.replace(/^\w+:~?/, '')

function named(e: Element, value: string): string {
  const { space, local } = nameIn(e, value)
  return `${spaces[space || modelSpace] ?? '?'}:${local}`
}

function checkValue(walk: Walk, e: Element, what: string, type: string, value: string): void {
  if (!allows(type, value)) {
    const words = wordsOf(type)
    const ask = words.length > 0 ? `one of ${words.join(', ')}` : bare(type)
    say(walk, 'VALUE', e, `${what} is "${value.trim()}", but must be ${ask}.`)
    return
  }
  if (type === 'xsd:IDREF') walk.idrefs.push([e, value.trim()])
  if (type !== 'xsd:ID') return
  const other = walk.ids.get(value.trim())
  if (other) say(walk, 'ID', e, `has the id of another element, in line ${other.line}; give each its own.`)
  else walk.ids.set(value.trim(), e)
}

function checkForeign(walk: Walk, e: Element, type: string): void {
  for (const name of Object.keys(e.foreign)) {
    const space = name.slice(0, name.lastIndexOf('#'))
    const welcome = space === instance || (space !== e.space && takesForeign(type))
    if (!welcome) say(walk, 'ATTRIBUTE', e, `has an attribute ${name}, which a ${e.name} has not.`)
  }
}

function checkAttributes(walk: Walk, e: Element, type: string): void {
  const known = attributesOf(type)
  for (const [name, value] of Object.entries(e.attributes)) {
    const attribute = known.get(name)
    if (attribute) checkValue(walk, e, `its ${name}`, attribute.type, value)
    else say(walk, 'ATTRIBUTE', e, `has an attribute ${name}, which a ${e.name} has not.`)
  }
  const missing = [...known.values()].filter((a) => a.required && e.attributes[a.name] === undefined)
  for (const attribute of missing) say(walk, 'REQUIRED', e, `lacks its attribute ${attribute.name}.`)
  checkForeign(walk, e, type)
}

/** The children still to be placed, and how far they are. */
type Cursor = { children: readonly Element[]; at: number }

function accepts(particle: Particle, child: Element, owner: Element): boolean {
  const tag = tagOf(child)
  if ('any' in particle) return particle.any === '##any' || child.space !== owner.space
  if ('ref' in particle) return tag !== undefined && standsFor(tag, particle.ref)
  return 'name' in particle && tag === particle.name
}

type Group = Extract<Particle, { choice: unknown } | { sequence: unknown }>
const isGroup = (particle: Particle): particle is Group => 'choice' in particle || 'sequence' in particle

/** Takes what a group of particles allows once. */
function takeGroup(walk: Walk, owner: Element, group: Group, cursor: Cursor): boolean {
  const before = cursor.at
  if ('choice' in group) group.choice.some((p) => take(walk, owner, p, cursor) > 0)
  else for (const p of group.sequence) take(walk, owner, p, cursor)
  return cursor.at > before
}

function takeOne(walk: Walk, owner: Element, particle: Particle, cursor: Cursor): boolean {
  const child = cursor.children[cursor.at]
  if (!child || !accepts(particle, child, owner)) return false
  cursor.at++
  if ('any' in particle) visitLax(walk, child)
  else visit(walk, child, 'name' in particle ? particle.type : declared(walk, child))
  return true
}

/** Takes as many children as the particle allows; tells how often it was met. */
function take(walk: Walk, owner: Element, particle: Particle, cursor: Cursor): number {
  const most = particle.max === -1 ? Infinity : (particle.max ?? 1)
  const once = isGroup(particle) ? () => takeGroup(walk, owner, particle, cursor) : () => takeOne(walk, owner, particle, cursor)
  let met = 0
  while (met < most && once()) met++
  return met
}

function declared(walk: Walk, e: Element): string {
  const element = schema.elements[tagOf(e)!]!
  if (element.abstract) say(walk, 'ABSTRACT', e, `is a ${e.name}, which is abstract; use one of its kinds.`)
  return element.type
}

/** Behind a wildcard only what the schema knows is looked at. */
function visitLax(walk: Walk, e: Element): void {
  const tag = tagOf(e)
  if (tag && schema.elements[tag]) visit(walk, e, declared(walk, e))
}

const namesOf = (p: Particle): string[] => {
  if (isGroup(p)) return ('choice' in p ? p.choice : p.sequence).flatMap(namesOf)
  return 'any' in p ? [] : ['ref' in p ? p.ref : p.name]
}

function misplaced(walk: Walk, owner: Element, child: Element, type: string): void {
  const tag = tagOf(child)
  const known = tag !== undefined && contentOf(type).some((p) => namesOf(p).some((name) => standsFor(tag, name)))
  const sentence = known
    ? `stands at a place in ${labelOf(owner)} where the schema allows no ${child.name}: too late, or too often.`
    : `has no place in a ${owner.name}.`
  say(walk, known ? 'ORDER' : 'CHILD', child, sentence)
}

function checkContent(walk: Walk, e: Element, type: string): void {
  const cursor: Cursor = { children: e.children, at: 0 }
  for (const particle of contentOf(type)) {
    const met = take(walk, e, particle, cursor)
    const least = particle.min ?? 1
    if (met < least && !('choice' in particle)) {
      const times = least > 1 ? ` at least ${least} times` : ''
      say(walk, 'MISSING', e, `must hold ${namesOf(particle).map(bare).join(' or ')}${times}.`)
    }
  }
  for (const child of e.children.slice(cursor.at)) misplaced(walk, e, child, type)
  if (!isMixed(type) && e.text.trim() !== '') say(walk, 'TEXT', e, `holds the text "${e.text.trim().slice(0, 40)}", where none may stand.`)
}

function visit(walk: Walk, e: Element, declaredType: string): void {
  if (!schema.types[declaredType]) {
    if (e.children.length > 0) say(walk, 'CHILD', e.children[0]!, `has no place in a ${e.name}.`)
    else checkValue(walk, e, `the text of ${e.name}`, declaredType, e.text)
    return
  }
  const type = actualType(walk, e, declaredType)
  walk.types.set(e, type)
  checkAttributes(walk, e, type)
  checkContent(walk, e, type)
}

export function conform(root: Element): Conformity {
  const walk: Walk = { violations: [], types: new Map(), ids: new Map(), idrefs: [] }
  if (tagOf(root) !== 'bpmn:definitions') {
    say(walk, 'ROOT', root, `is the root, but a model begins with definitions of ${modelSpace}.`)
    return walk
  }
  visit(walk, root, 'bpmn:tDefinitions')
  for (const [e, id] of walk.idrefs) {
    if (!walk.ids.has(id)) say(walk, 'IDREF', e, `refers to ${id}, but nothing has that id.`)
  }
  return walk
}
