import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import type { ModelPage, VersionLine } from '../../schema/desk.ts'
import { Bench, Tables } from './table-view.tsx'

const Version = ({ code, version: v }: { code: string; version: VersionLine }) => (
  <li>
    <span>
      <b>第 {v.version} 版</b> {v.current ? <span className="tag ok">现行</span> : null}
    </span>
    <span>
      {v.by}，{momentText(v.publishedAt)}
    </span>
    <span>
      {v.note} <span className="soft">{v.rehearsed}</span>
    </span>
    {v.version > 1 ? <Link to={`/desk/decisions/${code}/compare?from=${v.version - 1}&to=${v.version}`}>和上一版对照</Link> : null}
  </li>
)

/** One model: the table in force, its tests, its versions, and the one under way. */
export function ModelPageView() {
  const { code = '' } = useParams()
  const go = useNavigate()
  const [beginning, setBeginning] = useState(false)
  const loaded = useLoaded<ModelPage>(`/decision-models/${code}`)
  const page = loaded.data
  const tools = page?.draft ? (
    <Link to={`/desk/decision-drafts/${page.draft}`}>看在编的版本</Link>
  ) : page?.mayEdit ? (
    <Button type="primary" onClick={() => setBeginning(true)}>
      编新版本
    </Button>
  ) : null
  return (
    <PlainPage
      title={page ? `规则表：${page.title}` : '规则表'}
      loaded={loaded}
      back={{ text: '回到规则表', to: '/desk/decisions' }}
      note={(d) => `现行第 ${d.version} 版`}
      tools={tools}
    >
      {(d) => (
        <Scrolled label="现行的表">
          {d.description ? <p className="pad">{d.description}</p> : null}
          <Tables decisions={d.decisions} />
          <section className="pad">
            <h2>测试用例</h2>
            <Bench tests={d.tests} />
          </section>
          <section className="pad">
            <h2>版本</h2>
            <ul className="versions">
              {d.versions.map((v) => (
                <Version key={v.version} code={code} version={v} />
              ))}
            </ul>
          </section>
          {beginning ? (
            <ActPanel
              act={{
                title: '编新版本',
                path: `/decision-models/${code}/drafts`,
                asks: [{ kind: 'area', name: 'reason', label: '为什么要改' }],
              }}
              done={(answer) => go(`/desk/decision-drafts/${(answer as { draft: string }).draft}`)}
              close={() => setBeginning(false)}
            />
          ) : null}
        </Scrolled>
      )}
    </PlainPage>
  )
}
