import { type ReactNode, useEffect } from 'react'
import { matchPath, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import type { Queues, SavedCounts } from '#modules/window/schema/desk.ts'
import type { DeskContext } from '#modules/window/web/desk/context.ts'
import { dayText, dueText, weekdayOf } from '#ui/day.ts'
import { command, type Session } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { type DeskPage, opensFor, permissionsOf, shelves } from '#ui/desk/pages.ts'
import { Find } from './find.tsx'
import { pages } from './rooms.ts'

const started = [
  ['batches', '批量办理'],
  ['exports', '导出'],
] as const

const current = ({ isActive }: { isActive: boolean }) => (isActive ? 'current' : undefined)

/** What one's saved filters find now, counted anew with the lists; the rail does not wait for it. */
function useSavedCounts(rail: Queues, any: boolean): ReadonlyMap<string, string> {
  const { data, again } = useLoaded<SavedCounts>(any ? '/work/queues/saved' : null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: fresh counts of the lists ask for fresh counts of the filters
  useEffect(() => again(), [rail, again])
  return new Map(data?.counts.map(({ name, count, more }) => [name, `${count}${more ? '+' : ''}`]))
}

function Lists({ rail }: { rail: Queues }) {
  const at = useLocation()
  const filters = rail.preferences.filters ?? []
  const counts = useSavedCounts(rail, filters.length > 0)
  return (
    <nav className="rail" aria-label="列表">
      <h2>列表</h2>
      <ul>
        {rail.queues.map((q) => (
          <li key={q.id}>
            <NavLink to={`/desk/${q.id}`} className={current}>
              {q.title}
              <span className="n">
                {q.count}
                {q.more ? '+' : ''}
              </span>
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
                  <span className="n">{counts.get(f.name)}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h2>我发起的</h2>
      <ul>
        {started.map(([path, title]) => (
          <li key={path}>
            <NavLink to={`/desk/${path}`} className={current}>
              {title}
            </NavLink>
          </li>
        ))}
      </ul>
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

function Shelves({ permissions }: { permissions: ReadonlySet<string> }) {
  return (
    <nav className="rail" aria-label="管理">
      {shelves
        .map((shelf) => ({ shelf, on: pages.filter((p) => p.shelf === shelf && shelf !== 'top' && opensFor(p, permissions)) }))
        .filter(({ on }) => on.length > 0)
        .map(({ shelf, on }) => (
          <div key={shelf}>
            <h2>{shelf}</h2>
            <ul>
              {on.map((p) => (
                <li key={p.path}>
                  <NavLink to={`/desk/${p.path}`} className={current}>
                    {p.title}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </nav>
  )
}

type Bar = { office: string; unread: number; session: Session; permissions: ReadonlySet<string> }

function Top({ office, unread, session, permissions }: Bar) {
  const city = new Date(new Date(session.at).getTime() + 28_800_000).toISOString()
  // who came by a platform is led to the page that offers a sign-out there too
  const leave = () =>
    command<{ to: string }>('/sign-out', {}).then(
      ({ to }) => location.assign(to),
      () => location.assign('/'),
    )
  const managing = pages.some((p) => p.shelf !== undefined && p.shelf !== 'top' && opensFor(p, permissions))
  return (
    <header className="top">
      <a className="mark" href="/desk">
        好办<span>工作台</span>
      </a>
      <nav aria-label="工作台">
        {permissions.has('case.read') ? <NavLink to="/desk/mine">办件</NavLink> : null}
        {pages
          .filter((p) => p.shelf === 'top' && opensFor(p, permissions))
          .map((p) => (
            <NavLink key={p.path} to={`/desk/${p.path}`}>
              {p.title}
            </NavLink>
          ))}
        {managing ? <NavLink to="/desk/manage">管理</NavLink> : null}
      </nav>
      {permissions.has('case.read') ? <Find /> : <span className="right" />}
      {session.city.demo ? <span className="demo">演示数据，不是真实办件</span> : null}
      <span title="系统日期">
        {dayText(city)} {weekdayOf(city)} {city.slice(11, 16)}
      </span>
      {permissions.has('case.read') ? <NavLink to="/desk/notices">消息{unread ? ` ${unread}` : ''}</NavLink> : null}
      <a href="/account">
        {session.who.name}
        {office ? `·${office}` : ''}
      </a>
      <button type="button" className="btn bare sm" onClick={() => void leave()}>
        退出
      </button>
    </header>
  )
}

/** The page that an address shows; a page with a fixed address goes before one with a part that varies. */
function pageAt(pathname: string): DeskPage | undefined {
  const fits = pages.filter((p) => matchPath(`/desk/${p.path}`, pathname))
  return fits.find((p) => !p.path.includes(':')) ?? fits[0]
}

function Refused({ sentence }: { sentence: string }) {
  return (
    <main className="empty">
      <h1>打不开这一页</h1>
      <p role="alert">{sentence}</p>
      <p>
        <a href="/desk">回到工作台</a>
      </p>
    </main>
  )
}

/** Why this page stays closed to this person; undefined where it opens. */
function closed(session: Session, page: DeskPage | undefined): string | undefined {
  if (session.who.kind !== 'staff') return '这里是工作人员的工作台。办事请回到首页。'
  if (page && !opensFor(page, permissionsOf(session))) return `您的岗位不能打开“${page.title}”。需要的话，请找系统管理员申请授权。`
  return undefined
}

/** Whether a page waits for the lists: those beside it, or those that a case leads back to. */
const needsLists = (page: DeskPage | undefined, lists: boolean): boolean => page?.frame === 'lists' || (lists && page?.frame === 'whole')

/** The frame around every page of the desk: who, what day, which lists or shelves. */
export function Shell({ session }: { session: Session }) {
  const permissions = permissionsOf(session)
  const lists = permissions.has('case.read')
  const { data: rail, error, again } = useLoaded<Queues>(lists ? '/work/queues' : null)
  const { pathname } = useLocation()
  const go = useNavigate()
  useEffect(() => {
    if (pathname === '/desk' || pathname === '/desk/') go(lists ? '/desk/mine' : '/desk/manage', { replace: true })
  }, [pathname, go, lists])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page shows fresh counts
  useEffect(() => again(), [pathname, again])
  const page = pageAt(pathname)
  const onLists = needsLists(page, lists)
  const refusal = closed(session, page) ?? (onLists ? error : undefined)
  const context = { rail: rail!, refresh: again, me: session.who, session } satisfies DeskContext
  const side = onLists ? rail && <Lists rail={rail} /> : <Shelves permissions={permissions} />
  const open =
    page?.frame === 'whole' ? (
      <Outlet context={context} />
    ) : (
      <Framed side={side}>
        <Outlet context={context} />
      </Framed>
    )
  return (
    <>
      <Top office={rail?.office ?? ''} unread={rail?.unread ?? 0} session={session} permissions={permissions} />
      {refusal === undefined ? onLists && !rail ? null : open : <Refused sentence={refusal} />}
    </>
  )
}

function Framed({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className="desk">
      {side}
      {children}
    </div>
  )
}
