import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { command, Told } from '#ui/desk/client.ts'
import type { FoundApplicant } from '../../schema/desk.ts'

type Values = { no: string; name: string; phone: string }

/** Looks for a number; with `fresh` it registers who stands there. What was refused comes back as its sentence. */
async function lookFor(
  kind: FoundApplicant['kind'],
  { no, name, phone }: Values,
  fresh: boolean,
): Promise<{ answer?: FoundApplicant; sentence: string }> {
  const number = kind === 'natural' ? { idNo: no } : { uscc: no }
  return command<FoundApplicant>('/work/applicants', { kind, ...number, name: fresh ? name : '', phone: phone || undefined }).then(
    (answer) => ({ answer, sentence: answer.found ? '' : answer.sentence }),
    (error: unknown) => ({ sentence: error instanceof Told ? (error.fields[0]?.sentence ?? error.message) : '没有查到，请再试一次' }),
  )
}

const Found = ({ who, change }: { who: FoundApplicant; change: () => void }) => (
  <p className="row">
    <b>{who.name}</b>
    <span className="num soft">{who.no}</span>
    <span className="tag ok">{who.sentence}</span>
    <Button size="small" onClick={change}>
      换一位
    </Button>
  </p>
)

/** Finds the applicant by his number, or registers him; `kinds` are those the item is for. */
export function ApplicantPart({
  kinds,
  found,
  chosen,
}: {
  kinds: readonly ('natural' | 'legal')[]
  found: FoundApplicant | undefined
  chosen: (a: FoundApplicant | undefined) => void
}) {
  const [kind, setKind] = useState(kinds[0] ?? 'natural')
  const [values, setValues] = useState({ no: '', name: '', phone: '' })
  const [fresh, setFresh] = useState(false)
  const [wrong, setWrong] = useState('')
  const set = (part: Partial<typeof values>) => {
    setValues((v) => ({ ...v, ...part }))
    setWrong('')
  }
  const ask = async () => {
    const { answer, sentence } = await lookFor(kind, values, fresh)
    setWrong(sentence)
    if (answer) setFresh(!answer.found)
    chosen(answer?.found ? answer : undefined)
  }
  if (found?.found)
    return (
      <Found
        who={found}
        change={() => {
          chosen(undefined)
          setFresh(false)
        }}
      />
    )
  return (
    <div className="stack">
      {kinds.length > 1 ? (
        <Segmented
          value={kind}
          onChange={(k) => {
            setKind(k as typeof kind)
            setFresh(false)
          }}
          options={[
            { value: 'natural', label: '个人' },
            { value: 'legal', label: '单位、个体户' },
          ]}
        />
      ) : null}
      <div className="row">
        <label htmlFor="who-no">{kind === 'natural' ? '身份证号' : '统一社会信用代码'}</label>
        <Input
          id="who-no"
          className="number"
          value={values.no}
          maxLength={30}
          onChange={(e) => set({ no: e.target.value })}
          onPressEnter={() => void ask()}
        />
        {fresh ? (
          <>
            <label htmlFor="who-name">{kind === 'natural' ? '姓名' : '名称'}</label>
            <Input id="who-name" className="number" value={values.name} onChange={(e) => set({ name: e.target.value })} />
            <label htmlFor="who-phone">手机</label>
            <Input id="who-phone" className="number" value={values.phone} onChange={(e) => set({ phone: e.target.value })} />
          </>
        ) : null}
        <Button onClick={() => void ask()}>{fresh ? '登记' : '查找'}</Button>
      </div>
      {wrong ? (
        <p role="alert" className="wrong">
          {wrong}
        </p>
      ) : null}
    </div>
  )
}
