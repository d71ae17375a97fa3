import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { setPattern, setSentence } from '#kernel/form/rules/build.ts'
import { commonPatterns, isSlow, matcherOf, type Refusal, refusalsOf } from '#kernel/form/rules/refused.ts'
import type { ScalarSchema } from '#kernel/form/schema/field.ts'
import type { Building } from './use-builder.ts'

type Props = { b: Building; name: string }

const free = ''
const own = 'own'
const ways = [
  { value: free, label: '怎么写都可以' },
  ...commonPatterns.map(({ pattern, title }) => ({ value: pattern, label: title })),
  { value: own, label: '自己写规则' },
]

/** Tries a text on the pattern: whoever writes a rule sees whom it stops before anybody is stopped. */
function Trial({ pattern, sentence, name }: { pattern: string; sentence: string | undefined; name: string }) {
  const [text, setText] = useState('')
  const passes = isSlow(pattern) ? undefined : matcherOf(pattern)
  if (!passes) return null
  const told = passes(text) ? '这样写可以' : `会说：${sentence ?? ''}`
  return (
    <div className="row">
      <Input
        aria-label="试着填"
        className="option"
        placeholder="填一个试试"
        id={`ask-${name}-trial`}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <span role="status" className={passes(text) ? 'soft' : 'wrong'}>
        {text === '' ? '' : told}
      </span>
    </div>
  )
}

/** How a line of text has to be written: picked from what many forms ask for, or an own regular expression. */
export function Writing({ b, name }: Props) {
  const { pattern } = (b.file.schema.properties[name] ?? {}) as ScalarSchema
  const [opened, setOpened] = useState(false)
  const isCommon = commonPatterns.some((c) => c.pattern === pattern)
  const isOwn = opened || (pattern !== undefined && !isCommon)
  const put = (next: string | undefined) => b.change(setPattern(b.file, name, next), `pattern ${name}`)
  const pick = (way: string) => {
    setOpened(way === own)
    const common = commonPatterns.find((c) => c.pattern === way)
    if (way === free) return put(undefined)
    if (!common) return undefined
    const label = b.form.ui.fields[name]?.label || '这一项'
    return b.change(setSentence(setPattern(b.file, name, way), name, 'pattern', common.sentence(label)), `pattern ${name}`)
  }
  const said = refusalsOf(b.form, name).find((r) => r.keyword === 'pattern')?.said
  return (
    <div className="stack tight">
      <label htmlFor={`ask-${name}-way`}>
        <b>写法</b>
      </label>
      <Select id={`ask-${name}-way`} className="wide" value={isOwn ? own : (pattern ?? free)} options={ways} onChange={pick} />
      {isOwn ? (
        <>
          <label htmlFor={`ask-${name}-pattern`} className="soft small">
            正则表达式，从 ^ 写到 $，例如 ^\d{'{15}'}$ 是 15 位数字
          </label>
          <Input
            id={`ask-${name}-pattern`}
            className="num"
            value={pattern ?? ''}
            onChange={(e) => put(e.target.value === '' ? undefined : e.target.value)}
          />
        </>
      ) : null}
      {pattern === undefined ? null : <Trial pattern={pattern} sentence={said} name={name} />}
    </div>
  )
}

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
