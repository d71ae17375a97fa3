import { useEffect } from 'react'
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import type { Queues } from '#modules/window/schema/desk.ts'
import { command, type Session } from '#modules/window/web/desk/client.ts'
import type { DeskContext } from '#modules/window/web/desk/list-page.tsx'
import { useLoaded } from '#modules/window/web/desk/loaded.ts'
import { dayText, dueText, weekdayOf } from '#ui/day.ts'

const current = ({ isActive }: { isActive: boolean }) => (isActive ? 'current' : undefined)

function Rail({ rail }: { rail: Queues }) {
  const at = useLocation()
  const filters = rail.preferences.filters ?? []
  return (
    <nav className="rail" aria-label="列表">
      <h2>列表</h2>
      <ul>
        {rail.queues.map((q) => (
          <li key={q.id}>
            <NavLink to={`/desk/${q.id}`} className={current}>
              {q.title}
              <span className="n">{q.count}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      {filters.length ? (
        <>
          <h2>收藏的筛选</h2>
          <ul>
            {filters.map((f) => (
              <li key={f.name}>
                <NavLink to={`/desk/${f.search}`} aria-current={at.pathname + at.search === `/desk/${f.search}` ? 'page' : undefined}>
                  {f.name}
                </NavLink>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {rail.rest ? (
        <div className="day">
          <b>
            {dueText(rail.rest.on)}起放假 {rail.rest.days} 天
          </b>
          <p className="soft">放假不计期限。</p>
        </div>
      ) : null}
    </nav>
  )
}

function Top({ rail, session }: { rail: Queues | undefined; session: Session }) {
  const city = rail && new Date(new Date(rail.at).getTime() + 28_800_000).toISOString()
  const leave = () => command('/sign-out', {}).finally(() => location.assign('/'))
  return (
    <header className="top">
      <a className="mark" href="/desk">
        好办<span>工作台</span>
      </a>
      <nav aria-label="工作台">
        <NavLink to="/desk/mine">办件</NavLink>
        {rail?.may.includes('case.receive') ? <NavLink to="/desk/receive">收件</NavLink> : null}
        {rail?.may.includes('permission.manage') ? <NavLink to="/desk/dead-letters">失败任务</NavLink> : null}
      </nav>
      <span className="right" />
      <span className="demo">演示数据，不是真实办件</span>
      {city ? (
        <span title="系统日期">
          {dayText(city)} {weekdayOf(city)} {city.slice(11, 16)}
        </span>
      ) : null}
      <a href="/account">
        {session.who.name}
        {rail?.office ? `·${rail.office}` : ''}
      </a>
      <button type="button" className="btn bare sm" onClick={() => void leave()}>
        退出
      </button>
    </header>
  )
}

/** The frame around every page of the desk: who, what day, which lists. */
export function Shell({ session }: { session: Session }) {
  const { data: rail, error, status, again } = useLoaded<Queues>(session.who.kind === 'staff' ? '/work/queues' : null)
  const { pathname } = useLocation()
  const go = useNavigate()
  useEffect(() => {
    if (pathname === '/desk' || pathname === '/desk/') go('/desk/mine', { replace: true })
  }, [pathname, go])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page shows fresh counts
  useEffect(() => again(), [pathname, again])
  const onCase = pathname.startsWith('/desk/cases/')
  const context = { rail: rail!, refresh: again, me: session.who } satisfies DeskContext
  const operator = status === 403 && pathname === '/desk/dead-letters'
  return (
    <>
      <Top rail={rail} session={session} />
      {session.who.kind !== 'staff' ? (
        <main className="empty">
          <h1>这里是工作人员的工作台</h1>
          <p>
            <a href="/">回到首页办事</a>
          </p>
        </main>
      ) : null}
      {error && !operator ? (
        <main className="empty" role="alert">
          <h1>打不开工作台</h1>
          <p>{error}</p>
          {status === 403 ? (
            <p>
              <a href="/desk/dead-letters">失败任务</a>
            </p>
          ) : null}
        </main>
      ) : null}
      {operator ? <Outlet context={context} /> : null}
      {rail ? (
        onCase ? (
          <Outlet context={context} />
        ) : (
          <div className="desk">
            <Rail rail={rail} />
            <Outlet context={context} />
          </div>
        )
      ) : null}
    </>
  )
}
