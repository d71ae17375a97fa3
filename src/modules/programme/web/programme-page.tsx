import { dayOf } from '#kernel/clock/rules/day.ts'
import { figureText } from '#kernel/kpi/rules/figure.ts'
import type { Page } from '#kernel/module.ts'
import { Now } from '#ui/public/case.tsx'
import { Found } from '#ui/public/find.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Empty, Section, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { stateWords } from '../rules/state.ts'
import { dueState } from '../rules/words.ts'
import type { Standing, State } from '../schema.ts'

const tally: readonly { ask: string; states: readonly State[] }[] = [
  { ask: '已可用', states: ['live'] },
  { ask: '试运行、部分建成', states: ['trial', 'partial'] },
  { ask: '尚未建成', states: ['unbuilt'] },
]

export const StateTag = ({ state }: { state: State }) => <Tag tone={stateWords[state].tone}>{stateWords[state].word}</Tag>

const about = (m: Standing, today: string): string =>
  [
    m.due && `${m.due.text}完成，${dueState(m, today)!.text}`,
    ...m.figures.slice(0, 2).map((f) => `${f.title} ${figureText(f.value, f.unit)}`),
  ]
    .filter(Boolean)
    .join('；')

/** Groups in the order of the programme. */
const grouped = (measures: readonly Standing[]) =>
  [...new Set(measures.map((m) => m.group))].map((name) => ({ name, measures: measures.filter((m) => m.group === name) }))

/** All measures by part of the programme; what is not built says so. */
export const ProgrammePage: Page<Standing[]> = ({ data, frame, now }) => {
  const today = dayOf(now)
  const groups = grouped(data)
  return (
    <PublicPage frame={frame} title="改革进度">
      <Title
        text="改革进度"
        trail={[{ text: '首页', href: '/' }]}
        lead={`${frame.city.programme ? `《${frame.city.programme}》` : '改革要点'}有 ${data.length} 项目标和举措。这里看每一项在本平台建到了哪一步。`}
        soft="状态和数字都由系统按记录现算，没建成的照实写“尚未建成”。"
      >
        <Now answers={tally.map(({ ask, states }) => ({ ask, answer: `${data.filter((m) => states.includes(m.state)).length} 项` }))} />
      </Title>
      <div className="wrap">
        {groups.length === 0 ? (
          <Empty
            title="本市还没有公布改革要点"
            why="公布以后，每一项做到了哪一步会列在这里。"
            acts={[{ text: '看全部指标', href: '/kpis' }]}
          />
        ) : null}
        {groups.map((g, i) => (
          <Section
            key={g.name}
            id={`part-${i + 1}`}
            title={g.name}
            first={i === 0}
            more={i === 0 ? { text: '看全部指标', href: '/kpis' } : undefined}
          >
            <Found
              items={g.measures.map((m) => ({
                href: `/programme/${m.code}`,
                title: m.short,
                about: about(m, today) || undefined,
                tag: <StateTag state={m.state} />,
              }))}
            />
          </Section>
        ))}
      </div>
    </PublicPage>
  )
}
