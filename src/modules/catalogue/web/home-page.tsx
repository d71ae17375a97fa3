import type { Page } from '#kernel/module.ts'
import { Doors, Hero, Leaf, Search, Six, Stages } from '#ui/public/find.tsx'
import type { IconName } from '#ui/public/icon.tsx'
import { Section } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Home, ThemeGroup } from '../schema.ts'
import { Now, Turn } from './home-now.tsx'
import { guideHref, listHref } from './href.ts'

type Door = { text: string; about: string; icon: IconName; href: string /** the room that has to be there */; room: string }

/** Every door the house may have; one stands open only where its room does. */
const doors: readonly Door[] = [
  { text: '个人办事', about: '户口、社保、房子、车、上学', icon: 'family', href: '/browse/person', room: 'catalogue' },
  { text: '企业办事', about: '开办、许可、用工、工程、注销', icon: 'market', href: '/browse/enterprise', room: 'catalogue' },
  { text: '按部门找', about: '知道归谁管，从这里进', icon: 'hall', href: '/browse/departments', room: 'catalogue' },
  { text: '查办件进度', about: '凭查询码和证件后 4 位', icon: 'clock', href: '/lookup', room: 'window' },
  { text: '核验文书真假', about: '扫文书上的码，或输入编号', icon: 'file', href: '/check', room: 'window' },
  { text: '公示公告', about: '许可和处罚决定、评价、名单', icon: 'policy', href: '/publicity', room: 'publicity' },
  { text: '改革进度', about: '各项改革做到哪了', icon: 'tick', href: '/programme', room: 'programme' },
  { text: '办不成事反映', about: '材料齐了还办不成，来这里说', icon: 'stuck', href: '/stuck', room: 'catalogue' },
]

const stage = (group: ThemeGroup) => ({
  name: group.name,
  links: [
    ...group.items.slice(0, 4).map((i) => ({ text: i.name, href: guideHref(i.code) })),
    ...(group.count > 4 ? [{ text: `全部 ${group.count} 项`, href: listHref({ event: group.name, source: 'own' }) }] : []),
  ],
})

const wanted = ['开饭馆', '生孩子上户口', '二手房过户', '驾照到期']
const examples = wanted.map((text) => ({ text, href: listHref({ q: text }) }))

const Life = ({ data }: { data: Home }) => (
  <Section id="life" title="遇到这些事，从这里办" more={{ text: `全部 ${data.counts.own} 项`, href: listHref({ source: 'own' }) }}>
    <div className="halves stages">
      <Stages title="人生的事" stages={data.person.map(stage)} />
      <Stages title="企业的事" stages={data.enterprise.map(stage)} />
    </div>
  </Section>
)

/** The home page: one question, today, and the doors that are open. */
export const HomePage: Page<Home> = ({ data, frame }) => {
  const open = doors.filter((d) => data.rooms.includes(d.room))
  return (
    <PublicPage frame={frame} title="首页">
      <Hero
        search={<Search action="/search" label="想办什么事？" heading examples={examples} />}
        leaf={<Leaf {...data.today} />}
        turn={<Turn waiting={data.waiting} />}
      />
      <div className="wrap">
        <Section id="doors" title="办事入口" hidden>
          {frame.care ? <Six doors={open} /> : <Doors big={open.slice(0, 4)} all={open.slice(4)} />}
        </Section>
        {data.person.length + data.enterprise.length > 0 ? <Life data={data} /> : null}
        {frame.care ? null : <Now data={data} />}
        <p className="meta">
          本市事项 {data.counts.own} 项，其中 {data.counts.online} 项能在网上办、最多跑一次。
          {data.counts.imported > 0 ? (
            <>
              另有<a href={listHref({ source: 'imported' })}>广东省的样例事项 {data.counts.imported} 项</a>，只供查阅。
            </>
          ) : null}
        </p>
      </div>
    </PublicPage>
  )
}
