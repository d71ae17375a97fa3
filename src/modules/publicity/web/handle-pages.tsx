import { dayOf } from '#kernel/clock/rules/day.ts'
import { relativeDay, zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Textarea } from '#ui/public/field.tsx'
import { type Column, Table } from '#ui/public/list.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Empty, Facts, Notice, Title } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Objection, OpenedObjection, Publication } from '../schema.ts'
import { fieldOf, formPage } from './form.tsx'
import { publicityTrail } from './publication-page.tsx'

export const WithdrawPage: Page<{ publication: Publication }> = (props) => {
  const { id, title } = props.data.publication
  return formPage(
    props,
    {
      title: '撤下公示',
      act: '撤下',
      back: { text: '回到公示', href: `/publicity/${id}` },
      lead: <p className="measure">{title}。撤下后内容不再显示，页面会写着撤下的时间和原因，不能恢复。</p>,
    },
    <Textarea
      name="reason"
      label="为什么撤下？"
      hint="群众会看到这句话，不要写个人信息。"
      rows={3}
      {...fieldOf(props.refused, 'reason')}
    />,
  )
}

type Waiting = Objection & { title: string }

const columns = (now: Date): Column<Waiting>[] => [
  { title: '公示', cell: (o) => <a href={`/publicity/objections/${o.id}`}>{o.title}</a> },
  { title: '异议', cell: (o) => o.text },
  { title: '提交', cell: (o) => zhMoment(o.madeAt, now) },
  {
    title: '最迟答复',
    cell: (o) =>
      o.dueOn < dayOf(now) ? (
        <Tag tone="hot">{`超期，应在 ${dueText(o.dueOn)}前`}</Tag>
      ) : (
        `${dueText(o.dueOn)}，${relativeDay(o.dueOn, dayOf(now))}`
      ),
  },
]

export const ObjectionsPage: Page<Waiting[]> = ({ data, frame, now }) => (
  <PublicPage frame={frame} title="待答复的异议">
    <Title text="待答复的异议" trail={publicityTrail} lead="收到异议后 5 个工作日内答复；答复前，有异议的那一行先不作数。" />
    <div className="wrap">
      {data.length ? (
        <Table caption="待答复的异议" columns={columns(now)} rows={data} rowKey={(o) => o.id} />
      ) : (
        <Empty title="没有待答复的异议" acts={[{ text: '看全部公示', href: '/publicity' }]} />
      )}
    </div>
  </PublicPage>
)

const ObjectionFacts = ({ data: { objection: o, publication: p }, now }: { data: OpenedObjection; now: Date }) => (
  <Facts
    facts={[
      { name: '公示', value: <a href={`/publicity/${p.id}`}>{p.title}</a> },
      { name: '对哪里', value: p.entries.find((e) => e.key === o.entry)?.title ?? '整条公示' },
      { name: '谁提的', value: o.byName },
      { name: '异议', value: o.text, note: zhMoment(o.madeAt, now) },
      { name: '最迟答复', value: dueText(o.dueOn, { year: true }) },
    ]}
  />
)

export const AnswerPage: Page<OpenedObjection> = (props) => {
  const { refused, data, now } = props
  const verdict = fieldOf(refused, 'verdict')
  const { answer } = data.objection
  return formPage(
    props,
    {
      title: '答复异议',
      act: '答复',
      back: { text: '回到待答复的异议', href: '/publicity/objections' },
      lead: (
        <>
          {answer ? <Notice title="已经答复">{answer}</Notice> : null}
          <ObjectionFacts data={data} now={now} />
        </>
      ),
    },
    <>
      <Radios
        name="verdict"
        label="核实的结果"
        value={verdict.value}
        error={verdict.error}
        choices={[
          { value: 'upheld', text: '异议成立', hint: '由公示的业务部门更正或撤下' },
          { value: 'rejected', text: '异议不成立' },
        ]}
      />
      <Textarea name="answer" label="答复" hint="写明核实的情况和处理结果，提异议的人会看到。" {...fieldOf(refused, 'answer')} />
    </>,
  )
}
