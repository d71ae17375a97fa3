/** What was asked for afterwards: the list of it, and one question to correct a page. */
import { Fragment } from 'react'
import { QuestionPage } from '#kernel/form/web/question-page.tsx'
import { formatsText } from '#kernel/item/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { FormKeys, Sheet, TaskList, Work } from '#ui/public/apply.tsx'
import { FileInput, fieldId, Textarea } from '#ui/public/field.tsx'
import { Acts, Back, Facts, Notice, Part, Rail, RailBlock, Rows } from '#ui/public/page.tsx'
import { Checkboxes } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { FixView, SupplyView } from '../schema/view.ts'
import { inName } from './in-name.ts'

const Help = ({ id }: { id: string }) => (
  <Rail label="帮助">
    <RailBlock title="遇到困难">
      <a href="tel:12345">打 12345</a>
      <br />
      <a href={`/cases/${id}`}>看这一件的进度和电话</a>
      <br />
      <a href="/stuck">办不成？反映</a>
    </RailBlock>
  </Rail>
)

/** Items that are neither a material nor a question: told as they were written. */
const Other = ({ others }: Pick<SupplyView, 'others'>) =>
  others.length ? (
    <Rows>
      {others.map((what) => (
        <span key={what}>{what}</span>
      ))}
    </Rows>
  ) : null

const Changed = ({ changes }: Pick<SupplyView, 'changes'>) =>
  changes.length ? (
    <Part title="您改了这些">
      <Facts
        facts={changes.map((c) => ({
          name: c.label,
          value: c.after.join('、') || '不填',
          note: `原来是：${c.before.join('、') || '没有填'}`,
        }))}
      />
    </Part>
  ) : null

function hintOf(data: SupplyView, m: SupplyView['materials'][number]): string {
  const asked = data.todo.items.find((i) => i.id === m.id)
  const why = asked ? `${asked.what}${asked.why ? `（${asked.why}）` : ''}` : '您改了填写的内容，所以多要这一样'
  return `${why}。可以传${formatsText(m.formats).replace(/^(?=[A-Z])/, ' ')}，每个不超过 ${m.maxMb} MB`
}

/** Files of other applications for the same material: each is used only when it is ticked. */
const Again = ({ material: { id, name, earlier }, chosen }: { material: SupplyView['materials'][number]; chosen: string[] }) =>
  earlier.length ? (
    <Checkboxes
      name={`reuse-${id}`}
      label={`或者用上次交过的“${name}”`}
      hint="先打开看看还能不能用；不勾，就不会用。"
      optional
      values={chosen}
      choices={earlier.map((e) => ({
        value: e.key,
        text: e.files.map((f) => f.name).join('、'),
        hint: (
          <>
            {e.on}交的，用于“{e.itemName}”。 打开看：
            {e.files.map((f, i) => (
              <Fragment key={f.hash}>
                {i > 0 ? '、' : null}
                <a href={`/cases/${e.caseId}/files/${f.hash}`}>{f.name}</a>
              </Fragment>
            ))}
          </>
        ),
      }))}
    />
  ) : null

export const SupplyPage: Page<SupplyView> = ({ data, frame, key, refused }) => {
  const errors = refused?.fields ?? []
  return (
    <PublicPage frame={inName(frame, data, `补交：${data.itemName}`)} wrong={errors.length > 0}>
      <Back href={`/cases/${data.id}`}>回到进度</Back>
      <Work rail={<Help id={data.id} />}>
        <Sheet>
          <ErrorSummary errors={errors} />
          {refused && errors.length === 0 ? (
            <Notice tone="warn" title={refused.sentence}>
              选好的文件要再选一次，别的都还在。
            </Notice>
          ) : null}
          {errors.length > 0 ? <p className="soft">选好的文件要再选一次，别的都还在。</p> : null}
          <h1>{data.todo.title}</h1>
          <p className="lead">{data.todo.sentence}</p>
          <Other others={data.others} />
          {data.fixes.length ? (
            <TaskList
              title="要改的填写内容"
              tasks={data.fixes.map((f) => ({
                id: fieldId(`fix-${f.id}`),
                title: f.title,
                href: `/cases/${data.id}/supply/q/${f.id}`,
                state: f.state === 'wrong' ? 'wrong' : f.state === 'done' ? 'done' : 'todo',
                note: [errorOf(errors, `fix-${f.id}`) ?? f.said].flat().join('；') || undefined,
              }))}
            />
          ) : null}
          <Changed changes={data.changes} />
          <form method="post" encType="multipart/form-data" noValidate>
            <FormKeys csrf={frame.csrf} clientKey={key} />
            {data.materials.map((m) => (
              <Fragment key={m.id}>
                <FileInput
                  name={`file-${m.id}`}
                  label={m.name}
                  hint={hintOf(data, m)}
                  files={[]}
                  accept={m.formats.map((f) => `.${f}`).join(',')}
                  error={errorOf(errors, `file-${m.id}`)}
                  multiple
                />
                <Again material={m} chosen={[refused?.typed[`reuse-${m.id}`] ?? []].flat().map(String)} />
              </Fragment>
            ))}
            <Textarea name="note" label="要说明的" hint="不是文件的，在这里写清楚" optional value={String(refused?.typed.note ?? '')} />
            <Acts next={{ text: '补交' }} links={[{ text: '先不交，回到进度', href: `/cases/${data.id}` }]} />
          </form>
        </Sheet>
      </Work>
    </PublicPage>
  )
}

export const FixPage: Page<FixView> = ({ data, frame, refused }) => (
  <QuestionPage
    frame={inName(frame, data, data.question.title)}
    item={data.itemName}
    list={`/cases/${data.id}/supply`}
    back={`/cases/${data.id}/supply`}
    rail={<Help id={data.id} />}
    sheet={{
      form: data.form,
      answers: data.all,
      known: data.known,
      errors: refused?.fields ?? [],
      typed: refused?.typed,
      places: data.places,
    }}
    question={data.question}
    step={data.step}
    trouble={refused && refused.fields.length === 0 ? refused.sentence : data.said.join('；') || undefined}
    next="改好了"
  />
)
