import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import type { GrantChoices } from '../../schema.ts'

type Role = { id: string; title: string; permissions: string[] }

/** Every role and what it may do. Roles are the city's data and change with it. */
export function RolesPage() {
  const loaded = useLoaded<Role[]>('/roles')
  const { data: choices } = useLoaded<GrantChoices>('/grants/choices')
  const names = new Map(choices?.permissions.map((p) => [p.value, p.label]))
  return (
    <PlainPage title="岗位表" loaded={loaded} note={(rows) => `${rows.length} 个岗位；岗位由城市数据定，改了要重新启动`}>
      {(rows) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list without links is scrolled by keys only where it can take the focus (WCAG 2.1.1)
        <section className="scroll" aria-label="岗位" tabIndex={0}>
          {rows.map((r) => (
            <section key={r.id} className="block">
              <h2>
                {r.title} <span>{r.permissions.length} 项权限</span>
              </h2>
              <div className="row">
                {r.permissions.map((p) => (
                  <span key={p} className="tag">
                    {names.get(p) ?? p}
                  </span>
                ))}
              </div>
            </section>
          ))}
        </section>
      )}
    </PlainPage>
  )
}
