import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useMoving } from '#kernel/draft/web/desk/moving.ts'
import { RehearsalPart } from '#kernel/draft/web/desk/rehearsal.tsx'
import { DraftVerbs } from '#kernel/draft/web/desk/verbs.tsx'
import { Differences } from '#ui/desk/differences.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import type { DraftPage } from '../../schema/desk.ts'
import { EditableBench } from './bench.tsx'
import type { Wanted } from './editor.tsx'
import { Findings, useWriting, Write } from './write.tsx'

/** The parts of a draft in the order of the work: write, mend, try, compare, rehearse. */
function Draft({ page, again }: { page: DraftPage; again: () => void }) {
  const go = useNavigate()
  const writing = useWriting(page, again)
  const [wanted, setWanted] = useState<Wanted>()
  const path = `/decision-drafts/${page.id}`
  const editable = page.verbs.some((v) => v.verb === 'edit' && v.open)
  return (
    <Scrolled label="在编的版本">
      <p className="pad">为什么改：{page.reason}</p>
      <DraftVerbs
        path={path}
        verbs={page.verbs}
        rehearsal={page.rehearsal}
        done={(over) => (over ? go(`/desk/decisions/${page.code}`) : again())}
      />
      {editable ? <Write page={page} writing={writing} wanted={wanted} /> : null}
      <Findings
        findings={page.findings}
        find={editable && writing.view === 'drawn' ? (finding) => setWanted((old) => ({ finding, turn: (old?.turn ?? 0) + 1 })) : undefined}
      />
      <EditableBench page={page} editable={editable} save={writing.save} />
      <section className="pad" aria-label="不同">
        <h2>和第 {page.base} 版的不同</h2>
        {page.differences.length === 0 ? <p>没有不同。</p> : <Differences label="两个版本的不同" rows={page.differences} />}
      </section>
      <RehearsalPart kind="decision" path={path} rehearsal={page.rehearsal} again={again} />
    </Scrolled>
  )
}

/** A version under way: written, checked, tried, rehearsed, handed on. */
export function DraftPageView() {
  const { draft = '' } = useParams()
  const loaded = useLoaded<DraftPage>(`/decision-drafts/${draft}`)
  const { data, again } = loaded
  useMoving(data?.rehearsal, again)
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
