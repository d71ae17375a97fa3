import { Button } from 'antd'
import { useState } from 'react'
import { sentenceOf, upload } from '#ui/desk/client.ts'
import { FileField } from '#ui/desk/file-field.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import { told } from '../../rules.ts'
import type { Answer, Kind } from '../../schema.ts'

const Verdict = ({ answer }: { answer: Answer }) => {
  const fits = answer.read - answer.rejected.length
  return (
    <div>
      <p role="status">
        读了 {answer.read} 行，{fits} 行可以导入{answer.written < fits ? `（其中 ${fits - answer.written} 行已经在库里）` : ''}，
        {answer.rejected.length} 行要改。只是核对，什么都没有写入。{answer.rejected.length > 0 ? '改好以后再选一次这个文件。' : ''}
      </p>
      {answer.rejected.length > 0 ? (
        <ul className="wrongs">
          {told(answer.rejected).map((r) => (
            <li key={r.message}>
              <b>{r.lines}</b>：{r.message}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function KindBlock({ kind }: { kind: Kind }) {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer>()
  const [wrong, setWrong] = useState<string>()
  const check = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setAnswer(undefined)
    setWrong(undefined)
    try {
      setAnswer(await upload<Answer>(`/imports/${kind.id}/check`, file))
    } catch (error) {
      setWrong(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="block import" aria-label={kind.title}>
      <h2>{kind.title}</h2>
      <p className="soft">{kind.about}</p>
      <p className="row">
        <Button href={`/imports/${kind.id}/template`}>下载模板</Button>
        <FileField name={`核对${kind.title}的文件`} accept=".xlsx,.jsonl" disabled={busy} chosen={(files) => void check(files[0])} />
        {busy ? <span role="status">正在逐行核对</span> : null}
      </p>
      {wrong ? <p role="alert">{wrong}</p> : null}
      {answer ? <Verdict answer={answer} /> : null}
      <details>
        <summary>各列怎么填</summary>
        <dl className="kv">
          {kind.columns.map((c) => [
            <dt key={`${c.title} 列`}>{c.title}</dt>,
            <dd key={c.title}>
              {c.needed ? '必填。' : ''}
              {c.hint}
            </dd>,
          ])}
        </dl>
      </details>
      <p className="soft small">
        核对无误后，由机房的人写入：<code>npx haoban import {kind.id} 文件.xlsx</code>。同一个文件再来一次不会重复。
      </p>
    </section>
  )
}

/** Registers that can be taken in: a template each, and a check of a file that writes nothing. */
export function ImportsPage() {
  const loaded = useLoaded<{ kinds: Kind[] }>('/imports')
  return (
    <PlainPage title="数据导入" loaded={loaded} note={() => '按下面的顺序来，后面的要用到前面的'}>
      {({ kinds }) => (
        <Scrolled label="可以导入的登记册">
          {kinds.map((kind) => (
            <KindBlock key={kind.id} kind={kind} />
          ))}
        </Scrolled>
      )}
    </PlainPage>
  )
}
