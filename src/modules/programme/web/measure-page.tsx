import { dayOf } from '#kernel/clock/rules/day.ts'
import { relativeDay, zhMoment } from '#kernel/clock/rules/text.ts'
import { figureText } from '#kernel/kpi/rules/figure.ts'
import type { Figure } from '#kernel/kpi/schema.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Track } from '#ui/public/case.tsx'
import { type Column, Table } from '#ui/public/list.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Empty, Facts, Part, Rail, RailBlock, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { stateWords } from '../rules/state.ts'
import { doorsOf, dueState, milestoneState, roomTitle, targetText } from '../rules/words.ts'
import type { Milestone, Opened, Report, Standing } from '../schema.ts'
import { StateTag } from './programme-page.tsx'

export const programmeTrail = [
  { text: '首页', href: '/' },
  { text: '改革进度', href: '/programme' },
]

function Due({ measure, today }: { measure: Standing; today: string }) {
  const due = dueState(measure, today)
  if (!measure.due || !due) return <>公开的文字里没有写明</>
  return (
    <>
      {measure.due.text}：{dueText(measure.due.on, { year: true })}，{due.late ? <Tag tone="hot">{due.text}</Tag> : due.text}
    </>
  )
}

const Basics = ({ measure, today }: { measure: Standing; today: string }) => (
  <Part title="基本情况">
    <Facts
      facts={[
        { name: '建到哪一步', value: <StateTag state={measure.state} />, note: stateWords[measure.state].means },
        ...(measure.existing.length ? [{ name: '已经建好的部分', value: measure.existing.map((r) => r.title).join('、') }] : []),
        ...(measure.missing.length ? [{ name: '还没建成的部分', value: measure.missing.map(roomTitle).join('、') }] : []),
        { name: '完成时限', value: <Due measure={measure} today={today} /> },
        { name: '目标', value: measure.target ? targetText(measure.target) : '公开的文字里没有写明数字' },
        {
          name: '责任单位',
          value: measure.leadUnits?.join('、') ?? '未公开',
          note: measure.leadUnits ? undefined : '工作要点的解读没有印出责任单位',
        },
        {
          name: '检验它的故事',
          value: measure.story ? <a href="/source">有，源代码公开，谁都能运行</a> : '还没有',
          note: measure.story ? '一段像真人一样从头办到尾的检验，每次改程序都要先通过' : '功能建成以后写，写好才算建成',
        },
      ]}
    />
  </Part>
)

const figureColumns: Column<Figure>[] = [
  { title: '指标', cell: (f) => <a href={`/kpis/${f.id}`}>{f.title}</a> },
  { title: '今年到现在', cell: (f) => <b>{figureText(f.value, f.unit)}</b>, number: true },
  { title: '怎么算', cell: (f) => f.definition },
]

const Figures = ({ measure }: { measure: Standing }) => (
  <Part id="figures" title="实时数字">
    {measure.figures.length ? (
      <Table caption={`${measure.short}的实时数字`} columns={figureColumns} rows={measure.figures} rowKey={(f) => f.id} />
    ) : (
      <Empty title="还没有可以现算的数字" why="功能建成后，数字会直接从办理记录里算出来，不会由人填写。" />
    )}
  </Part>
)

const milestoneTags = { reached: ['已完成', undefined], late: ['已过期限', 'hot'], open: ['进行中', 'soft'] } as const

const milestoneColumns = (today: string): Column<Milestone>[] => [
  { title: '节点', cell: (m) => m.title },
  { title: '计划完成', cell: (m) => `${dueText(m.dueOn, { year: true })}，${relativeDay(m.dueOn, today)}` },
  {
    title: '状态',
    cell: (m) => {
      const [word, tone] = milestoneTags[milestoneState(m, today)]
      return <Tag tone={tone}>{word}</Tag>
    },
  },
]

const Milestones = ({ milestones, today }: { milestones: readonly Milestone[]; today: string }) => (
  <Part id="milestones" title="推进节点">
    {milestones.length ? (
      <Table caption="推进节点" columns={milestoneColumns(today)} rows={milestones} rowKey={(m) => m.id} />
    ) : (
      <Empty
        title="改革专班还没有定节点"
        why="定了以后，每个节点哪天做到、做到没有，都写在这里。"
        acts={[{ text: '看别的改革做到哪了', href: '/programme' }]}
      />
    )}
  </Part>
)

const Reports = ({ reports, milestones, now }: { reports: readonly Report[]; milestones: readonly Milestone[]; now: Date }) => {
  const titleOf = (id: string | null) => milestones.find((m) => m.id === id)?.title
  return (
    <Part id="reports" title="最新进展">
      {reports.length ? (
        <Track
          entries={reports.map((r) => ({
            at: r.at.toISOString(),
            when: zhMoment(r.at, now),
            what: r.text,
            more: titleOf(r.milestone) && `完成节点：${titleOf(r.milestone)}`,
          }))}
        />
      ) : (
        <Empty
          title="还没有公开的进展报告"
          why="改革专班每报一次进展，就公开在这里；上面的实时数字不用等报告，打开就是现在的。"
          acts={[{ text: '看上面的数字', href: '#figures' }]}
        />
      )}
    </Part>
  )
}

const LinkList = ({ links }: { links: readonly { text: string; href: string }[] }) => (
  <ul>
    {links.map((l) => (
      <li key={l.href}>
        <a href={l.href}>{l.text}</a>
      </li>
    ))}
  </ul>
)

const edits = (code: string) => [{ text: '到工作台报进展、定节点', href: `/desk/programme/${code}` }]

/** What one can do from here: use what is built, and for the office report on it. */
const Beside = ({ measure, mayEdit }: { measure: Standing; mayEdit: boolean }) => {
  const doors = doorsOf(measure.existing)
  return (
    <Rail label="怎么用" part>
      <RailBlock title="怎么用">{doors.length ? <LinkList links={doors} /> : <p>建成以后，这里会有入口。</p>}</RailBlock>
      {mayEdit ? (
        <RailBlock title="改革专班">
          <LinkList links={edits(measure.code)} />
        </RailBlock>
      ) : null}
    </Rail>
  )
}

/** One measure: the programme's words, what this house holds of it, its numbers and what the office reports. */
export const MeasurePage: Page<Opened> = ({ data: { measure, milestones, reports, mayEdit }, frame, now }) => {
  const today = dayOf(now)
  return (
    <PublicPage frame={frame} title={measure.short}>
      <Title text={measure.short} trail={programmeTrail} lead={measure.title} soft={`${measure.group} · 代码 ${measure.code}`} />
      <div className="wrap work">
        <div>
          <Basics measure={measure} today={today} />
          <Figures measure={measure} />
          <Milestones milestones={milestones} today={today} />
          <Reports reports={reports} milestones={milestones} now={now} />
        </div>
        <Beside measure={measure} mayEdit={mayEdit} />
      </div>
    </PublicPage>
  )
}
