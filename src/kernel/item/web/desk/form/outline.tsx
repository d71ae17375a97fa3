import { Button } from 'antd'
import type { KeyboardEvent } from 'react'
import { addQuestion, addSection, moveQuestion, questionAt } from '#kernel/form/rules/build.ts'
import type { Question } from '#kernel/form/schema/form.ts'
import type { Building } from './use-builder.ts'

export const focusOn = (id: string): void => void requestAnimationFrame(() => document.getElementById(id)?.focus())
export const rowId = (question: string) => `question-${question}`
export const titleId = 'ask-question-title'

/** Moves a question and keeps the focus on it. */
export function moveOn(b: Building, question: string, by: 1 | -1): void {
  b.change(moveQuestion(b.file, question, by), `move ${question}`, question)
  focusOn(rowId(question))
}

function Row({ b, question: q, n }: { b: Building; question: Question; n: number }) {
  const wrong = b.findings.filter((f) => questionAt(b.file, f.path) === q.id).length
  const press = (event: KeyboardEvent) => {
    if (!event.altKey || !(event.key === 'ArrowUp' || event.key === 'ArrowDown')) return
    event.preventDefault()
    moveOn(b, q.id, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li>
      <button
        type="button"
        id={rowId(q.id)}
        className="btn bare nav"
        aria-current={b.at === q.id ? 'true' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={() => b.choose(q.id)}
        onKeyDown={press}
      >
        <span className="num soft">{n}</span> {q.title || '还没有题目'}
        {q.when ? <i className="tag">有条件</i> : null}
        {wrong ? <span className="n">{wrong} 处</span> : null}
      </button>
    </li>
  )
}

/** All questions in the order in which they are asked; Alt with an arrow moves the one that holds the focus. */
export function Outline({ b, writable }: { b: Building; writable: boolean }) {
  const asked = new Set(b.file.ui.sections.flatMap((s) => s.questions.flatMap((q) => q.fields)))
  const before = b.form.scenarios.filter((s) => !asked.has(s.id))
  const go = (made: { file: Building['file']; id: string }) => {
    b.change(made.file, `add ${made.id}`, made.id)
    focusOn(titleId)
  }
  let n = before.length
  return (
    <nav className="outline scroll" aria-label="题目">
      {before.length ? (
        <>
          <h3>看看能不能办</h3>
          <ol>
            {before.map((s, i) => (
              <li key={s.id} className="soft">
                <span className="num">{i + 1}</span> {s.question}
              </li>
            ))}
          </ol>
          <p className="soft small">这几题在“情形”里写。</p>
        </>
      ) : null}
      {b.file.ui.sections.map((s) => (
        <section key={s.id} aria-label={s.title || '还没有名字的部分'}>
          <h3>{s.title || '还没有名字的部分'}</h3>
          <ol>
            {s.questions.map((q) => {
              n += 1
              return <Row key={q.id} b={b} question={q} n={n} />
            })}
          </ol>
          {writable ? (
            <Button size="small" onClick={() => go(addQuestion(b.file, s.id, b.taken))} aria-label={`加一题，在“${s.title}”里`}>
              加一题
            </Button>
          ) : null}
        </section>
      ))}
      {writable ? <Button onClick={() => go(addSection(b.file, b.taken))}>加一个部分</Button> : null}
    </nav>
  )
}
