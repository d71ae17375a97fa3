import { zhDate } from '#kernel/clock/rules/text.ts'
import { Found, News, type Readiness, Tally, YourTurn } from '#ui/public/find.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Empty, Section } from '#ui/public/page.tsx'
import type { Home, ProgrammeLine, Waiting } from '../schema.ts'

const Mine = ({ waiting: { turn, running, draft, total } }: { waiting: Waiting }) => (
  <>
    {turn && turn.more > 0 ? <span>还有 {turn.more} 件也轮到您了</span> : null}
    {running ? (
      <span>
        在办：<a href={running.href}>{running.text}</a>
        {running.due ? `，${running.due}` : ''}
      </span>
    ) : null}
    {draft && turn ? (
      <span>
        没填完：<a href={draft.href}>{draft.text}</a>
      </span>
    ) : null}
    <a href="/me">我的全部办件（{total} 件）</a>
  </>
)

/** What waits for the one who is signed in: first what is asked of him, else the draft he left; with neither, only the way to his cases. */
export const Turn = ({ waiting }: { waiting: Waiting | undefined }) => {
  if (!waiting || waiting.total === 0) return null
  const { turn, draft } = waiting
  if (turn)
    return (
      <YourTurn title={turn.title} act={turn.act} mine={<Mine waiting={waiting} />}>
        {turn.sentence}
      </YourTurn>
    )
  if (draft)
    return (
      <YourTurn who="没填完的" title={draft.text} act={{ text: '接着填', href: draft.href }} mine={<Mine waiting={waiting} />}>
        上次填到一半，都给您存着。
      </YourTurn>
    )
  return (
    <section className="hero__next" aria-label="我的办件">
      <p className="next__mine">
        <Mine waiting={waiting} />
      </p>
    </section>
  )
}

const readiness: Record<ProgrammeLine['state'], Readiness> = { live: 'ready', trial: 'trial', partial: 'trial', unbuilt: 'building' }
const words: Record<ProgrammeLine['state'], { word: string; tone?: 'soft' | 'try' }> = {
  live: { word: '已可用' },
  trial: { word: '试运行', tone: 'try' },
  partial: { word: '部分建成', tone: 'try' },
  unbuilt: { word: '建设中', tone: 'soft' },
}

/** The measures that have something to show, the furthest first. */
const furthest = (parts: Home['programme']): ProgrammeLine[] => {
  const order: ProgrammeLine['state'][] = ['live', 'trial', 'partial', 'unbuilt']
  return parts
    .flatMap((p) => p.measures)
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .slice(0, 4)
}

const Programme = ({ parts }: { parts: Home['programme'] }) => {
  const count = parts.reduce((n, p) => n + p.measures.length, 0)
  return (
    <Section id="programme" title={`${count} 项目标和举措，做到哪了`} more={{ text: '看全部', href: '/programme' }} flush>
      <Tally groups={parts.map((p) => ({ name: p.name, items: p.measures.map((m) => readiness[m.state]) }))} />
      <Found
        items={furthest(parts).map((m) => ({
          href: `/programme/${m.code}`,
          title: m.short,
          about: m.figure,
          tag: <Tag tone={words[m.state].tone}>{words[m.state].word}</Tag>,
        }))}
      />
    </Section>
  )
}

const Published = ({ news, today }: { news: Home['news']; today: string }) => (
  <Section id="news" title="公示公告" more={{ text: '更多', href: '/publicity' }} flush>
    {news.length > 0 ? (
      <News items={news.map((n) => ({ on: n.on, day: zhDate(n.on, today), text: n.title, href: `/publicity/${n.id}` }))} />
    ) : (
      <Empty title="还没有公示" why="许可和处罚决定作出以后，7 个工作日内在这里公开，谁都能看、能提异议。" />
    )}
  </Section>
)

/** What the city has done and published, from what it holds just now. */
export const Now = ({ data }: { data: Home }) => (
  <div className="sect halves halves--wide">
    <Programme parts={data.programme} />
    <Published news={data.news} today={data.today.on} />
  </div>
)
