/** What differs between two versions of a model, element by element, in the words of the desk. Drawings are not looked at. */
import type { Flow, Model, Node } from '@haoban/bpmn'
import type { Difference } from '../schema/desk.ts'

const kinds: Readonly<Partial<Record<Node['kind'], string>>> = {
  start: '开始事件',
  end: '结束事件',
  throw: '中间事件',
  catch: '中间事件',
  boundary: '边界事件',
  task: '任务',
  receive: '接收任务',
  call: '调用',
  subProcess: '子流程',
  exclusive: '网关',
  inclusive: '网关',
  parallel: '网关',
  complex: '网关',
  eventGateway: '网关',
}

const kindOf = (n: Node) => kinds[n.kind] ?? '元素'
/** Nobody has to name where a process begins and ends; the rest is found by its id in the drawing. */
const unnamed: Readonly<Partial<Record<Node['kind'], string>>> = { start: '开始', end: '结束' }
const nameOf = (n: Node) => n.name || unnamed[n.kind] || n.id

/** A time as a person says it, where it is whole days or hours. */
function spanText(text: string, unit: string | undefined): string {
  const [, days, hours] = /^P(?:(\d+)D|T(\d+)H)$/.exec(text) ?? []
  if (days) return `${days} ${unit === 'workday' ? '个工作日' : '天'}`
  return hours ? `${hours} 小时` : text
}

const times = (n: Node) =>
  n.triggers
    .map((t) => (t.on === 'timer' ? spanText(typeof t.value === 'string' ? t.value : t.value.text, n.attributes.unit) : ''))
    .join(' ')
    .trim()
const events = (n: Node) =>
  n.triggers.map((t) => ('name' in t ? `${t.on} ${t.name}` : 'code' in t ? `${t.on} ${t.code ?? ''}` : t.on)).join(' ')
const loops = (n: Node) => (n.loop?.kind === 'multi' ? (n.loop.sequential ? '依次办几份' : '同时办几份') : n.loop ? '循环' : '')

/** What of a node a person would want to know, each with its word. */
const traits: readonly (readonly [word: string, of: (n: Node) => string])[] = [
  ['名称', (n) => n.name],
  ['种类', (n) => `${n.kind} ${n.task?.kind ?? ''}`.trim()],
  ['办件动作', (n) => n.attributes.verb ?? ''],
  ['单位', (n) => n.attributes.branch ?? ''],
  ['办理时限', (n) => spanText(n.attributes.within ?? '', n.attributes.unit)],
  ['时间', times],
  ['事件', events],
  ['后台工作', (n) => n.task?.implementation ?? ''],
  ['调用', (n) => n.called ?? ''],
  ['份数', loops],
  ['是否打断', (n) => (n.kind === 'boundary' || n.kind === 'start' ? (n.interrupting ? '打断' : '不打断') : '')],
]

const shown = (text: string) => (text === '' ? '（没有）' : text)

function between(old: Node, now: Node): string[] {
  return traits.flatMap(([word, of]) => (of(old) === of(now) ? [] : [`${word}：${shown(of(old))} → ${shown(of(now))}`]))
}

const ends = (model: Model, f: Flow) => `从“${nameOf(model.nodes[f.source]!)}”到“${nameOf(model.nodes[f.target]!)}”`
const whenOf = (f: Flow) => f.condition?.text ?? ''

function flowChanges(from: Model, to: Model): Difference[] {
  const line = (f: Flow, change: Difference['change'], what: string): Difference => ({
    element: f.id,
    name: f.name || '连线',
    change,
    what,
  })
  const gone = from.flows.filter((f) => !to.flowById.has(f.id)).map((f) => line(f, 'removed', ends(from, f)))
  const rest = to.flows.flatMap((f): Difference[] => {
    const old = from.flows[from.flowById.get(f.id) ?? -1]
    if (!old) return [line(f, 'added', ends(to, f))]
    const what = [
      ...(ends(from, old) === ends(to, f) ? [] : [`${ends(from, old)} → ${ends(to, f)}`]),
      ...(whenOf(old) === whenOf(f) ? [] : [`条件：${shown(whenOf(old))} → ${shown(whenOf(f))}`]),
    ]
    return what.length > 0 ? [line(f, 'changed', what.join('；'))] : []
  })
  return [...gone, ...rest]
}

/** Nodes first, then flows; what is gone, what has come, what is otherwise. */
export function differences(from: Model, to: Model): Difference[] {
  const line = (n: Node, change: Difference['change'], what: string): Difference => ({ element: n.id, name: nameOf(n), change, what })
  const [old, now] = [from.nodes.slice(1), to.nodes.slice(1)]
  const gone = old.filter((n) => !to.byId.has(n.id)).map((n) => line(n, 'removed', kindOf(n)))
  const come = now.filter((n) => !from.byId.has(n.id)).map((n) => line(n, 'added', kindOf(n)))
  const other = now.flatMap((n) => {
    const before = from.nodes[from.byId.get(n.id) ?? -1]
    const what = before ? between(before, n) : []
    return what.length > 0 ? [line(n, 'changed', what.join('；'))] : []
  })
  return [...gone, ...come, ...other, ...flowChanges(from, to)]
}
