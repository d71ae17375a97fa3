import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { CasePage } from '../../../schema/desk.ts'
import { besideOf, type Shown } from './shown.ts'

const steps: Record<string, (i: number, last: number) => number> = {
  ArrowDown: (i, last) => Math.min(i + 1, last),
  ArrowUp: (i) => Math.max(i - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** The arrows lead from choice to choice, as Tab does. */
function step(event: KeyboardEvent<HTMLElement>): void {
  const to = steps[event.key]
  const all = [...(event.currentTarget.closest('.choice')?.querySelectorAll('button') ?? [])]
  if (!to || all.length === 0) return
  event.preventDefault()
  all[to(all.indexOf(event.currentTarget as HTMLButtonElement), all.length - 1)]?.focus()
}

type Row = { shown: Shown; isFirst: boolean; take: (href: string) => void }

const ChoiceRow = ({ shown, isFirst, take }: Row) => (
  <li>
    <button
      type="button"
      className="btn bare sm"
      onClick={() => take(shown.href)}
      onKeyDown={step}
      {...(isFirst ? { 'data-first': true } : {})}
    >
      {shown.title}
    </button>
    <span className="soft small clip">{shown.note}</span>
  </li>
)

/** What can be laid beside the first file, all of it in sight; the first of it has the focus. */
export function Choice({ page, beside, take }: { page: CasePage; beside: Shown; take: (href: string) => void }) {
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => whole.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])
  const groups = besideOf(page)
  return (
    <div className="choice grow scroll" ref={whole}>
      <p className="soft small">选一份，和“{beside.title}”并排看。两份都会留下查看记录，申请人看得到。</p>
      {groups.map(({ title, all }, g) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          <ol className="mats">
            {all.map((shown, i) => (
              <ChoiceRow key={shown.href} shown={shown} isFirst={g === 0 && i === 0} take={take} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
