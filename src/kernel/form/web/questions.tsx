import type { ReactNode } from 'react'
import { postNames } from '../rules/post.ts'
import { visible } from '../rules/visible.ts'
import type { Question } from '../schema/form.ts'
import { FormField, type Sheet } from './field.tsx'

/** Fields of a question that show only under one choice of an earlier radio of the same question: they stand inside that choice. */
function revealedBy(sheet: Sheet, question: Question): Map<string, { radio: string; value: string }> {
  const { fields } = sheet.form.ui
  const found = new Map<string, { radio: string; value: string }>()
  for (const [i, name] of question.fields.entries()) {
    const when = fields[name]?.when
    if (!when || !('field' in when) || !('is' in when) || typeof when.is !== 'string') continue
    const before = question.fields.slice(0, i)
    if (before.includes(when.field) && fields[when.field]?.widget === 'radio') found.set(name, { radio: when.field, value: when.is })
  }
  return found
}

/** The fields of one question that stand on the page: shown ones, and those that a choice on this page will show. */
export function fieldsOnPage(sheet: Sheet, question: Question): string[] {
  const shown = visible(sheet.form, sheet.answers).fields
  const revealed = revealedBy(sheet, question)
  return question.fields.filter((name) => shown.has(name) || onPage(name))

  function onPage(name: string): boolean {
    const under = revealed.get(name)
    return under !== undefined && (shown.has(under.radio) || onPage(under.radio))
  }
}

/** The fields of one question; the only one of a page bears the question as its label, the page's h1. */
export function Fields({ sheet, question, page }: { sheet: Sheet; question: Question; page?: boolean }) {
  const names = fieldsOnPage(sheet, question)
  const revealed = revealedBy(sheet, question)
  const top = names.filter((name) => !revealed.has(name))
  const alone = page && top.length === 1
  const draw = (name: string, whole?: boolean): ReactNode => {
    const ui = sheet.form.ui.fields[name]!
    const inside: Record<string, ReactNode[]> = {}
    for (const [inner, under] of revealed) if (under.radio === name) inside[under.value] = [...(inside[under.value] ?? []), draw(inner)]
    const hint = ui.reuse === 'choose' && sheet.known[name] ? question.hint : [question.hint, ui.hint].filter(Boolean).join('')
    return (
      <FormField key={name} sheet={sheet} name={name} reveals={inside} {...(whole ? { page: true, label: question.title, hint } : {})} />
    )
  }
  return (
    <>
      {alone || !page ? null : (
        <>
          <h1>{question.title}</h1>
          {question.hint ? <p className="hint">{question.hint}</p> : null}
        </>
      )}
      {top.map((name) => draw(name, alone))}
    </>
  )
}

/** Tells the server which fields were on the page, since a browser says nothing of boxes that are not ticked. */
export const Asked = ({ names }: { names: readonly string[] }) => <input type="hidden" name={postNames.asked} value={names.join(' ')} />
