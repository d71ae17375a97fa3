/** Who may take which step on a version of a model, and why not: read by the server and by the buttons. */
import { statusNames } from '#kernel/decision/rules/turns.ts'
import { may, type Who } from '#kernel/who.ts'
import type { VerbLine } from '../schema/desk.ts'

/** `editors` wrote on it; `same`: nothing differs from the version in force. */
export type Standing = {
  status: keyof typeof statusNames
  editors: readonly string[]
  errors: number
  same: boolean
}
type Verb = VerbLine['verb']
type Bar = (s: Standing, who: Who) => string | undefined
type Rule = { title: string; from: Standing['status']; may: 'process.edit' | 'process.publish'; bars: readonly Bar[] }

const sound: Bar = ({ errors }) => (errors > 0 ? `还有 ${errors} 处要改` : undefined)
const changed: Bar = ({ same }) => (same ? '和现行版本一样，没有要发布的' : undefined)
const fourEyes: Bar = ({ editors }, who) => (editors.includes(who.id) ? '您编制过这一版，要由另一位同事来做' : undefined)

export const verbs: Readonly<Record<Verb, Rule>> = {
  edit: { title: '保存', from: 'drafting', may: 'process.edit', bars: [] },
  submit: { title: '提交审定', from: 'drafting', may: 'process.edit', bars: [sound, changed] },
  return: { title: '退回修改', from: 'submitted', may: 'process.publish', bars: [] },
  publish: { title: '发布', from: 'submitted', may: 'process.publish', bars: [sound, changed, fourEyes] },
  abandon: { title: '放弃', from: 'drafting', may: 'process.edit', bars: [] },
}

const offices = { 'process.edit': '由事项编制员来做', 'process.publish': '由审定员来做' }

/** Why a step cannot be taken now; undefined where it can. */
export function whyNotTake(standing: Standing, verb: Verb, who: Who): string | undefined {
  const rule = verbs[verb]
  if (standing.status !== rule.from) return `现在是“${statusNames[standing.status]}”`
  if (!may(who, rule.may)) return offices[rule.may]
  return rule.bars.map((bar) => bar(standing, who)).find((why) => why !== undefined)
}

/** The steps of the status, with the reason where one is barred. */
export function verbStates(standing: Standing, who: Who): VerbLine[] {
  const here = (Object.keys(verbs) as Verb[]).filter((verb) => verbs[verb].from === standing.status)
  return here.map((verb) => {
    const why = whyNotTake(standing, verb, who)
    return { verb, title: verbs[verb].title, open: why === undefined, ...(why ? { why } : {}) }
  })
}
