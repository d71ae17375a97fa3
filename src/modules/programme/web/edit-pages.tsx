import type { ReactNode } from 'react'
import type { Page, PageProps } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { DateInput, Input, Textarea } from '#ui/public/field.tsx'
import { Acts, Back, Notice } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { Opened } from '../schema.ts'

type Props = PageProps<Opened>

/** One form about one measure; what was typed comes back with the reason where it was refused. */
const edit = ({ data, frame, key, refused }: Props, { title, act }: { title: string; act: string }, fields: ReactNode) => (
  <PublicPage frame={frame} title={title} wrong={refused !== undefined}>
    <Back href={`/programme/${data.measure.code}`}>回到“{data.measure.short}”</Back>
    <Work>
      <Sheet>
        <ErrorSummary errors={refused?.fields} />
        {refused && !refused.fields.length ? (
          <Notice tone="warn" title="没有保存">
            {refused.sentence}
          </Notice>
        ) : null}
        <h1>
          {title}：{data.measure.short}
        </h1>
        <form method="post" noValidate>
          <FormKeys csrf={frame.csrf} clientKey={key} />
          {fields}
          <Acts next={{ text: act }} links={[{ text: '不填了', href: `/programme/${data.measure.code}` }]} />
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)

const typedIn = (refused: Props['refused']) => (name: string) =>
  refused?.typed[name] === undefined ? undefined : String(refused.typed[name])

export const ReportPage: Page<Opened> = (props) => {
  const { data, refused } = props
  const typed = typedIn(refused)
  const open = data.milestones.filter((m) => !m.reachedOn)
  return edit(
    props,
    { title: '报进展', act: '公开这条进展' },
    <>
      <Textarea
        name="text"
        label="做了什么，到了哪一步？"
        hint="公开后不能改，写错了就再报一条更正。"
        value={typed('text')}
        error={errorOf(refused?.fields, 'text')}
      />
      {open.length ? (
        <Radios
          name="milestone"
          label="完成了哪个节点？"
          optional
          value={typed('milestone') ?? ''}
          choices={[
            { value: '', text: '没有完成节点' },
            ...open.map((m) => ({ value: m.id, text: m.title, hint: `计划 ${dueText(m.dueOn, { year: true })}` })),
          ]}
          error={errorOf(refused?.fields, 'milestone')}
        />
      ) : null}
    </>,
  )
}

export const PlanPage: Page<Opened> = (props) => {
  const typed = typedIn(props.refused)
  const wrong = (field: string) => errorOf(props.refused?.fields, field)
  return edit(
    props,
    { title: '定节点', act: '公开这个节点' },
    <>
      <Input name="title" label="要做到什么？" value={typed('title')} error={wrong('title')} />
      <DateInput name="dueOn" label="计划哪天做到？" value={typed('dueOn')} error={wrong('dueOn')} />
    </>,
  )
}
