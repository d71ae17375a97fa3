import type { ReactNode } from 'react'
import { FormKeys, Sheet as Paper, StepLine, Work } from '#ui/public/apply.tsx'
import { Acts, Back, Notice, Why } from '#ui/public/page.tsx'
import { type Frame, PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'
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

/** One question a page: error summary, question as h1, why it is asked, one orange act. Plain post, works without JavaScript. */
export function QuestionPage({ frame, clientKey, action, item, list, saved, rail, sheet, question, step, back, trouble, next }: Props) {
  return (
    <PublicPage frame={frame} title={`${question.title} - ${item}`} wrong={sheet.errors.length > 0}>
      <Back href={back} />
      <Work rail={rail}>
        <Paper>
          <ErrorSummary errors={sheet.errors} />
          {trouble ? <Notice tone="warn" title={trouble} /> : null}
          <form method="post" action={action} noValidate data-autosave="">
            <FormKeys csrf={frame.csrf} clientKey={clientKey} />
            <QuestionSheet sheet={sheet} question={question} step={step} saved={saved} next={next} list={list} />
          </form>
        </Paper>
      </Work>
    </PublicPage>
  )
}
