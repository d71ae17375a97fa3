import type { Page } from '#kernel/module.ts'
import { Search, Stages } from '#ui/public/find.tsx'
import { Tabs } from '#ui/public/list.tsx'
import { Empty, More, Rows, Section, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Audience, Browse, Departments, ThemeGroup } from '../schema.ts'
import { guideHref, listHref } from './href.ts'

const ways = [
  { text: '个人办事', href: '/browse/person' },
  { text: '企业办事', href: '/browse/enterprise' },
  { text: '按部门', href: '/browse/departments' },
]
const Ways = ({ here }: { here: string }) => <Tabs label="换一种方式找" tabs={ways.map((w) => ({ ...w, here: w.href === here }))} />

const links = (group: ThemeGroup) => ({ name: group.name, links: group.items.map((i) => ({ text: i.name, href: guideHref(i.code) })) })

const words: Readonly<Record<Audience, { title: string; lead: string; event: string }>> = {
  person: { title: '个人办事', lead: '户口、证件、社保、房子、车、上学，按人生的阶段或主题找。', event: '按人生的阶段' },
  enterprise: { title: '企业办事', lead: '从开办、许可、用工、工程到注销，按经营的阶段或主题找。', event: '按经营的阶段' },
}

/** Items of people or of enterprises, by the stages of a life and by theme. */
export const BrowsePage: Page<Browse> = ({ data, frame }) => {
  const { title, lead, event } = words[data.audience]
  return (
    <PublicPage frame={frame} title={title}>
      <Title text={title} trail={[{ text: '首页', href: '/' }]} lead={lead}>
        <Search action="/search" label="直接搜" />
      </Title>
      <div className="wrap">
        <Ways here={`/browse/${data.audience}`} />
        {data.events.length > 0 ? (
          <Section id="events" title={event} first>
            <div className="stages">
              <Stages stages={data.events.map(links)} />
            </div>
          </Section>
        ) : null}
        {data.themes.length > 0 ? (
          <Section id="themes" title="按主题">
            <Rows className="rows--columns">
              {data.themes.map((t) => (
                <a key={t.name} href={listHref({ audience: data.audience, theme: t.name, source: 'own' })}>
                  {t.name}（{t.count} 项）
                </a>
              ))}
            </Rows>
          </Section>
        ) : (
          <Empty
            title="目录里还没有这类事项"
            why="可能归在别的类里。可以看全部事项，或者用自己的话搜一搜。"
            acts={[{ text: '看全部事项', href: '/items' }]}
          />
        )}
      </div>
    </PublicPage>
  )
}

/** Items by department: for those who know who handles it. */
export const DepartmentsPage: Page<Departments> = ({ data, frame }) => (
  <PublicPage frame={frame} title="按部门找">
    <Title text="按部门找" trail={[{ text: '首页', href: '/' }]} lead="不知道归谁管也没关系，回首页搜一搜更快。" />
    <div className="wrap">
      <Ways here="/browse/departments" />
      <Section id="own" title={`${frame.city.shortName}的部门`} first>
        {data.departments.length === 0 ? (
          <Empty
            title="目录里还没有事项"
            why="事项发布以后按部门列在这里。急事请打 12345，话务员帮您转到办的单位。"
            acts={[{ text: '回首页', href: '/' }]}
          />
        ) : null}
        {data.departments.map((d) => (
          <More key={d.branch} title={`${d.name}（${d.count} 项）`}>
            <ul>
              {d.items.map((i) => (
                <li key={i.code}>
                  <a href={guideHref(i.code)}>{i.name}</a>
                </li>
              ))}
            </ul>
          </More>
        ))}
      </Section>
      {data.imported.length > 0 ? (
        <Section id="imported" title="广东样例的部门（只供查阅）">
          <More title={`${data.imported.length} 个部门`}>
            <ul>
              {data.imported.map((o) => (
                <li key={o.name}>
                  <a href={listHref({ branch: o.name })}>
                    {o.name}（{o.count} 项）
                  </a>
                </li>
              ))}
            </ul>
          </More>
        </Section>
      ) : null}
    </div>
  </PublicPage>
)
