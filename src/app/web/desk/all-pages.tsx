import { Link } from 'react-router'
import { opensFor, permissionsOf, shelves, useSession } from '#ui/desk/pages.ts'
import { pages } from './rooms.ts'

/** Every page that this person may open besides the cases, shelf by shelf. */
export function AllPages() {
  const session = useSession()
  const mine = pages.filter((p) => p.shelf !== undefined && p.shelf !== 'top' && opensFor(p, permissionsOf(session)))
  return (
    <main className="main">
      <div className="head">
        <h1>管理</h1>
        <span className="soft">您的岗位能打开这些页面</span>
      </div>
      {mine.length === 0 ? (
        <div className="empty">
          <p>您的岗位没有管理页面。需要的话，请找系统管理员申请授权。</p>
        </div>
      ) : null}
      <div className="shelves">
        {shelves
          .map((shelf) => ({ shelf, on: mine.filter((p) => p.shelf === shelf) }))
          .filter(({ on }) => on.length > 0)
          .map(({ shelf, on }) => (
            <section key={shelf} aria-label={shelf}>
              <h2>{shelf}</h2>
              <ul>
                {on.map((p) => (
                  <li key={p.path}>
                    <Link to={`/desk/${p.path}`}>{p.title}</Link>
                    <p className="soft">{p.about}</p>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </main>
  )
}
