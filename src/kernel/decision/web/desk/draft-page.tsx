import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import type { DraftPage } from '../../schema/desk.ts'
import { EditableBench } from './bench.tsx'
import { DraftVerbs } from './draft-verbs.tsx'
import type { Wanted } from './editor.tsx'
import { RehearsalPart } from './rehearsal.tsx'
import { Differences } from './table-view.tsx'
import { Findings, useWriting, Write } from './write.tsx'

/** The parts of a draft in the order of the work: write, mend, try, compare, rehearse. */
function Draft({ page, again }: { page: DraftPage; again: () => void }) {
  const go = useNavigate()
  const writing = useWriting(page, again)
  const [wanted, setWanted] = useState<Wanted>()
  const editable = page.verbs.some((v) => v.verb === 'edit' && v.open)
  return (
    <Scrolled label="在编的版本">
      <p className="pad">为什么改：{page.reason}</p>
      <DraftVerbs page={page} done={(over) => (over ? go(`/desk/decisions/${page.code}`) : again())} />
      {editable ? <Write page={page} writing={writing} wanted={wanted} /> : null}
      <Findings
        findings={page.findings}
        find={editable && writing.view === 'drawn' ? (finding) => setWanted((old) => ({ finding, turn: (old?.turn ?? 0) + 1 })) : undefined}
      />
      <EditableBench page={page} editable={editable} save={writing.save} />
      <section className="pad" aria-label="不同">
        <h2>和第 {page.base} 版的不同</h2>
        {page.differences.length === 0 ? <p>没有不同。</p> : <Differences rows={page.differences} />}
      </section>
      <RehearsalPart page={page} again={again} />
    </Scrolled>
  )
}

/** A version under way: written, checked, tried, rehearsed, handed on. */
export function DraftPageView() {
  const { draft = '' } = useParams()
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
      {(page) => <Draft page={page} again={again} />}
    </PlainPage>
  )
}
