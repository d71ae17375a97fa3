import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText, untilText } from '#ui/desk/moment.ts'
import type { AboutView, InstanceView } from '../../schema/desk.ts'

const Diagram = lazy(() => import('./diagram.tsx'))

const Now = ({ view: v }: { view: InstanceView }) => (
  <ul>
    {v.open.map((o) => (
      <li key={`${o.name}${o.organ}`}>
        {o.name}
        {o.dueAt ? <span className="soft">，{untilText(o.dueAt)}前办完</span> : null}
        {o.late ? <span className="tag hot">超期</span> : null}
        {o.missing === null ? null : (
          <div className="soft">这里没有“{o.missing}”条线的单位，这一步由决定机关自己办：先问清楚归谁管，再填意见。</div>
        )}
      </li>
    ))}
    {v.timers.map((t) => (
      <li key={`${t.name}${t.dueAt}`} className="soft">
        {t.name}：{untilText(t.dueAt)}过后
      </li>
    ))}
    {v.waits.map((w) => (
      <li key={w} className="soft">
        等：{w}
      </li>
    ))}
  </ul>
)

type Subject = {
  about: string /** where it stands, beside the title */
  says?: string /** what stands above the words */
  children?: ReactNode
}

/** Where the process of a subject stands: in words at once, as a diagram and day by day for the one who asks. */
export function Course({ about, says, children }: Subject) {
  const { data } = useLoaded<AboutView>(`/process-about/${encodeURIComponent(about)}`)
  const [open, setOpen] = useState(false)
  const view = data?.process
  const head = (
    <>
      <h2>流程{says ? <span>{says}</span> : null}</h2>
      {children}
    </>
  )
  if (!view)
    return children ? (
      <section className="block" aria-label="流程">
        {head}
      </section>
    ) : null
  return (
    <section className="block" aria-label="流程">
      {head}
      {view.ended ? <p>流程已经走完。</p> : <Now view={view} />}
      <button type="button" className="btn bare sm" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起流程图' : '看流程图'}
      </button>
      {open ? (
        <>
          <Suspense fallback={<p role="status">正在打开流程图</p>}>
            <Diagram xml={view.xml} marks={view.marks} spots={view.spots} small />
          </Suspense>
          <ul>
            {view.steps.map((s) => (
              <li key={`${s.at}${s.says}`}>
                <span className="soft">{momentText(s.at)}</span> {s.says}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
