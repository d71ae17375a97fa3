import { Input, Select } from 'antd'
import { useState } from 'react'
import { commonPatterns, isSlow, matcherOf } from '#kernel/form/rules/refused.ts'

const free = ''
const own = 'own'
const ways = [
  { value: free, label: '怎么写都可以' },
  ...commonPatterns.map(({ pattern, title }) => ({ value: pattern, label: title })),
  { value: own, label: '自己写规则' },
]

/** Tries a text on the pattern: whoever writes a rule sees whom it stops before anybody is stopped. */
function Trial({ pattern, said, id }: { pattern: string; said: string | undefined; id: string }) {
  const [text, setText] = useState('')
  const passes = isSlow(pattern) ? undefined : matcherOf(pattern)
  if (!passes) return null
  const told = passes(text) ? '这样写可以' : `会说：${said ?? ''}`
  return (
    <div className="row">
      <Input
        aria-label="试着填"
        className="option"
        placeholder="填一个试试"
        id={`${id}-trial`}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <span role="status" className={passes(text) ? 'soft' : 'wrong'}>
        {text === '' ? '' : told}
      </span>
    </div>
  )
}

type Props = {
  id: string
  /** what is asked, for the sentence that goes with a common way */
  label: string
  pattern: string | undefined
  /** what is said to a text that is written otherwise */
  said: string | undefined
  /** `sentence` where the way brings one; a pattern that is typed keeps what was said */
  set: (pattern: string | undefined, sentence?: string) => void
}

/** How a line of text has to be written: picked from what many forms ask for, or an own regular expression. */
export function Writing({ id, label, pattern, said, set }: Props) {
  const [opened, setOpened] = useState(false)
  const isCommon = commonPatterns.some((c) => c.pattern === pattern)
  const isOwn = opened || (pattern !== undefined && !isCommon)
  const pick = (way: string) => {
    setOpened(way === own)
    const common = commonPatterns.find((c) => c.pattern === way)
    if (way === free) set(undefined)
    else if (common) set(way, common.sentence(label || '这一项'))
  }
  return (
    <div className="stack tight">
      <label htmlFor={`${id}-way`}>
        <b>写法</b>
      </label>
      <Select id={`${id}-way`} className="wide" value={isOwn ? own : (pattern ?? free)} options={ways} onChange={pick} />
      {isOwn ? (
        <>
          <label htmlFor={`${id}-pattern`} className="soft small">
            正则表达式，从 ^ 写到 $，例如 ^\d{'{15}'}$ 是 15 位数字
          </label>
          <Input
            id={`${id}-pattern`}
            className="num"
            value={pattern ?? ''}
            onChange={(e) => set(e.target.value === '' ? undefined : e.target.value)}
          />
        </>
      ) : null}
      {pattern === undefined ? null : <Trial pattern={pattern} said={said} id={id} />}
    </div>
  )
}
