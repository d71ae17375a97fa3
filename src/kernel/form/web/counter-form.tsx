import { FormKeys, Sheet as Paper, Work } from '#ui/public/apply.tsx'
import { Acts, Back, Notice } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'
import { postNames } from '../rules/post.ts'
import { visible } from '../rules/visible.ts'
import type { Sheet } from './field.tsx'
import type { Journey } from './question-page.tsx'
import { Asked, Fields, fieldsOnPage } from './questions.tsx'

type Props = Journey & { sheet: Sheet; back: string /** for whom the clerk types */; applicant?: string; trouble?: string }

/** The same questions in the same words on one page, for a clerk who types for somebody at the counter. */
export function CounterForm({ frame, clientKey, action, item, list, rail, sheet, back, applicant, trouble }: Props) {
  const shown = visible(sheet.form, sheet.answers).questions
  const sections = sheet.form.ui.sections
    .map((s) => ({ ...s, questions: s.questions.filter((q) => shown.has(q.id)) }))
    .filter((s) => s.questions.length)
  const names = sections.flatMap((s) => s.questions.flatMap((q) => fieldsOnPage(sheet, q)))
  return (
    <PublicPage frame={frame} title={`窗口录入：${item}`} wrong={sheet.errors.length > 0}>
      <Back href={back}>返回</Back>
      <Work rail={rail}>
        <Paper>
          <ErrorSummary errors={sheet.errors} />
          {trouble ? <Notice tone="warn" title={trouble} /> : null}
          <h1>{item}</h1>
          {applicant ? <p className="lead">替 {applicant} 填写</p> : null}
          <form method="post" action={action} noValidate>
            <FormKeys csrf={frame.csrf} clientKey={clientKey} />
            <Asked names={names} />
            {sections.map((s, i) => (
              <section key={s.id} className="part">
                <h2>{s.title}</h2>
                {s.questions.map((q) => (
                  <Fields key={q.id} sheet={sheet} question={q} />
                ))}
                {i === 0 && sections.length > 1 ? (
                  <div className="acts acts--gap">
                    <button className="btn btn--plain" type="submit" name={postNames.act} value="refresh">
                      按上面的回答更新下面的题目
                    </button>
                  </div>
                ) : null}
              </section>
            ))}
            <Acts next={{ text: '保存并核对' }} links={[{ text: '先存着', href: list }]} />
          </form>
        </Paper>
      </Work>
    </PublicPage>
  )
}
