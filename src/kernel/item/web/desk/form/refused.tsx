import { Button, Input } from 'antd'
import { setSentence } from '#kernel/form/rules/build.ts'
import { type Refusal, refusalsOf } from '#kernel/form/rules/refused.ts'
import type { Building } from './use-builder.ts'

type Props = { b: Building; name: string }

function RefusalLine({ b, name, refusal: r }: Props & { refusal: Refusal }) {
  const written = b.file.ui.fields[name]?.sentences?.[r.keyword]
  const shown = b.refused?.field === name && b.refused.keyword === r.keyword
  const id = `ask-${name}-says-${r.keyword}`
  return (
    <div className="row">
      <label htmlFor={id} className="told">
        {r.about}
      </label>
      <Input
        id={id}
        className="says"
        placeholder={r.usual}
        value={written ?? ''}
        onChange={(e) => {
          b.change(setSentence(b.file, name, r.keyword, e.target.value || undefined), `says ${r.keyword} ${name}`)
          b.refuse({ field: name, keyword: r.keyword })
        }}
      />
      <Button
        size="small"
        disabled={false}
        aria-pressed={shown}
        aria-label={`${shown ? '不看了' : '看样子'}：${r.about}`}
        onClick={() => b.refuse(shown ? undefined : { field: name, keyword: r.keyword })}
      >
        {shown ? '不看了' : '看样子'}
      </Button>
    </div>
  )
}

/** What is said to an answer that is not taken: the usual sentence, or the form's own; each can be looked at in the preview. */
export function Refusals({ b, name }: Props) {
  const refusals = refusalsOf(b.form, name)
  if (refusals.length === 0) return null
  return (
    <fieldset className="stack tight" aria-label={`${b.form.ui.fields[name]?.label || '这一项'}填错时说的话`}>
      <b>填错时说的话</b>
      <span className="soft small">不写就说灰色的那句；写自己的，要说清楚怎么改</span>
      {refusals.map((r) => (
        <RefusalLine key={r.keyword} b={b} name={name} refusal={r} />
      ))}
    </fieldset>
  )
}
