import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import type { ModelPage, VersionLine } from '../../schema/desk.ts'
import { Spots } from './spots.tsx'

const Diagram = lazy(() => import('./diagram.tsx'))

const Version = ({ at, version: v, isShown }: { at: string; version: VersionLine; isShown: boolean }) => (
  <li>
    <span>
      <b>第 {v.version} 版</b> {v.current ? <span className="tag ok">现行</span> : null}
      {v.withdrawn ? <span className="tag">停用</span> : null}
    </span>
    <span>{momentText(v.publishedAt)} 发布</span>
    <span>
      {v.note ? `${v.note}，` : ''}在办 {v.running} 件，办完 {v.ended} 件{v.stopped > 0 ? `，停住 ${v.stopped} 件` : ''}
    </span>
    {isShown ? <span className="soft">上面的图</span> : <Link to={`${at}?version=${v.version}`}>看这一版的图</Link>}
  </li>
)

/** What may be done with a process: cases moved to another version, where there is one; the version under way, or a new one. */
const Tools = ({ page, begin }: { page: ModelPage; begin: () => void }) => (
  <>
    {page.mayMove && page.versions.length > 1 ? (
      <Link className="btn" to={`/desk/processes/${encodeURIComponent(page.key)}/moves`}>
        把在办的件换到别的版本
      </Link>
    ) : null}{' '}
    {page.draft ? (
      <Link to={`/desk/process-drafts/${page.draft}`}>看在编的版本</Link>
    ) : page.mayEdit ? (
      <Button type="primary" onClick={begin}>
        编新版本
      </Button>
    ) : null}
  </>
)

/** One process: its diagram with who stands where, where it takes long, and its versions. */
export function ModelPageView() {
  const { key = '' } = useParams()
  const [search] = useSearchParams()
  const asked = search.get('version')
  const go = useNavigate()
  const [beginning, setBeginning] = useState(false)
  const loaded = useLoaded<ModelPage>(`/process-models/${encodeURIComponent(key)}${asked ? `?version=${asked}` : ''}`)
  const page = loaded.data
  const tools = page ? <Tools page={page} begin={() => setBeginning(true)} /> : null
  return (
    <PlainPage
      title={loaded.data ? `流程图：${loaded.data.title}` : '流程图'}
      loaded={loaded}
      back={{ text: '回到流程图', to: '/desk/processes' }}
      note={(d) => `第 ${d.version} 版`}
      tools={tools}
    >
      {(d) => (
        <Scrolled label="现行的图">
          <section className="pad" aria-label="图">
            <Suspense fallback={<p role="status">正在打开流程图</p>}>
              <Diagram key={`${d.key}@${d.version}`} xml={d.xml} marks={d.marks} spots={d.spots} />
            </Suspense>
            <p className="soft">圆点里的数是停在那一步的件数；下面的字是平均停留多久。</p>
          </section>
          <section className="pad">
            <h2>最慢的步骤</h2>
            {d.spots.length === 0 ? <p>还没有哪一件走完一步。有了以后，这里按平均停留多久排出最慢的步骤。</p> : <Spots spots={d.spots} />}
            {d.counted > 0 ? <p className="soft">按最近 {d.counted} 件算，时间按自然时间。</p> : null}
          </section>
          <section className="pad">
            <h2>版本</h2>
            <ul className="versions">
              {d.versions.map((v) => (
                <Version
                  key={v.version}
                  at={`/desk/processes/${encodeURIComponent(d.key)}`}
                  version={v}
                  isShown={v.version === d.version}
                />
              ))}
            </ul>
          </section>
          {beginning ? (
            <ActPanel
              act={{
                title: '编新版本',
                path: `/process-models/${encodeURIComponent(d.key)}/drafts`,
                asks: [{ kind: 'area', name: 'reason', label: '为什么要改' }],
              }}
              done={(answer) => go(`/desk/process-drafts/${(answer as { draft: string }).draft}`)}
              close={() => setBeginning(false)}
            />
          ) : null}
        </Scrolled>
      )}
    </PlainPage>
  )
}
