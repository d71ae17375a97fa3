import type { Answers, Draft, FieldError, Known } from '../schema/answers.ts'
import type { Widget } from '../schema/field.ts'
import type { Form, Question } from '../schema/form.ts'
import { answerOf, isAnswered } from './conditions.ts'
import type { MaterialLine } from './materials.ts'
import { withKnown } from './prefill.ts'
import { unsureOf } from './unsure.ts'
import { type Visible, visible } from './visible.ts'

/** done 已完成, half 填了一半, confirm 请确认, todo 还没开始, blocked 还不能开始, wrong 有要改的. */
export type TaskState = 'done' | 'half' | 'confirm' | 'todo' | 'blocked' | 'wrong'
export type PlanTask = {
  id: string
  kind: 'question' | 'material' | 'check'
  title: string
  state: TaskState
  note?: string /** may stay empty */
  optional: boolean
}
export type PlanSection = { id: string; title: string; tasks: PlanTask[] }

/** 12 项中 7 项已知，还要答 5 项，约 8 分钟. `known` come from the house, `answered` from the person, `left` from nobody yet. */
export type Meter = { known: number; answered: number; left: number; total: number; minutes: number; from: string[] }

export type Plan = { sections: PlanSection[]; done: number; total: number; next: PlanTask | undefined; ready: boolean; meter: Meter }

export type PlanExtras = { materials?: readonly MaterialLine[]; errors?: readonly FieldError[] }

const minutesByWidget: Partial<Record<Widget, number>> = {
  radio: 0.3,
  select: 0.3,
  agree: 0.2,
  checkboxes: 0.5,
  date: 0.3,
  textarea: 3,
  group: 2,
}
const minutesOfText = 0.5
const minutesOfMaterial = 3

type Look = { form: Form; draft: Draft; known: Known; shown: Visible; all: Answers; wrong: ReadonlySet<string> }

const isRequired = (form: Form, name: string) => form.schema.required.includes(name)
const shownFields = (look: Look, question: Question) => question.fields.filter((name) => look.shown.fields.has(name))
const hasAnswer = (look: Look, name: string) => isAnswered(answerOf(look.all, name)) || unsureOf(look.shown.answers).includes(name)
const typed = (look: Look, name: string) => Object.hasOwn(look.draft.answers, name)
const mustConfirm = (look: Look, name: string) => look.known[name]?.confirm === true

function questionState(look: Look, question: Question): TaskState {
  const fields = shownFields(look, question)
  const required = fields.filter((name) => isRequired(look.form, name))
  const seen = look.draft.seen.includes(question.id)
  if (fields.some((name) => look.wrong.has(name) && hasAnswer(look, name))) return 'wrong'
  if (!required.every((name) => hasAnswer(look, name))) return fields.some((name) => hasAnswer(look, name)) ? 'half' : 'todo'
  if (fields.some((name) => mustConfirm(look, name))) return 'confirm'
  return required.length > 0 || seen || fields.some((name) => typed(look, name)) ? 'done' : 'todo'
}

/** The title of a task: its own words, or the question without its mark. */
export const taskTitle = (question: Question): string => question.task ?? question.title.replace(/[？?]$/, '')

function questionSections(look: Look): PlanSection[] {
  return look.form.ui.sections
    .map(({ id, title, questions }) => ({
      id,
      title,
      tasks: questions
        .filter((q) => look.shown.questions.has(q.id))
        .map(
          (q): PlanTask => ({
            id: q.id,
            kind: 'question',
            title: taskTitle(q),
            state: questionState(look, q),
            optional: shownFields(look, q).every((name) => !isRequired(look.form, name)),
          }),
        ),
    }))
    .filter((s) => s.tasks.length > 0)
}

const materialState: Record<MaterialLine['state'], TaskState> = {
  missing: 'todo',
  uploaded: 'done',
  free: 'done',
  later: 'done',
  paper: 'done',
  asked: 'done',
}
const materialNote: Partial<Record<MaterialLine['state'], string>> = { later: '先欠着，以后补', paper: '交到窗口', asked: '请发证机关核实' }

/** What the person has to bring, once the scenarios are answered: before that nobody knows which materials there are. */
function materialSection(look: Look, lines: readonly MaterialLine[]): PlanSection[] {
  const own = lines.filter((l) => l.state !== 'free')
  if (own.length === 0) return []
  const open = look.form.scenarios.some((s) => look.shown.fields.has(s.id) && !hasAnswer(look, s.id))
  const task = ({ material, state, optional }: MaterialLine): PlanTask => ({
    id: material.id,
    kind: 'material',
    title: material.name,
    state: open ? 'blocked' : materialState[state],
    note: open ? '先回答前面的问题' : (materialNote[state] ?? material.tip),
    optional,
  })
  return [{ id: 'materials', title: '材料', tasks: own.map(task) }]
}

const settled = (task: PlanTask) => task.state === 'done' || (task.optional && task.state === 'todo')

/** 经营者身份证 says no more than 身份证 does. */
const shortest = (names: readonly string[]) => names.filter((name) => !names.some((other) => other !== name && name.includes(other)))

function meterOf(look: Look, lines: readonly MaterialLine[]): Meter {
  const names = [...look.shown.fields].filter((name) => isRequired(look.form, name))
  const known = names.filter((name) => look.known[name] && !look.known[name].typed)
  const left = names.filter((name) => !hasAnswer(look, name))
  const wanted = lines.filter((l) => !l.optional)
  const free = wanted.filter((l) => l.state === 'free')
  const missing = wanted.filter((l) => l.state === 'missing')
  const sum = left.reduce((all, name) => all + (minutesByWidget[look.form.ui.fields[name]!.widget] ?? minutesOfText), 0)
  const total = names.length + wanted.length
  const counts = { known: known.length + free.length, left: left.length + missing.length }
  const from = new Set([...known.map((name) => look.known[name]!.source.from), ...free.map((l) => l.material.name)])
  return {
    ...counts,
    answered: total - counts.known - counts.left,
    total,
    minutes: Math.ceil(sum + missing.length * minutesOfMaterial),
    from: shortest([...from]),
  }
}

/**
 * The task list of an application: any order, each with its state, the check at the end. `errors` are those of the whole form, so
 * that an answer that was right and is no more shows as 有要改的.
 */
export function plan(form: Form, draft: Draft, known: Known = {}, { materials = [], errors = [] }: PlanExtras = {}): Plan {
  const all = withKnown(draft.answers, known)
  const look: Look = { form, draft, known, all, shown: visible(form, all), wrong: new Set(errors.map((e) => e.field.split('[')[0]!)) }
  const sections = [...questionSections(look), ...materialSection(look, materials)]
  const tasks = sections.flatMap((s) => s.tasks)
  const ready = tasks.every(settled)
  const check: PlanTask = {
    id: 'check',
    kind: 'check',
    title: '检查全部答案，提交申请',
    state: ready ? 'todo' : 'blocked',
    note: ready ? undefined : '上面都做完，就能提交',
    optional: false,
  }
  return {
    sections: [...sections, { id: 'check', title: '检查并提交', tasks: [check] }],
    done: tasks.filter(settled).length,
    total: tasks.length + 1,
    next: tasks.find((t) => !settled(t)) ?? check,
    ready,
    meter: meterOf(look, materials),
  }
}

/** Where the journey goes after a task was saved: the next open one below it, else the first open one above; from the check page, back to it unless something new is asked. */
export function nextTask(p: Plan, after: string, from?: 'check'): PlanTask {
  const tasks = p.sections.flatMap((s) => s.tasks)
  const open = tasks.filter((t) => !settled(t) && t.state !== 'blocked')
  const here = tasks.findIndex((t) => t.id === after)
  const onward = from === 'check' ? undefined : open.find((t) => tasks.indexOf(t) > here)
  return onward ?? open[0] ?? tasks.at(-1)!
}

/** 第 n 步，共 m 步：title, by section. */
export function stepOf(p: Plan, taskId: string): { n: number; m: number; title: string; text: string } {
  const at = Math.max(
    0,
    p.sections.findIndex((s) => s.tasks.some((t) => t.id === taskId)),
  )
  const { title } = p.sections[at]!
  return { n: at + 1, m: p.sections.length, title, text: `第 ${at + 1} 步，共 ${p.sections.length} 步：${title}` }
}

/** The row before this one, for 上一步; undefined at the first. */
export function taskBefore(p: Plan, taskId: string): PlanTask | undefined {
  const tasks = p.sections.flatMap((s) => s.tasks)
  return tasks[tasks.findIndex((t) => t.id === taskId) - 1]
}
