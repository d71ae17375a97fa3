import type { ReactNode } from 'react'
import { FormKeys, Sheet as Paper, StepLine, Work } from '#ui/public/apply.tsx'
import { Acts, Back, Notice, Why } from '#ui/public/page.tsx'
import { type Frame, PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'
import { postNames } from '../rules/post.ts'
import type { Change } from '../rules/summary.ts'
import type { Question } from '../schema/form.ts'
import type { Sheet } from './field.tsx'
import { Asked, Fields, fieldsOnPage } from './questions.tsx'

/** What the pages of one application share. `clientKey` makes a second press give the first answer. */
export type Journey = {
  frame: Frame
  clientKey?: string
  /** where forms are posted; this page's own address where left out */
  action?: string
  /** 食品经营许可（新办） */
  item: string
  /** the task list */
  list: string
  /** 15:24 已自动保存 */
  saved?: string
  rail?: ReactNode
}

type Props = Journey & {
  sheet: Sheet
  question: Question
  step: string
  back: string /** a refusal that no field can mend */
  trouble?: string
  next?: string
  /** this window, and the one that had written the question when the page was drawn */
  tab?: { window: string; before: string }
  /** what another window has saved meanwhile, beside what was typed here */
  clash?: { kept: string; sides: readonly Change[] } | undefined
}

type Asks = {
  sheet: Sheet
  question: Question
  step: string
  saved?: string
  next?: string
  list: string
}

/** What stands on the sheet of a question; whoever writes the form sees the same beside it. */
export const QuestionSheet = ({ sheet, question, step, saved, next, list }: Asks) => (
  <>
    <Asked names={fieldsOnPage(sheet, question)} />
    <StepLine where={step} saved={saved} />
    <Fields sheet={sheet} question={question} page />
    {question.why ? <Why>{question.why}</Why> : null}
    <Acts next={{ text: next ?? '保存，下一题' }} links={[{ text: '先到这里，回到列表', href: list }]} />
  </>
)

/** Another window was faster: nothing of this one is saved yet. Both answers stand here; the link keeps the other, the button below this one. */
const Clash = ({ kept, sides }: { kept: string; sides: readonly Change[] }) => (
  // biome-ignore lint/a11y/noAutofocus: after a post that was not taken this is where one must begin (WCAG 3.3.1)
  <div className="error-summary" id="errors" role="alert" tabIndex={-1} autoFocus aria-labelledby="errors-h">
    <h2 id="errors-h">这一题刚才在另一个窗口改过</h2>
    <p>您在这里填的还没有存，两边的都在。请选一个：</p>
    {sides.map((s) => (
      <dl key={s.field} className="facts">
        <div>
          <dt>{s.label}</dt>
          <dd>
            那边存的：{s.before.join('、') || '没有填'}
            <br />
            您在这里填的：{s.after.join('、') || '没有填'}
          </dd>
        </div>
      </dl>
    ))}
    <p>
      用这里填的，按下面的“{keepMine}”；<a href={kept}>用那边存的</a>。
    </p>
  </div>
)
const keepMine = '保存，用这里填的'

/** One question a page: error summary, question as h1, why it is asked, one orange act. Plain post, works without JavaScript. */
export function QuestionPage(props: Props) {
  const { frame, clientKey, action, item, list, saved, rail, sheet, question, step, back, trouble, next, tab, clash } = props
  return (
    <PublicPage frame={frame} title={`${question.title} - ${item}`} wrong={sheet.errors.length > 0 || clash !== undefined}>
      <Back href={back} />
      <Work rail={rail}>
        <Paper>
          <ErrorSummary errors={sheet.errors} />
          {clash ? <Clash {...clash} /> : null}
          {trouble ? <Notice tone="warn" title={trouble} /> : null}
          <form method="post" action={action} noValidate data-autosave="">
            <FormKeys csrf={frame.csrf} clientKey={clientKey} />
            {tab ? (
              <>
                <input type="hidden" name={postNames.window} value={tab.window} />
                <input type="hidden" name={postNames.before} value={tab.before} />
              </>
            ) : null}
            <QuestionSheet sheet={sheet} question={question} step={step} saved={saved} next={clash ? keepMine : next} list={list} />
          </form>
        </Paper>
      </Work>
    </PublicPage>
  )
}
