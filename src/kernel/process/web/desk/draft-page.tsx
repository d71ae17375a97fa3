import { Button, Input, Segmented } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useMoving } from '#kernel/draft/web/desk/moving.ts'
import { RehearsalPart } from '#kernel/draft/web/desk/rehearsal.tsx'
import { DraftVerbs } from '#kernel/draft/web/desk/verbs.tsx'
import { command, sentenceOf } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import type { DraftPage, Finding, Mark } from '../../schema/desk.ts'
import { check } from './check.ts'
import type { Pen } from './editor.tsx'
import { Play } from './play.tsx'

const Editor = lazy(() => import('./editor.tsx'))
const Diagram = lazy(() => import('./diagram.tsx'))

const Findings = ({ findings }: { findings: readonly Finding[] }) => (
  <section className="pad" aria-label="检查">
    <h2>检查</h2>
    {findings.length === 0 ? (
      <p>没有要改的地方。</p>
    ) : (
      <ul>
        {findings.map((f) => (
          <li key={`${f.rule}${f.element}${f.sentence}`}>
            <span className="tag hot">{f.kind}</span> {f.element && f.rule !== 'HAOBAN' ? `${f.element}：` : ''}
            {f.sentence}
          </li>
        ))}
      </ul>
    )}
  </section>
)

type Writing = { page: DraftPage; changed: () => void }

/** The file in the modeller or as text. Whatever is drawn is checked at once, marked in the drawing, and can be played. */
function Write({ page, changed }: Writing) {
  const { subject, branches } = page
  const [view, setView] = useState<'drawn' | 'text'>('drawn')
  const [text, setText] = useState(page.xml)
  const [findings, setFindings] = useState<readonly Finding[]>(page.findings)
  const [playing, setPlaying] = useState(false)
  const [wrong, setWrong] = useState('')
  const pen = useRef<Pen>(undefined)
  useEffect(() => setText(page.xml), [page.xml])
  const look = useCallback(
    (xml: string) => {
      const found = check(xml, { subject, branches })
      setText(xml)
      setFindings(found)
      pen.current?.show({ faults: found.map((f) => f.element) })
    },
    [subject, branches],
  )
  const ready = useCallback(
    (to: Pen) => {
      pen.current = to
      to.show({ faults: page.findings.map((f) => f.element) })
    },
    [page.findings],
  )
  const show = useCallback((marks: readonly Mark[]) => pen.current?.show({ marks }), [])
  const save = async () => {
    try {
      const xml = view === 'drawn' && pen.current ? await pen.current.write() : text
      await command(`/process-drafts/${page.id}/edit`, { revision: page.revision, xml })
      setWrong('')
      changed()
    } catch (error) {
      setWrong(sentenceOf(error))
    }
  }
  return (
    <>
      <section className="pad" aria-label="编辑">
        <div className="row">
          <Segmented
            value={view}
            onChange={(v) => setView(v as typeof view)}
            options={[
              { value: 'drawn', label: '图' },
              { value: 'text', label: '文件' },
            ]}
          />
          <Button type="primary" onClick={() => void save()}>
            保存并检查
          </Button>
          {page.subject && view === 'drawn' ? (
            <Button aria-expanded={playing} onClick={() => setPlaying(!playing)}>
              {playing ? '不试走了' : '试走一遍'}
            </Button>
          ) : null}
        </div>
        {wrong ? (
          <p role="alert" className="wrong">
            {wrong}
          </p>
        ) : null}
        {view === 'drawn' ? (
          <Suspense fallback={<p role="status">正在打开编辑器</p>}>
            <Editor key={page.revision} xml={page.xml} ready={ready} changed={look} />
          </Suspense>
        ) : (
          <Input.TextArea aria-label="流程图的文件" rows={24} value={text} onChange={(e) => setText(e.target.value)} spellCheck={false} />
        )}
      </section>
      {playing && page.subject && view === 'drawn' ? (
        <section className="pad" aria-label="试走">
          <h2>试走</h2>
          <Play key={text} xml={text} subject={page.subject} show={show} />
        </section>
      ) : null}
      <Findings findings={findings} />
    </>
  )
}

const Moves = ({ moves }: Pick<DraftPage, 'moves'>) => (
  <section className="pad">
    <h2>在办的件</h2>
    <p>
      现行版本在办的件，{moves.can} 件能换到这一版，{moves.cannot.length} 件不能。发布不会换它们，它们按原来的版本走完。
    </p>
    <ul>
      {moves.cannot.map((m) => (
        <li key={m.title}>
          {m.title}：{m.why}
        </li>
      ))}
    </ul>
  </section>
)

/** A version under way: drawn, checked, played, handed on, published by another. */
export function DraftPageView() {
  const { draft = '' } = useParams()
  const go = useNavigate()
  const loaded = useLoaded<DraftPage>(`/process-drafts/${draft}`)
  const { data, again } = loaded
  const path = `/process-drafts/${draft}`
  useMoving(data?.rehearsal, again)
  const model = data ? `/desk/processes/${encodeURIComponent(data.key)}` : '/desk/processes'
  return (
    <PlainPage
      title={data ? `在编的流程图：${data.title}` : '在编的流程图'}
      loaded={loaded}
      back={{ text: '回到流程图', to: model }}
      note={(d) => `从第 ${d.base} 版改起，${d.statusName}，${d.savedBy}保存`}
      tools={data ? <Link to={model}>看现行的图</Link> : null}
    >
      {(page) => (
        <Scrolled label="在编的版本">
          <p className="pad">为什么改：{page.reason}</p>
          <DraftVerbs path={path} verbs={page.verbs} rehearsal={page.rehearsal} done={(over) => (over ? go(model) : again())} />
          {page.verbs.some((v) => v.verb === 'edit' && v.open) ? (
            <Write page={page} changed={again} />
          ) : (
            <>
              <section className="pad" aria-label="图">
                <Suspense fallback={<p role="status">正在打开流程图</p>}>
                  <Diagram xml={page.xml} />
                </Suspense>
              </section>
              <Findings findings={page.findings} />
            </>
          )}
          <Moves moves={page.moves} />
          <RehearsalPart kind="process" path={path} rehearsal={page.rehearsal} again={again} />
        </Scrolled>
      )}
    </PlainPage>
  )
}
