import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Found } from '#ui/public/find.tsx'
import { type FilterGroup, Filters, Pager } from '#ui/public/list.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Empty, Title } from '#ui/public/page.tsx'
import { type Division, PublicPage } from '#ui/public/shell.tsx'
import { kinds } from '../rules/kinds.ts'
import { stateWords } from '../rules/period.ts'
import type { AskList, Listed, Page as PageOf, State } from '../schema.ts'

export const StateTag = ({ state }: { state: State }) => <Tag tone={stateWords[state].tone}>{stateWords[state].word}</Tag>

const groups = (asked: AskList, divisions: readonly Division[]): FilterGroup[] => [
  { name: 'kind', label: '种类', value: asked.kind, choices: Object.entries(kinds).map(([value, k]) => ({ value, text: k.label })) },
  {
    name: 'state',
    label: '状态',
    value: asked.state,
    choices: (['open', 'closed', 'withdrawn'] as const).map((value) => ({ value, text: stateWords[value].word })),
  },
  {
    name: 'division',
    label: '地区',
    value: asked.division,
    choices: divisions.filter((d) => !d.code.endsWith('00')).map((d) => ({ value: d.code, text: d.name })),
  },
]

const about = (p: Listed, now: Date): string =>
  [
    kinds[p.kind].label,
    p.organName,
    p.publishedAt && `${zhMoment(p.publishedAt, now)}公示`,
    p.endsOn && `可以提异议到${dueText(p.endsOn)}`,
    p.demo && '演示',
  ]
    .filter(Boolean)
    .join(' · ')

const turned = ({ kind, state, division, q }: AskList, to: { after: string } | { before: string }): string => {
  const kept = Object.entries({ kind, state, division, q }).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return `/publicity?${new URLSearchParams({ ...Object.fromEntries(kept), ...to })}`
}

const isFiltered = ({ kind, state, division, q }: AskList) => Boolean(kind || state || division || q)

const Nothing = ({ asked }: { asked: AskList }) =>
  isFiltered(asked) ? (
    <Empty title="没有符合条件的公示" why="换一个条件，或者少选一个。" acts={[{ text: '看全部公示', href: '/publicity' }]} />
  ) : (
    <Empty title="还没有公示" why="行政许可决定作出后，会在 7 个工作日内公示在这里。" acts={[{ text: '回首页', href: '/' }]} />
  )

/** All that is published, newest first. */
export const ListPage: Page<PageOf> = ({ data: { rows, asked, next, previous }, frame, now }) => (
  <PublicPage frame={frame} title="公示">
    <Title
      text="公示"
      trail={[{ text: '首页', href: '/' }]}
      lead="行政许可决定在作出后 7 个工作日内公开；其他结果按各自的规定公示。"
      soft="自然人的姓名和证件号码只显示一部分。"
    />
    <div className="wrap">
      <Filters
        action="/publicity"
        groups={groups(asked, frame.divisions)}
        text={{ name: 'q', label: '名称或机关', value: asked.q }}
        clear={isFiltered(asked) ? '/publicity' : undefined}
      />
      {rows.length ? (
        <Found
          items={rows.map((p) => ({ href: `/publicity/${p.id}`, title: p.title, about: about(p, now), tag: <StateTag state={p.state} /> }))}
        />
      ) : (
        <Nothing asked={asked} />
      )}
      <Pager
        before={previous ? turned(asked, { before: previous }) : undefined}
        after={next ? turned(asked, { after: next }) : undefined}
      />
    </div>
  </PublicPage>
)
