import type { Verb } from '#kernel/case/schema.ts'
import { dueText } from '#ui/day.ts'
import { cityDay } from '#ui/desk/moment.ts'
import type { CasePage } from '../../schema/desk.ts'
import type { Values } from './verb-pieces.tsx'

type Item = { what: string; why?: string }
const text = (v: unknown) => String(v ?? '').trim()
const month = 30 * 86_400_000
const inMonth = (now: string) => cityDay(new Date(new Date(now).getTime() + month).toISOString())

/** The title and the sentence under which the applicant reads what is written here, by verb. */
const heads: Partial<Record<Verb, (page: CasePage, v: Values) => { title: string; lines: string[]; items?: Item[] }>> = {
  requestSupplement: (p, v) => askedOf(p, v),
  preReturn: (p, v) => askedOf(p, v),
  notAccept: (_, v) => ({
    title: '不予受理',
    lines: [`理由：${text(v.reason)}`, `依据：${text(v.article)}`, '不服可以申请行政复议或者起诉，办法写在不予受理通知书里。'],
  }),
  refuse: (_, v) => ({
    title: '不予许可',
    lines: [`理由：${text(v.reason)}`, `依据：${text(v.article)}`, '不服可以申请行政复议或者起诉，办法写在决定书里。'],
  }),
  suspend: (p, v) => ({
    title: '进入特别程序',
    lines: [
      `要做${p.procedures.find((x) => x.code === v.procedure)?.name ?? '（还没有选）'}，大约 ${text(v.days) || '…'} 个工作日，依法不算在时限里。`,
      `原因：${text(v.reason)}`,
    ],
  }),
  extend: (_, v) => ({ title: '期限延长', lines: [`延长 ${text(v.days) || '…'} 个工作日，只能延这一次。`, `原因：${text(v.reason)}`] }),
  terminate: (_, v) => ({ title: '已终止办理', lines: [`理由：${text(v.reason)}`] }),
}

function askedOf(page: CasePage, values: Values) {
  const items = (values.items as Item[] | undefined) ?? []
  return {
    title: `请补 ${items.length} 样`,
    lines: [`请在${dueText(inMonth(page.now))}前补上。这是一次说全的，补齐就接着办。`],
    items,
  }
}

/** What the applicant will read once this is sent: the same words, before anybody has sent them. */
export function SeenByApplicant({ page, verb, values }: { page: CasePage; verb: Verb; values: Values }) {
  const seen = heads[verb]?.(page, values)
  if (!seen) return null
  return (
    <section className="seen" aria-label="申请人会看到">
      <p className="soft small">申请人会看到</p>
      <h3>{seen.title}</h3>
      {seen.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {seen.items ? (
        <ol>
          {seen.items.map((i) => (
            <li key={i.what}>
              {i.what || '（还没有写）'}
              {i.why ? <span className="soft">（{i.why}）</span> : null}
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  )
}
