import { dayOf } from '#kernel/clock/rules/day.ts'
import { relativeDay, zhClock, zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { type Column, Table } from '#ui/public/list.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Facts, Notice, Part, Rail, RailBlock, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { kinds } from '../rules/kinds.ts'
import { isInTime } from '../rules/period.ts'
import type { Entry, Objection, Opened, Publication } from '../schema.ts'
import { StateTag } from './list-page.tsx'

export const publicityTrail = [
  { text: '首页', href: '/' },
  { text: '公示', href: '/publicity' },
]

const published = (p: Publication): string => {
  if (!p.publishedAt) return `还没有公示，最迟 ${dueText(p.dueOn, { year: true })}`
  return `${zhClock(p.publishedAt)}，${isInTime(p) ? '在规定的期限内' : `晚于规定的 ${dueText(p.dueOn, { year: true })}`}`
}

const About = ({ p, today }: { p: Publication; today: string }) => (
  <Part title="公示情况">
    <Facts
      facts={[
        { name: '状态', value: <StateTag state={p.state} /> },
        { name: '种类', value: kinds[p.kind].label, note: kinds[p.kind].basis },
        { name: '公示机关', value: p.organName },
        { name: '公示时间', value: published(p) },
        ...(p.endsOn
          ? [{ name: '异议期', value: `到${dueText(p.endsOn, { year: true })}，${relativeDay(p.endsOn, today)}`, note: p.objectionBasis }]
          : []),
        ...(p.demo ? [{ name: '演示', value: '演示数据，不是真实的决定' }] : []),
      ]}
    />
  </Part>
)

type EntriesProps = { id: string; entries: readonly Entry[]; frozen: readonly string[]; mayObject: boolean }

function Entries({ id, entries, frozen, mayObject }: EntriesProps) {
  const columns: Column<Entry>[] = [
    { title: '名单', cell: (e) => e.title },
    { title: '说明', cell: (e) => e.about ?? '' },
    { title: '状态', cell: (e) => (frozen.includes(e.key) ? <Tag tone="try">异议核实中</Tag> : '—') },
    ...(mayObject
      ? [{ title: '异议', cell: (e: Entry) => <a href={`/publicity/${id}/object?entry=${encodeURIComponent(e.key)}`}>提异议</a> }]
      : []),
  ]
  return (
    <Part title="公示名单">
      <Table caption="公示名单" columns={columns} rows={entries} rowKey={(e) => e.key} />
    </Part>
  )
}

const verdicts = { open: '核实中', upheld: '异议成立', rejected: '异议不成立' } as const

const Mine = ({ mine, entries, now }: { mine: readonly Objection[]; entries: readonly Entry[]; now: Date }) => (
  <Part id="mine" title="我提的异议">
    {mine.map((o) => (
      <Facts
        key={o.id}
        facts={[
          { name: '对哪里', value: entries.find((e) => e.key === o.entry)?.title ?? '整条公示' },
          { name: '您写的', value: o.text, note: `${zhMoment(o.madeAt, now)}提交` },
          {
            name: '答复',
            value: o.answer ?? `${verdicts.open}，${dueText(o.dueOn)}前答复您`,
            note: o.answeredAt && `${verdicts[o.state]}，${zhMoment(o.answeredAt, now)}答复`,
          },
        ]}
      />
    ))}
  </Part>
)

const Beside = ({ data: { publication: p, mayObject, mayHandle } }: { data: Opened }) => (
  <Rail label="可以做什么" part>
    <RailBlock title="觉得内容不对？">
      {mayObject ? (
        <p>
          <a href={`/publicity/${p.id}/object`}>提异议</a>，5 个工作日内答复您
        </p>
      ) : (
        <p>打 12345，或者联系{p.organName}更正。</p>
      )}
    </RailBlock>
    {mayHandle && p.state !== 'withdrawn' ? (
      <RailBlock title="公示发布员">
        <ul>
          <li>
            <a href="/desk/publications">到工作台撤下这条公示</a>
          </li>
          <li>
            <a href="/desk/objections">待答复的异议</a>
          </li>
        </ul>
      </RailBlock>
    ) : null}
  </Rail>
)

/** One publication: what it says, where it stands, and for those who object what became of it. */
export const PublicationPage: Page<Opened> = ({ data, frame, now }) => {
  const { publication: p, mine, frozen, wholeFrozen, mayObject } = data
  return (
    <PublicPage frame={frame} title={p.title}>
      <Title text={p.title} trail={publicityTrail} soft={`${kinds[p.kind].label} · ${p.organName}`} />
      <div className="wrap work">
        <div>
          {p.withdrawnReason && p.withdrawnAt ? (
            <Notice tone="warn" title={`${zhMoment(p.withdrawnAt, now)}撤下`}>
              原因：{p.withdrawnReason}
            </Notice>
          ) : null}
          {wholeFrozen ? <Notice title="有人对整条公示提了异议，正在核实" /> : null}
          {p.facts.length ? (
            <Part title="公示内容">
              <Facts facts={p.facts} />
            </Part>
          ) : null}
          {p.entries.length ? <Entries id={p.id} entries={p.entries} frozen={frozen} mayObject={mayObject} /> : null}
          {mine.length ? <Mine mine={mine} entries={p.entries} now={now} /> : null}
          <About p={p} today={dayOf(now)} />
        </div>
        <Beside data={data} />
      </div>
    </PublicPage>
  )
}
