import type { Page } from '#kernel/module.ts'
import { Doors, Hero, Leaf, Search, Six, Stages } from '#ui/public/find.tsx'
import type { IconName } from '#ui/public/icon.tsx'
import { More, Section } from '#ui/public/page.tsx'
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

/** What somebody in 关怀版 comes for, six large doors; all others stand behind 更多. */
const careDoors = (waiting: Home['waiting']): readonly Door[] => [
  { text: '办一件事', about: '津贴、医保、身份证', icon: 'file', href: '/browse/person', room: 'catalogue' },
  waiting?.total
    ? { text: '办到哪了', about: `您有 ${waiting.total} 件`, icon: 'clock', href: '/me', room: 'window' }
    : { text: '办到哪了', about: '凭查询码，不用登录', icon: 'clock', href: '/lookup', room: 'window' },
  { text: '亮我的证', about: '给对方扫一下，不用带原件', icon: 'card', href: '/licences', room: 'licence' },
  { text: '去窗口办', about: '在哪里、几点开门、带什么', icon: 'hall', href: '/browse/departments', room: 'catalogue' },
  { text: '打 12345', about: '24 小时有人接', icon: 'phone', href: 'tel:12345', room: 'catalogue' },
  { text: '请家人帮办', about: '子女用手机，替您办', icon: 'family', href: '/help#agent', room: 'catalogue' },
]

const stage = (group: ThemeGroup) => ({
  name: group.name,
  links: [
    ...group.items.slice(0, 4).map((i) => ({ text: i.name, href: guideHref(i.code) })),
    ...(group.count > 4 ? [{ text: `全部 ${group.count} 项`, href: listHref({ event: group.name, source: 'own' }) }] : []),
  ],
})

const linked = (wanted: readonly string[]) => wanted.map((text) => ({ text, href: listHref({ q: text }) }))
const examples = linked(['开饭馆', '生孩子上户口', '二手房过户', '驾照到期'])
const careExamples = linked(['高龄津贴', '异地看病'])

const Life = ({ data }: { data: Home }) => (
  <Section id="life" title="遇到这些事，从这里办" more={{ text: `全部 ${data.counts.own} 项`, href: listHref({ source: 'own' }) }}>
    <div className="halves stages">
      <Stages title="人生的事" stages={data.person.map(stage)} />
      <Stages title="企业的事" stages={data.enterprise.map(stage)} />
    </div>
  </Section>
)

type Open = { data: Home; open: readonly Door[] }

const Whole = ({ data, open }: Open) => (
  <>
    <Section id="doors" title="办事入口" hidden>
      <Doors big={open.slice(0, 4)} all={open.slice(4)} />
    </Section>
    {data.person.length + data.enterprise.length > 0 ? <Life data={data} /> : null}
    <Now data={data} />
  </>
)

/** 关怀版: six doors and no more to read; whoever wants the rest opens it. */
const Calm = ({ data, open }: Open) => (
  <>
    <Section id="doors" title="六个入口" hidden>
      <Six doors={careDoors(data.waiting).filter((d) => data.rooms.includes(d.room))} />
    </Section>
    <More title="更多入口和全部事项">
      <Doors big={open.slice(0, 4)} all={open.slice(4)} />
      <Life data={data} />
    </More>
  </>
)

/** The home page: one question, today, and the doors that are open. */
export const HomePage: Page<Home> = ({ data, frame }) => {
  const open = doors.filter((d) => data.rooms.includes(d.room))
  return (
    <PublicPage frame={frame} title="首页">
      <Hero
        search={
          <Search
            action="/search"
            label={frame.care ? '您想办什么事？' : '想办什么事？'}
            heading
            examples={frame.care ? careExamples : examples}
          />
        }
        leaf={<Leaf {...data.today} />}
        turn={<Turn waiting={data.waiting} />}
      />
      <div className="wrap">
        {frame.care ? <Calm data={data} open={open} /> : <Whole data={data} open={open} />}
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
