/** Data (BPMN 2.0, 10.4). */
import { labelOf } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import { childOf, childrenOf, type Document, isTrue } from './document.ts'
import { type Rule, when } from './rule.ts'

const association = 'bpmn:tDataAssociation'
const texts = (e: Element, ...names: string[]) => childrenOf(e, ...names).map((c) => c.text.trim())

/** What a data item is made of: through references to objects and stores, to the item definition. */
function itemOf(e: Element | undefined, doc: Document): Element | undefined {
  if (!e) return undefined
  if (e.attributes.itemSubjectRef !== undefined) return doc.find(e, e.attributes.itemSubjectRef)
  const object = e.attributes.dataObjectRef ?? e.attributes.dataStoreRef
  return object === undefined ? undefined : itemOf(doc.find(e, object), doc)
}

function sameItem(e: Element, doc: Document): string | undefined {
  if (childOf(e, 'transformation') || childOf(e, 'assignment')) return undefined
  const item = (name: string) => childrenOf(e, name).map((c) => itemOf(doc.find(c, c.text), doc))[0]
  const [source, target] = [item('sourceRef'), item('targetRef')]
  if (!source || !target || source === target) return undefined
  const equal = source.attributes.structureRef !== undefined && source.attributes.structureRef === target.attributes.structureRef
  return when(!equal, `of ${labelOf(e.parent!)} moves an item into one of another type; it needs a transformation.`)
}

function sources(e: Element): string | undefined {
  if (childOf(e, 'transformation')) return undefined
  const count = childrenOf(e, 'sourceRef').length
  return when(
    count > 1 || (count === 0 && !childOf(e, 'assignment')),
    `of ${labelOf(e.parent!)} has ${count} sources; without a transformation it has one.`,
  )
}

/** Each ref of `lists` must also stand among `all`. */
const among =
  (all: string, ...lists: string[]) =>
  (e: Element) => {
    const stray = texts(e, ...lists).find((id) => !texts(e, all).includes(id))
    return stray && `lists ${stray} as ${lists.join(' or ')}, but not among its ${all}.`
  }

/** Sets that refer to each other do so both ways. */
const answered = (own: string, its: string) => (e: Element, doc: Document) => {
  const silent = childrenOf(e, own).find((c) => {
    const other = doc.find(c, c.text)
    return other !== undefined && !texts(other, its).includes(e.attributes.id ?? '')
  })
  return silent && `refers to ${silent.text.trim()}, which does not refer back.`
}

const inSet = (set: string, refs: string) => (e: Element) => {
  if (e.parent?.name !== 'ioSpecification') return undefined
  const listed = childrenOf(e.parent, set).flatMap((s) => texts(s, refs))
  return when(!listed.includes(e.attributes.id ?? ''), `stands in no ${set} of its ioSpecification.`)
}

/** Whether something stands within what owns an association: among its inputs and outputs, its properties. */
function isWithin(e: Element | undefined, owner: Element): boolean {
  for (let at = e; at; at = at.parent) if (at === owner) return true
  return false
}

/** The end of an association that belongs to its owner: data moves between it and what is around it (10.4.2). */
const ownEnd = (end: 'sourceRef' | 'targetRef') => (e: Element, doc: Document) => {
  const owner = e.parent!
  if (!doc.is(owner, 'bpmn:tActivity', 'bpmn:tEvent')) return undefined
  const astray = childrenOf(e, end).find((c) => {
    const item = doc.find(c, c.text)
    return item !== undefined && !isWithin(item, owner)
  })
  return astray && `of ${labelOf(owner)} has the ${end} ${astray.text.trim()}, which is no data of ${labelOf(owner)}.`
}

/** What holds a data item: for inputs and outputs what their ioSpecification is of. */
const holderOf = (item: Element) => (item.parent?.name === 'ioSpecification' ? item.parent.parent : item.parent)

/** Data is seen from where it stands and from what is within; nobody sees into a sub-process or another process (10.4.1). */
const outOfSight =
  (...ends: string[]) =>
  (e: Element, doc: Document) => {
    const named = [...ends.flatMap((end) => e.attributes[end] ?? []), ...texts(e, ...ends)]
    const hidden = named.find((ref) => {
      const item = doc.find(e, ref)
      if (!item || !doc.types.has(item)) return false
      const holder = holderOf(item)
      const isScoped = doc.is(item, 'bpmn:tDataObject', 'bpmn:tDataObjectReference') || doc.is(holder, 'bpmn:tProcess')
      return isScoped && holder !== undefined && !isWithin(e, holder)
    })
    return hidden && `names ${hidden}, which is in ${labelOf(holderOf(doc.find(e, hidden)!)!)}, where it cannot be seen from here.`
  }

/** What goes into a process comes from who calls it, and what comes out goes to him: no association fills the one or reads the other (10.4.1). */
const ofProcess = (end: 'sourceRef' | 'targetRef', type: string, why: string) => (e: Element, doc: Document) => {
  const wrong = childrenOf(e, end).find((c) => {
    const item = doc.find(c, c.text)
    return doc.is(item, type) && doc.is(holderOf(item!), 'bpmn:tProcess')
  })
  return wrong && `of ${labelOf(e.parent!)} has the ${end} ${wrong.text.trim()}, ${why}`
}

export const dataRules: readonly Rule[] = [
  { id: 'DATA.SCOPE', on: 'bpmn:tDataObjectReference', says: outOfSight('dataObjectRef') },
  { id: 'DATA.SCOPE', on: association, says: outOfSight('sourceRef', 'targetRef') },
  {
    id: 'DATA.COLLECTION',
    on: ['bpmn:tDataObject', 'bpmn:tDataInput', 'bpmn:tDataOutput'],
    says: (e, doc) => {
      const item = doc.find(e, e.attributes.itemSubjectRef)
      return when(
        item !== undefined && isTrue(item.attributes.isCollection) !== isTrue(e.attributes.isCollection),
        'and its item definition differ in isCollection.',
      )
    },
  },
  { id: 'DATA.INPUT-SET', on: 'bpmn:tDataInput', says: inSet('inputSet', 'dataInputRefs') },
  { id: 'DATA.OUTPUT-SET', on: 'bpmn:tDataOutput', says: inSet('outputSet', 'dataOutputRefs') },
  { id: 'DATA.INPUT-LISTS', on: 'bpmn:tInputSet', says: among('dataInputRefs', 'optionalInputRefs', 'whileExecutingInputRefs') },
  { id: 'DATA.OUTPUT-LISTS', on: 'bpmn:tOutputSet', says: among('dataOutputRefs', 'optionalOutputRefs', 'whileExecutingOutputRefs') },
  { id: 'DATA.SETS-ANSWER', on: 'bpmn:tInputSet', says: answered('outputSetRefs', 'inputSetRefs') },
  { id: 'DATA.SETS-ANSWER', on: 'bpmn:tOutputSet', says: answered('inputSetRefs', 'outputSetRefs') },
  { id: 'DATA.INPUT-TARGET', on: 'bpmn:tDataInputAssociation', says: ownEnd('targetRef') },
  { id: 'DATA.OUTPUT-SOURCE', on: 'bpmn:tDataOutputAssociation', says: ownEnd('sourceRef') },
  {
    id: 'DATA.INPUT-AS-TARGET',
    on: association,
    says: ofProcess('targetRef', 'bpmn:tDataInput', 'a data input of the process, which only its caller fills.'),
  },
  {
    id: 'DATA.OUTPUT-AS-SOURCE',
    on: association,
    says: ofProcess('sourceRef', 'bpmn:tDataOutput', 'a data output of the process, which only its caller reads.'),
  },
  { id: 'DATA.SAME-ITEM', on: association, says: sameItem },
  { id: 'DATA.SOURCES', on: association, says: sources },
]
