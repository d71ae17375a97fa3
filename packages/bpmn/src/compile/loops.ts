/** Loop characteristics of activities (BPMN 2.0, 10.3.8). */
import type { ImplicitThrow, Loop, MultiInstance, StandardLoop } from '../model.ts'
import { childOf, childrenOf, isTrue } from '../rules/document.ts'
import type { Element } from '../xml/read.ts'
import { type Context, expressionOf, fault, maybeExpression } from './context.ts'
import { collectionOf, gatheredIn, variableOf } from './data.ts'
import { triggerFrom, triggersFrom } from './triggers.ts'

function standard(c: Context, e: Element): StandardLoop {
  const condition = maybeExpression(c, childOf(e, 'loopCondition'))
  const { loopMaximum } = e.attributes
  const endless = condition === undefined && loopMaximum === undefined
  if (endless) fault(c, e, 'LOOP.ENDLESS', 'loops without a loopCondition and without a loopMaximum.')
  return {
    kind: 'standard',
    testBefore: isTrue(e.attributes.testBefore),
    condition,
    maximum: loopMaximum === undefined ? Infinity : Number(loopMaximum),
  }
}

const behaviors: readonly MultiInstance['behavior'][] = ['None', 'One', 'All', 'Complex']

function throwsOf(c: Context, e: Element, behavior: MultiInstance['behavior']): ImplicitThrow[] {
  if (behavior === 'Complex') {
    return childrenOf(e, 'complexBehaviorDefinition').flatMap((definition): ImplicitThrow[] => {
      const [condition, event] = [childOf(definition, 'condition'), childOf(definition, 'event')]
      return condition && event ? [{ when: expressionOf(c, condition), triggers: triggersFrom(c, event) }] : []
    })
  }
  const reference = e.attributes[behavior === 'One' ? 'oneBehaviorEventRef' : 'noneBehaviorEventRef']
  const definition = behavior === 'All' ? undefined : c.doc.find(e, reference)
  const trigger = definition && triggerFrom(c, definition)
  return trigger ? [{ when: undefined, triggers: [trigger] }] : []
}

function multi(c: Context, e: Element, activity: Element): MultiInstance {
  const [input, output] = [childOf(e, 'inputDataItem'), childOf(e, 'outputDataItem')]
  const behavior = behaviors.find((b) => b === e.attributes.behavior) ?? 'All'
  const loop: MultiInstance = {
    kind: 'multi',
    sequential: isTrue(e.attributes.isSequential),
    cardinality: maybeExpression(c, childOf(e, 'loopCardinality')),
    collection: collectionOf(c, activity, childOf(e, 'loopDataInputRef')),
    item: input && variableOf(c, input),
    output: gatheredIn(c, activity, childOf(e, 'loopDataOutputRef')),
    outputItem: output && variableOf(c, output),
    completion: maybeExpression(c, childOf(e, 'completionCondition')),
    behavior,
    throws: throwsOf(c, e, behavior),
  }
  if (!loop.cardinality && !loop.collection) fault(c, e, 'MULTI.COUNT', 'says neither how many instances there are nor over what they run.')
  return loop
}

export function loopOf(c: Context, activity: Element): Loop | undefined {
  const [one, many] = [childOf(activity, 'standardLoopCharacteristics'), childOf(activity, 'multiInstanceLoopCharacteristics')]
  if (one) return standard(c, one)
  return many && multi(c, many, activity)
}
