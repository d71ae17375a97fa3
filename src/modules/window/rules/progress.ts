/** A case in the words of the citizen: where it is, whose turn, by which day, and what has happened. */
import type { Dossier, Explained } from '#kernel/case/rules/dossier.ts'
import { type CaseFact, type CaseState, surveyorsIn } from '#kernel/case/rules/fold.ts'
import { standing } from '#kernel/case/rules/recall.ts'
import { recounted } from '#kernel/case/rules/recounted.ts'
import { type Status, statuses } from '#kernel/case/schema.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { relativeDay, zhAmount, zhDate, zhMoment, zhRemaining } from '#kernel/clock/rules/text.ts'
import { specialProcedures } from '#kernel/item/schema/dictionary.ts'
import type { ClockView, DoneView, ProgressView } from '../schema/view.ts'

/** Which of the five steps a status belongs to: 提交, 受理, 审查, 决定, 拿到结果. */
const stepOf: Record<Status, number> = {
  submitted: 1,
  preReturned: 1,
  received: 1,
  correction: 1,
  notAccepted: 5,
  accepted: 2,
  examining: 2,
  suspended: 2,
  deciding: 3,
  approved: 4,
  refused: 4,
  making: 4,
  ready: 4,
  delivered: 5,
  archived: 5,
  withdrawn: 5,
  terminated: 5,
  lapsed: 5,
}

const short = (at: Date) => zhDate(dayOf(at)).replace(/（.*$/, '')

export function stepsOf(s: CaseState): { steps: { name: string; when?: string }[]; at: number } {
  const times = [
    s.submittedAt,
    s.acceptedAt,
    s.proposal ? s.facts.find((f) => f.name === 'case.proposed')?.at : undefined,
    s.decision?.at,
    s.deliveredAt,
  ]
  const names = ['提交', '受理', '审查', '决定', '拿到结果']
  const closed = s.endedAt && !s.decision
  const at = closed ? names.length : stepOf[s.status]
  return { at, steps: names.map((name, i) => ({ name, when: times[i] ? short(times[i]) : i === at ? '现在' : undefined })) }
}

const turns: Record<string, (organ: string) => { who: string; note: string; mine: boolean }> = {
  applicant: () => ({ who: '您', note: '请照下面写的做，做完就轮到我们', mine: true }),
  nobody: () => ({ who: '已经办完', note: '您不用再做什么', mine: false }),
}

export function turnWords(turn: string, organ: string, s: CaseState): { who: string; note: string; mine: boolean } {
  const missing = s.tolerant && s.tolerant.missing.length > s.tolerant.supplied.length && !s.endedAt
  if (missing)
    return {
      who: organ,
      note: `您还欠 ${s.tolerant!.missing.length - s.tolerant!.supplied.length} 份容缺材料，要在作决定前补上`,
      mine: true,
    }
  return turns[turn]?.(organ) ?? { who: organ, note: '您现在不用做什么', mine: false }
}

const asks: Record<string, string> = {
  notice: '哪天前答复受不受理',
  correction: '哪天前要补上',
  promise: '哪天前出结果',
  delivery: '哪天前送到',
  legal: '法律规定的最后一天',
}

export function dueOf(d: Dossier, today: string): ProgressView['due'] {
  const clock = d.clocks.find((c) => c.name === d.pressing)
  if (!clock) return undefined
  const note = clock.state === 'paused' ? `时间停了，恢复后还剩 ${zhAmount(clock.remaining, clock.limit.unit)}` : zhRemaining(clock)
  return { ask: asks[clock.name] ?? '哪天前', on: clock.dueOn && zhDate(clock.dueOn, today), lamp: clock.lamp, note }
}

type Tell = (f: CaseFact) => { what: string; more?: string; held?: boolean } | undefined
const data = (f: CaseFact, key: string) => String(f.data[key] ?? '')

/** What the applicant is told of each fact. Facts of the desk alone, such as who holds the case, are not his matter. */
const told: Record<string, Tell> = {
  'case.submitted': () => ({ what: '您提交了申请' }),
  'case.received': () => ({ what: '收到了您的材料' }),
  'case.pre-returned': (f) => ({ what: '预审退回，请您补正', more: `一次告知 ${f.data.items?.length ?? 0} 项` }),
  'case.resubmitted': () => ({ what: '您改好再交了' }),
  'case.supplement-requested': (f) => ({
    what: '请您补正',
    more: `一次告知 ${f.data.items?.length ?? 0} 项${f.data.newFact ? `；有新情况：${f.data.newFact}` : ''}`,
  }),
  'case.supplemented': () => ({ what: '您补交了材料' }),
  'case.answers-corrected': (f) => ({
    what: `您改了 ${f.data.fields?.length ?? 0} 处填写的内容`,
    more: (f.data.fields as { label: string }[] | undefined)?.map((x) => x.label).join('、'),
  }),
  'case.accepted': (f) => ({
    what: f.data.deemed ? '五个工作日没有答复，视为受理' : f.data.missing ? '容缺受理了，开始计时' : '受理了，开始计时',
  }),
  'case.tolerance-supplied': () => ({ what: '您补齐了容缺材料' }),
  'case.not-accepted': (f) => ({ what: '不予受理', more: data(f, 'reason') }),
  'case.examined': () => ({ what: '开始审查' }),
  'case.surveyed': (f) => ({
    what: `${surveyorsIn(f.data).length} 名工作人员现场核查，${f.data.passed ? '合格' : '不合格'}`,
    more: data(f, 'result'),
  }),
  'case.suspended': (f) => ({
    what: `${specialProcedures.names[f.data.procedure as 'hearing']}，暂停计时`,
    more: `${data(f, 'reason')}，预计 ${data(f, 'days')} 个工作日`,
    held: true,
  }),
  'case.resumed': (f) => ({ what: '特别程序结束，接着计时', more: data(f, 'result') }),
  'case.extended': (f) => ({ what: `延长 ${data(f, 'days')} 个工作日`, more: data(f, 'reason') }),
  'case.proposed': () => ({ what: '审查完了，等待决定' }),
  'case.sent-back': () => ({ what: '再审查一次' }),
  'case.approved': () => ({ what: '准予' }),
  'case.refused': (f) => ({ what: '不予许可', more: data(f, 'reason') }),
  'case.made': () => ({ what: '结果在制作' }),
  'case.readied': (f) => ({ what: f.data.way === 'post' ? '已经寄出' : '可以到窗口领取', more: data(f, 'tracking') || undefined }),
  'case.delivered': () => ({ what: '送达' }),
  'case.withdrawn': () => ({ what: '您撤回了申请' }),
  'case.terminated': (f) => ({ what: '终止办理', more: data(f, 'reason') }),
  'case.lapsed': () => ({ what: '逾期没有补正，视为放弃' }),
  'case.recounted': (f) => ({ what: '放假安排变了，期限重新算', more: recounted(f.data) }),
  'case.carded': () => ({ what: '超过期限，系统已督办' }),
}

export const trackOf = (s: CaseState, now: Date): ProgressView['track'] =>
  standing(s.facts)
    .flatMap((f) => {
      const entry = told[f.name]?.(f)
      return entry
        ? [
            {
              at: f.at.toISOString(),
              when: zhMoment(f.at, now),
              what: entry.what,
              more: entry.more || undefined,
              held: entry.held ?? false,
            },
          ]
        : []
    })
    .reverse()

const titles: Record<string, string> = {
  notice: '答复受不受理的期限',
  correction: '补正的期限',
  promise: '承诺的期限',
  legal: '法律规定的期限',
  delivery: '送达的期限',
}

export function clockView({ name, reading, grid, groups, moved }: Explained, today: string): ClockView {
  const { limit, dueOn } = reading
  const due = dueOn && zhDate(dueOn, today)
  const title = titles[name] ?? '期限'
  const sentence = `${zhAmount(limit.amount, limit.unit)}，从${name === 'promise' || name === 'legal' ? '受理' : '这一步'}的第二天数起${due ? `，最后一天是${due}` : ''}。`
  return {
    name,
    limit: title,
    title: due ? `为什么是${due.replace(/（.*$/, '')}` : title,
    sentence: `${title}：${sentence}`,
    moved,
    due,
    grid,
    groups,
    basis: limit.basis,
  }
}

export function outcomeOf({ state, item }: Dossier): ProgressView['outcome'] {
  const d = state.decision
  if (!d) return undefined
  if (d.result === 'approved') return { good: true, sentence: `准予，结果是${item.results.map((r) => r.name).join('、')}` }
  const { reconsideration, litigation } = item.remedies
  return {
    good: false,
    sentence: '不予许可',
    reason: [d.reason, d.article].filter(Boolean).join('；依据：'),
    remedies: `不服的，可以在收到决定书之日起 ${reconsideration.withinDays} 日内向${reconsideration.organ}申请行政复议，或者在 ${litigation.withinMonths} 个月内向${litigation.court}起诉。`,
  }
}

/** What is the applicant's to do now, item by item, from the last notice or the tolerance that is open. */
export function todoOf({ state, item, file, clocks }: Dossier, today: string): ProgressView['todo'] {
  const due = clocks.find((c) => c.name === 'correction')?.dueOn
  const by = due ? `请在${zhDate(due, today)}（${relativeDay(due, today)}）前补上。` : ''
  if (state.status === 'correction' || state.status === 'preReturned') {
    const items = (state.notices.at(-1)?.items ?? [])
      .filter((i) => !i.waivedAt)
      .map(({ id, what, why }) => ({ id, what, why, material: item.materials.some((m) => m.id === id) }))
    return {
      title: `请补 ${items.length} 样`,
      sentence: `${by}这是一次说全的，补齐就接着办。`,
      items,
      act: { text: '去补交', href: `/cases/${file.id}/supply` },
    }
  }
  const open = (state.tolerant?.missing ?? []).filter((m) => !state.tolerant!.supplied.includes(m))
  if (open.length === 0 || state.endedAt) return undefined
  const items = open.map((id) => ({ id, what: item.materials.find((m) => m.id === id)?.name ?? id, material: true }))
  return {
    title: `还欠 ${items.length} 份容缺材料`,
    sentence: '作决定以前要补上，不补会终止办理。',
    items,
    act: { text: '去补交', href: `/cases/${file.id}/supply` },
  }
}

/** What comes next after an application went off, by which day, and who moves. */
export function nextSteps(d: Dossier, wouldEndOn: string, today: string): DoneView['steps'] {
  const notice = d.clocks.find((c) => c.name === 'notice')?.dueOn
  return [
    {
      on: notice,
      when: notice ? `${zhDate(notice, today)}前` : '五个工作日内',
      what: '告诉您受不受理',
      more: '缺什么一次说全。到那天还没答复，就算受理。',
    },
    {
      on: wouldEndOn,
      when: `${zhDate(wouldEndOn, today)}前`,
      what: '出结果',
      more: `按今天受理算，承诺 ${zhAmount(d.item.promise.amount, d.item.promise.unit)}，放假不算。`,
    },
    {
      when: '结果出来以后',
      what: `${d.item.results.map((r) => r.name).join('、')}发给您`,
      more: '电子的当天就能看，要纸质的可以领、可以寄。',
    },
  ]
}

export const wordOf = (status: string): string => statuses[status as Status].label
