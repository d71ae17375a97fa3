import { Button, ConfigProvider } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { addField, editQuestion, editSection, questionAt, removeQuestion } from '#kernel/form/rules/build.ts'
import { askedBefore, conditionWords } from '#kernel/form/rules/pick.ts'
import type { Widget } from '#kernel/form/schema/field.ts'
import type { FormFile, Question } from '#kernel/form/schema/form.ts'
import { AddSelect } from '#ui/desk/add-select.tsx'
import { type Ask, AskField, Wrong } from '#ui/desk/ask.tsx'
import type { DraftPage } from '../../../schema/desk.ts'
import { FieldBox, widgetChoices } from './field.tsx'
import { focusOn, moveOn, Outline, rowId } from './outline.tsx'
import { Preview } from './preview.tsx'
import { type Building, useBuilder } from './use-builder.ts'
import { When } from './when.tsx'

type Said = { at: 'title' | 'task' | 'hint' | 'why'; ask: Ask }
/** What is read before the answers, and what only some will read. */
const first: readonly Said[] = [
  { at: 'title', ask: { kind: 'line', name: 'question-title', label: '题目', hint: '一页的大标题，写成一句问话，例如“店开在哪里？”' } },
  { at: 'hint', ask: { kind: 'area', rows: 2, name: 'question-hint', label: '提示', hint: '题目下面的一两句话', optional: true } },
]
const later: readonly Said[] = [
  { at: 'why', ask: { kind: 'area', rows: 2, name: 'question-why', label: '为什么问', hint: '折起来的说明，写明依据', optional: true } },
  { at: 'task', ask: { kind: 'line', name: 'question-task', label: '在任务列表里叫什么', hint: '不写就用题目', optional: true } },
]

function Head({ b, question, nth, all }: { b: Building; question: Question; nth: number; all: readonly Question[] }) {
  const remove = () => {
    const next = all[nth + 1] ?? all[nth - 1]
    b.change(removeQuestion(b.file, question.id), `remove ${question.id}`, next?.id)
    if (next) focusOn(rowId(next.id))
  }
  return (
    <div className="row">
      <h2>
        第 {nth + 1} 题<span className="soft small">，共 {all.length} 题</span>
      </h2>
      <span className="right" />
      <Button onClick={() => moveOn(b, question.id, -1)} disabled={nth === 0}>
        往前移
      </Button>
      <Button onClick={() => moveOn(b, question.id, 1)} disabled={nth === all.length - 1}>
        往后移
      </Button>
      <Button onClick={remove} disabled={all.length === 1}>
        删掉这一题
      </Button>
      <Button onClick={b.undo} disabled={!b.undo}>
        撤销
      </Button>
    </div>
  )
}

/** Everything about one question: its words, when it is asked, and what it asks for. */
function QuestionEditor({ b }: { b: Building }) {
  const all = b.file.ui.sections.flatMap((s) => s.questions)
  const nth = all.findIndex((q) => q.id === b.at)
  const question = all[nth]
  if (!question) return <p className="soft">从左边选一题。</p>
  const section = b.file.ui.sections.find((s) => s.questions.includes(question))!
  const edit = (part: Partial<Question>, what: string) => b.change(editQuestion(b.file, question.id, part), `${what} ${question.id}`)
  const own = b.findings.filter((f) => questionAt(b.file, f.path) === question.id && !/^(ui\.fields|schema)/.test(f.path))
  const add = (widget: Widget) => {
    const { file, name } = addField(b.file, question.id, widget, b.taken)
    b.change(file, `add ${name}`)
    focusOn(`ask-${name}-label`)
  }
  const say = ({ at, ask }: Said) => (
    <AskField key={at} ask={ask} value={question[at]} set={(v) => edit({ [at]: at === 'title' ? String(v) : v || undefined }, at)} />
  )
  return (
    <div className="stack fields scroll" key={question.id}>
      <Head b={b} question={question} nth={nth} all={all} />
      {own.map((f) => (
        <Wrong key={f.path + f.sentence} sentence={f.sentence} />
      ))}
      {first.map(say)}
      <h3>要填的</h3>
      {question.fields.map((name) => (
        <FieldBox key={name} b={b} question={question} name={name} />
      ))}
      <AddSelect<Widget>
        label="再加一个要填的"
        className="wide"
        placeholder="再加一个要填的：选怎么填"
        options={widgetChoices()}
        add={add}
      />
      <When
        label="这一题什么时候问"
        condition={question.when}
        before={askedBefore(b.form, question.id)}
        form={b.form}
        set={(when) => edit({ when }, 'when')}
      />
      {later.map(say)}
      <AskField
        ask={{ kind: 'line', name: 'section-title', label: '在哪个部分', hint: '改了，这个部分的每一题都跟着改' }}
        value={section.title}
        set={(v) => b.change(editSection(b.file, section.id, String(v)), `section ${section.id}`)}
      />
    </div>
  )
}

/** What is wrong with the form as a whole, and where it is with each question. */
function Found({ b }: { b: Building }) {
  const titleOf = (id: string | undefined) => b.file.ui.sections.flatMap((s) => s.questions).find((q) => q.id === id)?.title
  return (
    <section className="block">
      <h2>
        核对 <span role="status">{b.findings.length === 0 ? '没有要改的' : `${b.findings.length} 处要改`}</span>
      </h2>
      <ul className="findings">
        {b.findings.map((f) => {
          const id = questionAt(b.file, f.path)
          return (
            <li key={f.path + f.sentence}>
              {id === undefined ? (
                f.sentence
              ) : (
                <button type="button" className="btn bare nav" onClick={() => b.choose(id)}>
                  <span>
                    <b>{titleOf(id) || '还没有题目'}</b>：{f.sentence}
                  </span>
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type Props = { page: DraftPage; first: FormFile; scenarios: unknown; keep: (text: string) => void; children: ReactNode }

/** The questions of an item, written where they are seen: all of them, the one that is worked on, and what the applicant will see. */
export function FormBuilder({ page, first, scenarios, keep, children }: Props) {
  const elements = useMemo(() => new Map(page.elements.map((e) => [e.id, e])), [page.elements])
  const b = useBuilder(first, elements, scenarios, keep)
  const when = b.file.ui.sections.flatMap((s) => s.questions).find((q) => q.id === b.at)?.when
  return (
    <ConfigProvider componentDisabled={!page.writable}>
      <div className="builder">
        <Outline b={b} writable={page.writable} />
        <QuestionEditor b={b} />
        <div className="stack scroll">
          <section className="block">
            <h2>
              申请人看到的 <span>试着填，不会保存</span>
            </h2>
            {when ? <p className="soft small">{conditionWords(when, b.form)}，才看得到这一题。</p> : null}
            <Preview form={b.form} question={b.at} places={page.places} refused={b.refused} />
          </section>
          <Found b={b} />
          {children}
        </div>
      </div>
    </ConfigProvider>
  )
}
