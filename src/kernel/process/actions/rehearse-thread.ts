/** The thread in which histories are played on another version of their model. */
import type { Model } from '@haoban/bpmn'
import { answering } from '#base/in-thread.ts'
import { readModel } from '../rules/compile.ts'
import { type Past, type PastFound, rehearseProcess } from '../rules/rehearse.ts'

/** `versions`: the texts of the versions that the instances ran by. */
export type ProcessQuestion = {
  after: string
  versions: Readonly<Record<number, string>>
  instances: readonly (Omit<Past, 'model'> & { version: number })[]
}

let kept = new Map<string, Model>()

function compiled(xml: string): Model {
  const read = readModel(xml)
  if (!('model' in read)) throw new Error('a model to be rehearsed cannot be read')
  return read.model
}

answering(({ after, versions, instances }: ProcessQuestion): PastFound => {
  const texts = [after, ...Object.values(versions)]
  kept = new Map(texts.map((xml) => [xml, kept.get(xml) ?? compiled(xml)]))
  return rehearseProcess(
    kept.get(after)!,
    instances.map((past) => ({ ...past, model: kept.get(versions[past.version]!)! })),
  )
})
