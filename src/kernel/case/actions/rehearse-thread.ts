/** The thread of rehearsals: opens what is sealed, reckons both versions, and answers what differs. */
import { answering, givenToThread } from '#base/in-thread.ts'
import { ringOf } from '#base/secret.ts'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import { type Given, gather } from '#kernel/decision/rules/facts.ts'
import { readModel } from '#kernel/decision/rules/read.ts'
import { Endless, rehearse, type Subject } from '#kernel/decision/rules/rehearse.ts'
import type { Assessment } from '#kernel/decision/schema/assessment.ts'
import type { DecisionModel } from '#kernel/decision/schema/model.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { rehearseLimits } from '../rules/limits.ts'
import type { RehearsalAnswer, RehearsalQuestion, SealedCase } from '../rules/rehearse.ts'

const keys = ringOf(givenToThread<Uint8Array[]>())

/** The two texts that were compiled last: the stretches of one rehearsal come one after the other. */
let kept = new Map<string, DecisionModel>()

function modelsOf(...texts: readonly string[]): DecisionModel[] {
  const models = texts.map((xml) => kept.get(xml) ?? readModel(xml).model!)
  kept = new Map(texts.map((xml, i) => [xml, models[i]!]))
  return models
}

function givenOf(one: SealedCase, form: Form): Given {
  const assessment = one.assessment && (JSON.parse(keys.open(one.assessment, 'cases.assessment')) as Assessment)
  return {
    form,
    answers: JSON.parse(keys.open(one.answers, 'cases.answers')) as Answers,
    materials: Object.fromEntries(one.materials.map(({ code, name, provide }) => [code, { name, provide }])),
    words: one.words,
    known: {},
    ...(assessment ? { before: assessment.facts } : {}),
  }
}

type Asked<K extends RehearsalQuestion['kind']> = Extract<RehearsalQuestion, { kind: K }>

function ofDecision({ before: old, after: now, forms, cases }: Asked<'decision'>): RehearsalAnswer {
  const [before, after] = modelsOf(old, now) as [DecisionModel, DecisionModel]
  const subjects = cases.map((one): Subject => {
    const given = givenOf(one, forms[one.form]!)
    return { id: one.id, title: one.title, before: gather(before, given), after: gather(after, given) }
  })
  try {
    const names = Object.fromEntries(cases.flatMap((one) => one.materials.map((m) => [m.code, m.name])))
    const changes = rehearse(before, after, subjects, names)
    return { changes, counted: changes }
  } catch (error) {
    if (!(error instanceof Endless)) throw error
    return { why: '有几件怎么算也算不完，是表里的算法有问题。请先改表，再预演' }
  }
}

const ofLimits = ({ calendar, cases, ...asked }: Asked<'limits'>): RehearsalAnswer =>
  rehearseLimits({ ...asked, calendar: makeCalendar(calendar.years, calendar.hours) }, cases)

answering((question: RehearsalQuestion): RehearsalAnswer => (question.kind === 'decision' ? ofDecision(question) : ofLimits(question)))
