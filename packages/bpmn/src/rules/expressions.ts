/** Expressions (BPMN 2.0, 8.4.6): what an executable process computes with must be formal and must say something. */

import { timeFault } from '../time.ts'
import { labelOf } from '../xml/names.ts'
import type { Element } from '../xml/read.ts'
import { type Document, isExecutable } from './document.ts'
import { isUnasked } from './flows.ts'
import { type Rule, when } from './rule.ts'

const formal = 'bpmn:tFormalExpression'

/** Where an expression stands, all of which an engine evaluates. */
const evaluated = [
  'completionCondition',
  'from',
  'to',
  'activationCondition',
  'loopCardinality',
  'conditionExpression',
  'loopCondition',
  'condition',
  'timeDate',
  'timeDuration',
  'timeCycle',
]

const owner = (e: Element) => `${e.name} of ${labelOf(e.parent!)}`

function informal(e: Element, doc: Document): string | undefined {
  const ignored = e.name === 'conditionExpression' && isUnasked(e.parent, doc)
  const asked = evaluated.includes(e.name) && !ignored && isExecutable(e, doc) && !doc.is(e, formal)
  return when(asked, `${owner(e)} is no formal expression (xsi:type="tFormalExpression"), which an executable process needs.`)
}

export const expressionRules: readonly Rule[] = [
  { id: 'EXPRESSION.FORMAL', on: 'bpmn:tExpression', says: informal },
  {
    id: 'EXPRESSION.EMPTY',
    on: formal,
    says: (e) => when(e.text.trim() === '' && e.children.length === 0, `${owner(e)} is empty.`),
  },
  {
    id: 'EXPRESSION.TIME',
    on: 'bpmn:tExpression',
    says: (e) => {
      const fault = timeFault(e.name, e.text.trim())
      return fault && `${owner(e)} "${e.text.trim()}" ${fault}`
    },
  },
]
