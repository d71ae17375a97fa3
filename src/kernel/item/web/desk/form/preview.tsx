import { Checkbox } from 'antd'
import { type FormEvent, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { plan, stepOf } from '#kernel/form/rules/plan.ts'
import { readPost } from '#kernel/form/rules/post.ts'
import { refusalsOf } from '#kernel/form/rules/refused.ts'
import { findQuestion } from '#kernel/form/rules/visible.ts'
import { type Answers, emptyDraft } from '#kernel/form/schema/answers.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { Places } from '#kernel/form/web/control.tsx'
import { QuestionSheet } from '#kernel/form/web/question-page.tsx'
import { Work } from '#ui/public/apply.tsx'
import type { Refused } from './use-builder.ts'

/** The empty page that the sheet is drawn into: a window of its own, so that the public pages' styles meet nothing of the desk. */
const blank =
  '<!doctype html><html lang="zh-CN"><head><title>预览</title><link rel="stylesheet" href="/assets/tokens.css"><link rel="stylesheet" href="/assets/public.css"></head><body></body></html>'

/** The form in which this question is asked whatever was answered before: whoever writes it wants to see it. */
const asked = (form: Form, id: string): Form => ({
  ...form,
  ui: {
    ...form.ui,
    sections: form.ui.sections.map((s) => ({
      ...s,
      questions: s.questions.map((q) => (q.id === id ? { ...q, when: undefined } : q)),
    })),
  },
})

/** What a browser would post of the sheet as it stands. */
function bodyOf(form: HTMLFormElement): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [name, value] of new FormData(form)) {
    const before = body[name]
    body[name] = before === undefined ? value : [before, value].flat()
  }
  return body
}

type Props = { form: Form; question: string; places: Places; refused: Refused | undefined }

/** The error that the applicant would read; none where the question does not ask that field, or nothing can be wrong with it any more. */
function errorsOf(form: Form, fields: readonly string[], refused: Refused | undefined) {
  if (!refused || !fields.includes(refused.field)) return []
  const refusal = refusalsOf(form, refused.field).find((r) => r.keyword === refused.keyword)
  return refusal ? [{ field: refused.field, sentence: refusal.said }] : []
}

/** One question as the applicant will see it; what is chosen in it shows and hides what hangs on it. Nothing of it is kept. */
export function Preview({ form, question: id, places, refused }: Props) {
  const [body, setBody] = useState<HTMLElement>()
  const [answers, setAnswers] = useState<Answers>({})
  const [care, setCare] = useState(false)
  useEffect(() => {
    body?.ownerDocument.documentElement.toggleAttribute('data-care', care)
  }, [body, care])
  const shown = useMemo(() => asked(form, id), [form, id])
  const question = findQuestion(shown, id)
  if (!question) return null
  const take = (event: FormEvent<HTMLFormElement>) => {
    const { set } = readPost(shown, question, bodyOf(event.currentTarget))
    setAnswers((old) => ({ ...old, ...set }))
  }
  const { text: step } = stepOf(plan(shown, { ...emptyDraft, answers }), id)
  const errors = errorsOf(form, question.fields, refused)
  const sheet = { form: shown, answers, known: {}, errors, places }
  const page = (
    <main id="main">
      <Work>
        <div className="sheet">
          <form noValidate onChange={take} onSubmit={(e) => e.preventDefault()} key={id}>
            <QuestionSheet sheet={sheet} question={question} step={step} list="#main" />
          </form>
        </div>
      </Work>
    </main>
  )
  return (
    <>
      <Checkbox disabled={false} checked={care} onChange={(e) => setCare(e.target.checked)}>
        关怀版的样子
      </Checkbox>
      <iframe className="preview" title="申请人看到的样子" srcDoc={blank} onLoad={(e) => setBody(e.currentTarget.contentDocument?.body)} />
      {body ? createPortal(page, body) : null}
    </>
  )
}
