import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { KpiRow, Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { type Column, Table, Tabs } from '#ui/public/list.tsx'
import { Empty, Facts, More, Section, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { figureText } from '../rules/figure.ts'
import type { Figure, Group, Opened } from '../schema.ts'
import { months, Series } from './series.tsx'

const home = [
  { text: '首页', href: '/' },
  { text: '改革进度', href: '/programme' },
]

const period = ({ fromOn, toOn }: Figure): string => `${dueText(fromOn)}到${dueText(toOn)}`

const figureColumns: Column<Figure>[] = [
  { title: '指标', cell: (f) => <a href={`/kpis/${f.id}`}>{f.title}</a> },
  { title: '数字', cell: (f) => <b>{figureText(f.value, f.unit)}</b>, number: true },
  { title: '怎么算', cell: (f) => f.definition },
]

const rowColumns: Column<KpiRow>[] = [
  { title: '记录', cell: (r) => <a href={r.href}>{r.title}</a> },
  { title: '时间', cell: (r) => (r.at ? zhMoment(r.at) : '') },
]

export const FiguresPage: Page<Figure[]> = ({ data, frame }) => (
  <PublicPage frame={frame} title="指标">
    <Title
      text="指标"
      trail={home}
      lead="每个数字都从办理记录里来，没有人能填；点开看口径、逐月和明细。"
      soft={data[0] ? `统计时间：${period(data[0])}` : undefined}
    />
    <div className="wrap">
      {data.length ? (
        <Table caption="全部指标" columns={figureColumns} rows={data} rowKey={(f) => f.id} />
      ) : (
        <Empty
          title="现在还没有指标"
          why="各项功能建成以后带来自己的数字，直接从办理记录里算。"
          acts={[{ text: '看改革做到哪了', href: '/programme' }]}
        />
      )}
    </div>
  </PublicPage>
)

const noRows = (hidden: boolean) =>
  hidden
    ? { title: '明细涉及办事人，只给有权限的工作人员看', why: '数字本身是公开的，数的就是这些记录。' }
    : { title: '这段时间里没有可以列出的记录', why: '有一件就列一件，不用等汇总。', acts: [{ text: '看别的数字', href: '/kpis' }] }

/** The period in an address, where it is not the year so far. */
const spanIn = ({ fromOn, toOn, at }: Figure): string =>
  fromOn === `${dayOf(at).slice(0, 4)}-01-01` && toOn === dayOf(at) ? '' : `&from=${fromOn}&to=${toOn}`

const groupColumns = (data: Opened, mayLook: boolean): Column<Group>[] => [
  {
    title: data.grouped!.title,
    cell: (g) =>
      mayLook ? (
        <a
          href={`/kpis/${data.id}?by=${data.grouped!.axis}&at=${encodeURIComponent(g.key)}${spanIn(data)}`}
          aria-current={data.grouped!.only?.key === g.key || undefined}
        >
          {g.name}
        </a>
      ) : (
        g.name
      ),
  },
  { title: '数字', cell: (g) => <b>{figureText(g.value, data.unit)}</b>, number: true },
  { title: '最近一个月', cell: (g) => figureText(g.series.at(-1)?.value ?? null, data.unit), number: true },
]

const Months = ({ data, about }: { data: Opened; about: string }) => (
  <Section id="months" title="逐月">
    <Series title={`${data.title}${about}`} points={data.series} unit={data.unit} />
    <More title="看每个月的数">
      <Facts facts={months(data.series, data.unit).map(({ name, text }) => ({ name, value: text }))} two />
    </More>
  </Section>
)

const Groups = ({ data, mayLook }: { data: Opened; mayLook: boolean }) => {
  const { axis, title, groups } = data.grouped!
  return (
    <Section id="groups" title={`按${title}分`}>
      <Tabs
        label="换一种分法"
        tabs={data.axes.map((a) => ({
          text: `按${a.title}`,
          href: `/kpis/${data.id}?by=${a.key}${spanIn(data)}#groups`,
          here: a.key === axis,
        }))}
      />
      {groups.length ? (
        <Table caption={`${data.title}，按${title}分`} columns={groupColumns(data, mayLook)} rows={groups} rowKey={(g) => g.key} />
      ) : (
        <Empty title="这段时间里没有可以分的" why="有一件就分一件，不用等汇总。" acts={[{ text: '看别的数字', href: '/kpis' }]} />
      )}
    </Section>
  )
}

export const FigurePage: Page<Opened> = ({ data, frame, now }) => {
  const only = data.grouped?.only
  const about = only ? `（${only.name}）` : ''
  return (
    <PublicPage frame={frame} title={data.title}>
      <Title
        text={`${data.title}${about}：${figureText(data.value, data.unit)}`}
        trail={[...home, { text: '指标', href: '/kpis' }, ...(only ? [{ text: data.title, href: `/kpis/${data.id}` }] : [])]}
        lead={data.definition}
        soft={`统计时间：${period(data)}；更新时间：${zhMoment(data.at, now)}${data.better ? `；越${data.better === 'more' ? '多' : '少'}越好` : ''}`}
      />
      <div className="wrap">
        {data.series.length ? <Months data={data} about={about} /> : null}
        {data.grouped ? <Groups data={data} mayLook={frame.who !== undefined} /> : null}
        <Section id="rows" title="算进去的记录">
          {data.rows.length ? (
            <Table caption="最近 100 条" showCaption columns={rowColumns} rows={data.rows} rowKey={(r) => r.id} />
          ) : (
            <Empty {...noRows(data.hidden)} />
          )}
          <More title="给统计人员：从哪里取数">
            <p>数据表：{data.source}。口径见上，同一个地址也给出 JSON。</p>
          </More>
        </Section>
      </div>
    </PublicPage>
  )
}
