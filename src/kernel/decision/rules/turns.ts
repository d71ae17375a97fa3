/** Who may take which step on a version of a model, and why not: read by the server and by the buttons. */
import { may, type Who } from '#kernel/who.ts'
import type { VerbLine } from '../schema/desk.ts'

/** `editors` wrote on it; `rehearsed`: a rehearsal of exactly this text is over; `same`: nothing differs from the version in force. */
export type Standing = {
  status: 'drafting' | 'submitted' | 'published' | 'abandoned'
  editors: readonly string[]
  organs: readonly string[]
  errors: number
  rehearsing: boolean
  rehearsed: boolean
  same: boolean
}
type Verb = VerbLine['verb']
type Rule = {
  title: string
  from: Standing['status']
  may: 'decision.edit' | 'decision.publish'
  bars: ((s: Standing, who: Who) => string | undefined)[]
}

export const statusNames: Readonly<Record<Standing['status'], string>> = {
  drafting: '编制中',
  submitted: '待审定',
  published: '已发布',
  abandoned: '已放弃',
}

const whole = ({ errors }: Standing) => (errors > 0 ? `还有 ${errors} 处要改` : undefined)
const different = ({ same }: Standing) => (same ? '和现行版本一样，没有要发布的' : undefined)
const idle = ({ rehearsing }: Standing) => (rehearsing ? '预演正在进行' : undefined)
const other = ({ editors }: Standing, who: Who) => (editors.includes(who.id) ? '您编制过这一版，要由另一位同事来做' : undefined)

export const verbs: Readonly<Record<Verb, Rule>> = {
  edit: { title: '保存', from: 'drafting', may: 'decision.edit', bars: [] },
  rehearse: { title: '用去年的办件预演', from: 'drafting', may: 'decision.edit', bars: [whole, idle] },
  submit: { title: '提交审定', from: 'drafting', may: 'decision.edit', bars: [whole, different, idle] },
  return: { title: '退回修改', from: 'submitted', may: 'decision.publish', bars: [] },
  publish: { title: '发布', from: 'submitted', may: 'decision.publish', bars: [whole, different, other] },
  abandon: { title: '放弃', from: 'drafting', may: 'decision.edit', bars: [idle] },
}

const holds = (who: Who, permission: Rule['may'], organs: readonly string[]) =>
  permission === 'decision.publish'
    ? may(who, permission)
    : may(who, permission, { organ: '*' }) || organs.some((organ) => may(who, permission, { organ }))

const offices = { 'decision.edit': '由实施这个事项的单位的编制员来做', 'decision.publish': '由审定员来做' }

/** Why a step cannot be taken now; undefined where it can. */
export function whyNotTake(standing: Standing, verb: Verb, who: Who): string | undefined {
  const rule = verbs[verb]
  if (standing.status !== rule.from) return `现在是“${statusNames[standing.status]}”`
  if (!holds(who, rule.may, standing.organs)) return offices[rule.may]
  return rule.bars.map((bar) => bar(standing, who)).find((why) => why !== undefined)
}

/** Whoever may begin a version of a model. */
export const mayEdit = (who: Who, organs: readonly string[]): boolean => holds(who, 'decision.edit', organs)

/** The steps of the status with the reason where one is barred. */
export const verbStates = (standing: Standing, who: Who): VerbLine[] =>
  (Object.keys(verbs) as Verb[])
    .filter((verb) => verbs[verb].from === standing.status)
    .map((verb) => {
      const why = whyNotTake(standing, verb, who)
      return { verb, title: verbs[verb].title, open: why === undefined, ...(why ? { why } : {}) }
    })
