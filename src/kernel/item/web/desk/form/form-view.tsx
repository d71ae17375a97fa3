import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import type { DraftPage } from '../../../schema/desk.ts'
import { FormBuilder } from './builder.tsx'
import { readForm } from './use-builder.ts'

type TextProps = { page: DraftPage; first: string; keep: (text: string) => void }

/** The file itself, for what the screen does not offer. */
function FormText({ page, first, keep }: TextProps) {
  const [text, setText] = useState(first)
  return (
    <div className="stack">
      <p className="soft">申请人填的问题，按 form.json 的写法。</p>
      {page.findings
        .filter((f) => f.path.startsWith('form'))
        .map((f) => (
          <p key={f.path + f.sentence} className="wrong">
            {f.sentence} <span className="soft">{f.path}</span>
          </p>
        ))}
      <Input.TextArea
        aria-label="表单文件"
        className="code"
        rows={26}
        readOnly={!page.writable}
        value={text}
        onChange={(e) => {
          setText(e.target.value)
          keep(e.target.value)
        }}
      />
    </div>
  )
}

const read = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Props = { page: DraftPage; text: string; scenarios: unknown; keep: (text: string) => void; children: ReactNode }

/** The form of a version under way: its questions one by one, or the file that holds them. */
export function FormView({ page, text, scenarios, keep, children }: Props) {
  const [asFile, setAsFile] = useState(false)
  const file = readForm(read(text))
  const shown = asFile || !file
  return (
    <section className="col wide-col">
      <div className="row pad">
        <h2>表单</h2>
        <span className="soft">
          {file ? '申请人一页一题看到的问题。改完自动存，发布以后才生效。' : '这个文件现在读不成一张表单，改好以后才能一题一题地看。'}
        </span>
        <span className="right" />
        {file ? <Button onClick={() => setAsFile(!asFile)}>{asFile ? '看题目' : '看文件'}</Button> : null}
      </div>
      {shown ? (
        <div className="pad scroll">
          <FormText page={page} first={text} keep={keep} />
        </div>
      ) : (
        <FormBuilder page={page} first={file} scenarios={scenarios} keep={keep}>
          {children}
        </FormBuilder>
      )}
    </section>
  )
}
