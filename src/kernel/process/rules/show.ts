/** Instances and their steps in words and marks for a diagram. */
import { type History, heat, type Model, positions, type State } from '@haoban/bpmn'
import type { Mark, Spot, StepLine } from '../schema/desk.ts'
import type { StepRow } from '../schema/process.ts'

const nodeName = (model: Model, element: string): string => model.nodes[model.byId.get(element) ?? 0]?.name || element

/** Where instances stand, by element. */
export function marksOf(model: Model, states: readonly State[]): Mark[] {
  const found = new Map<string, Mark>()
  for (const state of states)
    for (const { element, standing, count } of positions(model, state)) {
      const key = `${element} ${standing}`
      const before = found.get(key)
      found.set(key, { element, standing, count: count + (before?.count ?? 0) })
    }
  return [...found.values()]
}

const isStep = (model: Model, element: string): boolean => {
  const node = model.byId.get(element)
  return node !== undefined && model.nodes[node]!.kind !== 'process'
}

/** The steps in which instances lingered, the longest first; what nobody stayed in is left out, and the process as a whole. */
export const spotsOf = (model: Model, histories: readonly History[]): Spot[] =>
  heat(model, histories)
    .filter((h) => h.stayed > 0 && isStep(model, h.element))
    .map((h) => ({
      element: h.element,
      name: nodeName(model, h.element),
      passed: h.left + h.cancelled,
      mean: Math.round(h.stayed / Math.max(1, h.left + h.cancelled)),
      longest: h.longest,
    }))

const happened: Readonly<Record<string, string>> = {
  start: '流程开始',
  complete: '办完',
  timer: '时间到',
  message: '收到消息',
  signal: '收到信号',
  error: '出错',
  fail: '停住',
  retry: '处理后再试',
  cancel: '流程中止',
  recall: '撤回一步',
  migrate: '换到新版本',
}

/** The last number of a trail's mark for entering a node. */
const entering = 0

/** What a step did, in a line: what happened, and which steps it led to. */
export function stepLine(model: Model, { at, event, trail }: StepRow): StepLine {
  const entered: string[] = []
  for (let i = 0; i < trail.length; i += 3) {
    const node = trail[i] === entering ? model.nodes[trail[i + 1]!] : undefined
    if (node?.name && node.kind !== 'process') entered.push(node.name)
  }
  const then = entered.length > 0 ? `，到了：${[...new Set(entered)].join('、')}` : ''
  return { at: at.toISOString(), says: `${happened[event.type] ?? event.type}${then}` }
}

const codes: Readonly<Record<string, string>> = {
  'NO-FLOW': '没有一条路能走',
  EXPRESSION: '条件算不出来',
  COUNT: '单位数目算不出来',
  TIME: '时间算不出来',
  CYCLE: '绕圈不停',
  FAILED: '后台工作失败',
  STUCK: '等一个不会来的分支',
}
export const codeName = (code: string): string => codes[code] ?? code
