import { Button, Input, Segmented } from 'antd'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { Wrong } from '#ui/desk/ask.tsx'
import { command, sentenceOf } from '#ui/desk/client.ts'
import type { CaseText, DraftPage } from '../../schema/desk.ts'
import type { Finding } from '../../schema/model.ts'
import type { Pen, Wanted } from './editor.tsx'

const Editor = lazy(() => import('./editor.tsx'))

export type Writing = {
  view: 'drawn' | 'text'
  show: (view: 'drawn' | 'text') => void
  text: string
  write: (text: string) => void
  /** answers what was refused, nothing where it was saved */
  save: (cases?: readonly CaseText[]) => Promise<string>
  ready: (pen: Pen) => void
}

/** The text under way in the modeller or as a file: the pen of whichever is shown writes it, and one save takes it all along. */
export function useWriting(page: DraftPage, changed: () => void): Writing {
  const [view, setView] = useState<Writing['view']>('drawn')
  const [typed, setTyped] = useState({ revision: page.revision, text: page.xml })
  const pen = useRef<Pen>(undefined)
  // what was typed before a save is of another revision, and never drawn over the saved one
  const text = typed.revision === page.revision ? typed.text : page.xml
  const write = (now: string) => setTyped({ revision: page.revision, text: now })
  const ready = useCallback((to: Pen) => {
    pen.current = to
  }, [])
  const written = () => (view === 'drawn' && pen.current ? pen.current() : Promise.resolve(text))
  /** What was drawn is in the text when one looks at it, and the other way round. */
  const show = (next: Writing['view']) =>
    void written().then((now) => {
      write(now)
      pen.current = undefined
      setView(next)
    })
  const save = async (cases?: readonly CaseText[]) => {
    try {
      await command(`/decision-drafts/${page.id}/edit`, { revision: page.revision, xml: await written(), ...(cases ? { cases } : {}) })
      changed()
      return ''
    } catch (error) {
      return sentenceOf(error)
    }
  }
  return { view, show, text, write, save, ready }
}

const views = [
  { value: 'drawn' as const, label: '表格' },
  { value: 'text' as const, label: '文件' },
]

type WriteProps = { page: DraftPage; writing: Writing; wanted: Wanted | undefined }

/** The file in the modeller or as text; saving checks it, runs its tests and shows what differs. */
export function Write({ page, writing, wanted }: WriteProps) {
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const open = useRef<string>(undefined)
  const opened = useCallback((view: string) => {
    open.current = view
  }, [])
  const save = async () => {
    setBusy(true)
    setWrong(await writing.save())
    setBusy(false)
  }
  return (
    <section className="pad" aria-label="编辑">
      <div className="row">
        <Segmented aria-label="怎么编辑" value={writing.view} onChange={writing.show} options={views} />
        <Button type="primary" loading={busy} onClick={() => void save()}>
          保存并检查
        </Button>
        <Wrong sentence={wrong || undefined} />
      </div>
      {writing.view === 'drawn' ? (
        <Suspense fallback={<p role="status">正在打开编辑器</p>}>
          <Editor
            key={page.revision}
            inputs={page.named}
            xml={writing.text}
            findings={page.findings}
            open={open.current}
            opened={opened}
            ready={writing.ready}
            wanted={wanted}
          />
        </Suspense>
      ) : (
        <Input.TextArea
          aria-label="规则表的文件"
          rows={24}
          value={writing.text}
          onChange={(e) => writing.write(e.target.value)}
          spellCheck={false}
        />
      )}
    </section>
  )
}

type Find = ((finding: Finding) => void) | undefined

const FindingLine = ({ finding: f, find }: { finding: Finding; find: Find }) => (
  <li>
    <span className={f.severity === 'error' ? 'tag hot' : 'tag'}>{f.severity === 'error' ? '要改' : '请看'}</span>
    <span>
      {f.spot ? (
        <b>
          {f.in} {f.spot.text}：
        </b>
      ) : null}
      {f.sentence}
    </span>
    <small className="soft">第 {f.line} 行</small>
    {find && f.spot ? (
      <Button size="small" onClick={() => find(f)}>
        看这一格
      </Button>
    ) : null}
  </li>
)

const shownAtMost = 50

/** What is wrong or doubtful: the table, the rule and the cell by name, and a way to it. */
export const Findings = ({ findings, find }: { findings: readonly Finding[]; find: Find }) => (
  <section className="pad" aria-label="检查">
    <h2>检查</h2>
    {findings.length === 0 ? (
      <p>没有要改的地方。</p>
    ) : (
      <ul className="findings">
        {findings.slice(0, shownAtMost).map((f) => (
          <FindingLine key={`${f.line}:${f.column}${f.sentence}`} finding={f} find={find} />
        ))}
      </ul>
    )}
    {findings.length > shownAtMost ? <p className="soft">还有 {findings.length - shownAtMost} 处，改好上面的再看。</p> : null}
  </section>
)
