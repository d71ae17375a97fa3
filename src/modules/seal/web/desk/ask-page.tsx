import { Button, ConfigProvider } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Ask } from '#ui/desk/ask.tsx'
import { AskField, Wrong } from '#ui/desk/ask.tsx'
import { newKey, sentenceOf, Told, upload } from '#ui/desk/client.ts'
import { FileField } from '#ui/desk/file-field.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { nextTheme } from '#ui/desk-theme.ts'

type Kept = { rows: { value: string; label: string }[] }
type Values = Record<string, unknown>

const ways: Record<string, readonly Ask[]> = {
  text: [{ kind: 'line', name: 'text', label: '哪几个字', hint: '盖在文件里最后一处这几个字的正中，例如单位名称、（盖章）' }],
  page: [
    { kind: 'number', name: 'page', label: '第几页', min: 1 },
    { kind: 'number', name: 'x', label: '章的中心离左边', unit: '毫米', min: 0 },
    { kind: 'number', name: 'y', label: '章的中心离页顶', unit: '毫米', min: 0 },
  ],
  across: [{ kind: 'number', name: 'top', label: '离页顶', unit: '毫米', min: 0, first: 120 }],
}

const asksOf = (seals: Kept['rows'], where: string): readonly Ask[] => [
  { kind: 'choose', name: 'seal', label: '用哪枚章', options: seals },
  { kind: 'line', name: 'title', label: '文件标题' },
  { kind: 'area', name: 'purpose', label: '用途', hint: '审批人看着这句话决定批不批' },
  { kind: 'line', name: 'caseNo', label: '办件编号', hint: '属于哪一件就写；2 号章必须写', optional: true },
  {
    kind: 'pick',
    name: 'where',
    label: '盖在哪里',
    options: [
      { value: 'text', label: '盖在几个字上' },
      { value: 'page', label: '按页码和位置' },
      { value: 'across', label: '骑缝章' },
    ],
  },
  ...ways[where]!,
]

const sent = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, String(v)]])))

/** One file is one request; an archive is a batch. Answers the page of what came of it. */
async function send(file: File | undefined, values: Values, key: string): Promise<string> {
  const many = /\.zip$/i.test(file?.name ?? '')
  const { id } = await upload<{ id: string }>(many ? '/seals/batches' : '/seals/requests', file, { fields: sent(values), key })
  return many ? `/desk/seal-batches/${id}` : `/desk/seal-requests/${id}`
}

function Form({ seals, first }: { seals: Kept['rows']; first: string | undefined }) {
  const [values, setValues] = useState<Values>({
    seal: first ?? (seals.length === 1 ? seals[0]!.value : undefined),
    where: 'text',
    top: 120,
  })
  const [file, setFile] = useState<File>()
  const [wrong, setWrong] = useState<Told>()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const go = useNavigate()
  const asks = asksOf(seals, String(values.where))
  const submit = async () => {
    setBusy(true)
    try {
      go(await send(file, values, key))
    } catch (error) {
      setWrong(error instanceof Told ? error : new Told(0, 'fault', sentenceOf(error)))
      if (!(error instanceof Told) || error.code !== 'offline') setKey(newKey())
    } finally {
      setBusy(false)
    }
  }
  const sentence = (name: string) => wrong?.fields.find((f) => f.field === name)?.sentence
  return (
    <section className="scroll">
      <form
        className="pad stack form-narrow"
        onSubmit={(e) => {
          e.preventDefault()
          void submit()
        }}
      >
        <div className="stack tight">
          <label htmlFor="ask-file">
            <b>要盖章的文件</b>
          </label>
          <span className="soft small">一份 OFD，最大 50 MB；或者一个 ZIP，里面是要一起盖的 OFD。批准的就是这些，改一个字节都盖不了</span>
          <FileField id="ask-file" accept=".ofd,.zip" chosen={([file]) => setFile(file)} />
          <Wrong sentence={sentence('file')} />
        </div>
        {asks.map((ask) => (
          <AskField
            key={ask.name}
            ask={ask}
            value={values[ask.name]}
            set={(v) => setValues((old) => ({ ...old, [ask.name]: v }))}
            wrong={sentence(ask.name)}
          />
        ))}
        <Wrong sentence={wrong?.message} />
        <div>
          <ConfigProvider theme={nextTheme}>
            <Button type="primary" htmlType="submit" loading={busy}>
              提交申请
            </Button>
          </ConfigProvider>
        </div>
      </form>
    </section>
  )
}

/** Asking to use a seal that one keeps on one file; a second person approves. */
export function AskPage() {
  const kept = useLoaded<Kept>('/seals/kept')
  const [search] = useSearchParams()
  return (
    <PlainPage title="申请用印" loaded={kept} back={{ text: '用印申请', to: '/desk/seal-requests' }}>
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyList why="您现在不是哪枚印章的用印人，不能申请用印。" then="请本单位印章管理员在印章页上指定您为用印人。" />
        ) : (
          <Form seals={rows} first={search.get('seal') ?? undefined} />
        )
      }
    </PlainPage>
  )
}
