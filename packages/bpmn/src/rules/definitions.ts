/** What an event definition must say where it is executed (BPMN 2.0, 10.5.5). */
import type { Element } from '../xml/read.ts'
import { childOf, childrenOf, type Document, isExecutable } from './document.ts'
import { type Rule, when } from './rule.ts'

/** The events of executable processes that use a definition: the one it stands in, those that refer to it. */
function usersOf(definition: Element, doc: Document): Element[] {
  const { parent } = definition
  const isOwn = (e: Element) => e === parent
  const refers = (e: Element) => childrenOf(e, 'eventDefinitionRef').some((r) => doc.find(r, r.text) === definition)
  const users = parent && doc.is(parent, 'bpmn:tEvent') ? [parent] : []
  const others = definition.attributes.id === undefined ? [] : doc.all('bpmn:tEvent').filter((e) => !isOwn(e) && refers(e))
  return [...users, ...others].filter((e) => isExecutable(e, doc))
}

/** Whether a definition starts something and nothing else: then it may stay open until the process is to run. */
const onlyStarts = (users: readonly Element[]): boolean => users.length > 0 && users.every((e) => e.name === 'startEvent')

type Missing = (definition: Element) => string | undefined

/** What is missing is a violation, at start events a warning: a drawing may leave open what starts it; the compiler does not. */
const needed = (id: string, on: string, missing: Missing): readonly Rule[] => {
  const says = (atStart: boolean) => (e: Element, doc: Document) => {
    const sentence = missing(e)
    const users = sentence === undefined ? [] : usersOf(e, doc)
    return users.length > 0 && onlyStarts(users) === atStart ? sentence : undefined
  }
  return [
    { id, on, says: says(false) },
    { id, on, warns: true, says: says(true) },
  ]
}

/** The code that an executable process throws by (tables 10.96 and 10.97). */
const coded = (id: string, kind: 'error' | 'escalation'): Rule => ({
  id,
  on: `bpmn:t${kind === 'error' ? 'Error' : 'Escalation'}EventDefinition`,
  says: (e, doc) => {
    if (doc.find(e, e.attributes[`${kind}Ref`])?.attributes[`${kind}Code`]) return undefined
    const isThrown = usersOf(e, doc).some((user) => doc.is(user, 'bpmn:tThrowEvent'))
    return when(isThrown, `throws an ${kind} without a code; an executable process needs ${kind}Ref and ${kind}Code.`)
  },
})

const timesOf = (e: Element) => childrenOf(e, 'timeDate', 'timeDuration', 'timeCycle').length

export const definitionRules: readonly Rule[] = [
  coded('EVENT.ERROR-CODE', 'error'),
  coded('EVENT.ESCALATION-CODE', 'escalation'),
  ...needed('EVENT.MESSAGE-REF', 'bpmn:tMessageEventDefinition', (e) =>
    when(!e.attributes.messageRef, 'names no message, which an executable process must.'),
  ),
  ...needed('EVENT.SIGNAL-REF', 'bpmn:tSignalEventDefinition', (e) =>
    when(!e.attributes.signalRef, 'names no signal, which an executable process must.'),
  ),
  ...needed('EVENT.TIMER', 'bpmn:tTimerEventDefinition', (e) =>
    when(timesOf(e) === 0, 'needs one of timeDate, timeDuration and timeCycle.'),
  ),
  {
    id: 'EVENT.TIMER',
    on: 'bpmn:tTimerEventDefinition',
    says: (e) => when(timesOf(e) > 1, 'has several times; it needs one of timeDate, timeDuration and timeCycle.'),
  },
  {
    id: 'EVENT.OPERATION-REF',
    on: 'bpmn:tMessageEventDefinition',
    // Without a message it is told above what is missing.
    says: (e, doc) => {
      const isOpen = e.attributes.messageRef !== undefined && !childOf(e, 'operationRef')?.text.trim()
      return when(isOpen && usersOf(e, doc).length > 0, 'names no operation (operationRef), which an executable process must.')
    },
  },
]
