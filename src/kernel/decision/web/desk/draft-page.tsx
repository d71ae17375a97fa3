import { Button, Input, Segmented } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { command, sentenceOf } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import type { DraftPage } from '../../schema/desk.ts'
import type { Finding } from '../../schema/model.ts'
import { DraftVerbs } from './draft-verbs.tsx'
import type { Pen } from './editor.tsx'
import { RehearsalPart } from './rehearsal.tsx'
import { Bench, Differences } from './table-view.tsx'

const Editor = lazy(() => import('./editor.tsx'))

const Findings = ({ findings }: { findings: readonly Finding[] }) => (
  <section className="pad" aria-label="检查">
    <h2>检查</h2>
    {findings.length === 0 ? (
      <p>没有要改的地方。</p>
    ) : (
      <ul>
        {findings.map((f) => (
          <li key={`${f.line}:${f.column}${f.sentence}`}>
            <span className={f.severity === 'error' ? 'tag hot' : 'tag'}>{f.severity === 'error' ? '要改' : '请看'}</span> {f.sentence}
            <small className="soft">
              {' '}
              第 {f.line} 行{f.in ? `，${f.in}` : ''}
            </small>
          </li>
        ))}
      </ul>
    )}
  </section>
)

type Writing = { page: DraftPage; changed: () => void }

/** The file in the modeller or as text; saving checks it, runs its tests and shows what differs. */
function Write({ page, changed }: Writing) {
  const [view, setView] = useState<'drawn' | 'text'>('drawn')
  const [text, setText] = useState(page.xml)
  const [wrong, setWrong] = useState('')
  const pen = useRef<Pen>(undefined)
  const ready = useCallback((to: Pen) => {
    pen.current = to
  }, [])
  useEffect(() => setText(page.xml), [page.xml])
  const save = async () => {
    try {
      const xml = view === 'drawn' && pen.current ? await pen.current() : text
      await command(`/decision-drafts/${page.id}/edit`, { revision: page.revision, xml })
      setWrong('')
      changed()
    } catch (error) {
      setWrong(sentenceOf(error))
    }
  }
  return (
    <section className="pad" aria-label="编辑">
      <div className="row">
        <Segmented
          value={view}
          onChange={(v) => setView(v as typeof view)}
          options={[
            { value: 'drawn', label: '表格' },
            { value: 'text', label: '文件' },
          ]}
        />
        <Button type="primary" onClick={() => void save()}>
          保存并检查
        </Button>
      </div>
      {wrong ? (
        <p role="alert" className="wrong">
          {wrong}
        </p>
      ) : null}
      {view === 'drawn' ? (
        <Suspense fallback={<p role="status">正在打开编辑器</p>}>
          <Editor key={page.revision} xml={page.xml} ready={ready} />
        </Suspense>
      ) : (
        <Input.TextArea aria-label="规则表的文件" rows={24} value={text} onChange={(e) => setText(e.target.value)} spellCheck={false} />
      )}
    </section>
  )
}

/** A version under way: written, checked, tried, rehearsed, handed on. */
export function DraftPageView() {
  const { draft = '' } = useParams()
  const go = useNavigate()
  const loaded = useLoaded<DraftPage>(`/decision-drafts/${draft}`)
  const { data, again } = loaded
  const isMoving = data?.rehearsal?.status === 'waiting' || data?.rehearsal?.status === 'running'
  useEffect(() => {
    if (!isMoving) return
    const next = setInterval(again, 1_500)
    return () => clearInterval(next)
  }, [isMoving, again])
  return (
    <PlainPage
      title={data ? `在编的规则表：${data.title}` : '在编的规则表'}
      loaded={loaded}
      back={{ text: '回到规则表', to: data ? `/desk/decisions/${data.code}` : '/desk/decisions' }}
      note={(d) => `从第 ${d.base} 版改起，${d.statusName}，${d.savedBy}保存`}
      tools={data ? <Link to={`/desk/decisions/${data.code}`}>看现行的表</Link> : null}
    >
      {(page) => (
        <div className="scroll">
          <p className="pad">为什么改：{page.reason}</p>
          <DraftVerbs page={page} done={(published) => (published ? go(`/desk/decisions/${page.code}`) : again())} />
          {page.verbs.some((v) => v.verb === 'edit' && v.open) ? <Write page={page} changed={again} /> : null}
          <Findings findings={page.findings} />
          <section className="pad">
            <h2>和第 {page.base} 版的不同</h2>
            {page.differences.length === 0 ? <p>没有不同。</p> : <Differences rows={page.differences} />}
          </section>
          <section className="pad">
            <h2>测试用例</h2>
            <Bench tests={page.tests} />
          </section>
          <RehearsalPart page={page} />
        </div>
      )}
    </PlainPage>
  )
}
