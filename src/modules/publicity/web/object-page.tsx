import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Select, Textarea } from '#ui/public/field.tsx'
import { fieldOf, formPage } from '#ui/public/form-page.tsx'
import { Notice } from '#ui/public/page.tsx'
import type { Opened } from '../schema.ts'

const entryIn = (path: string): string | undefined => new URLSearchParams(path.split('?')[1] ?? '').get('entry') ?? undefined

/** Saying that something published is wrong: which row, what, and until when one is answered. */
export const ObjectPage: Page<Opened> = (props) => {
  const { publication: p, mayObject } = props.data
  const { frame, refused } = props
  const entry = fieldOf(refused, 'entry')
  const lead = mayObject ? (
    <p className="measure">
      {p.title}。{p.endsOn ? `异议期到${dueText(p.endsOn, { year: true })}。` : ''}只有公示的机关能看到您写的内容和姓名，5
      个工作日内答复您。
    </p>
  ) : refused ? null : (
    <Notice tone="warn" title="这条公示现在不收异议">
      没有异议期，或者异议期已过。内容有误请打 12345。
    </Notice>
  )
  return formPage(
    props,
    { title: '提异议', act: '提交异议', back: { text: '回到公示', href: `/publicity/${p.id}` }, lead },
    !mayObject && !refused ? undefined : (
      <>
        {p.entries.length ? (
          <Select
            name="entry"
            label="对哪一行？"
            blank="整条公示"
            choices={p.entries.map((e) => ({ value: e.key, text: e.title }))}
            value={entry.value ?? entryIn(frame.path)}
            error={entry.error}
          />
        ) : null}
        <Textarea name="text" label="哪里不对？" hint="写明哪里不对、实际情况是什么。" {...fieldOf(refused, 'text')} />
      </>
    ),
  )
}
