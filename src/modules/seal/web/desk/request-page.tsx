import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import type { Ask } from '#ui/desk/ask.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { NotThere } from '#ui/desk/not-there.tsx'
import { Facts } from '#ui/desk/plain-page.tsx'
import { useSeen } from '#ui/desk/seen.ts'
import { VerbPanel } from '#ui/desk/verbs.tsx'
import { requestStates } from '../../rules/life.ts'
import type { RequestVerb, RequestView, VerbState } from '../../schema/life.ts'

const opinion: Ask = { kind: 'area', name: 'opinion', label: '意见' }
const asks: Record<RequestVerb, readonly Ask[]> = { approve: [opinion], reject: [opinion], withdraw: [], stamp: [] }
const intros: Record<RequestVerb, string | undefined> = {
  approve: '批准的是您看到的这一份，文件变一个字节都盖不了。您的名字会留在用印记录里。',
  reject: undefined,
  withdraw: '撤回以后要盖章，得重新申请。',
  stamp: '章盖上就记入用印记录，不能撤回。',
}

const Matter = ({ r }: { r: RequestView['request'] }) => (
  <div className="block">
    <h2>申请</h2>
    <Facts
      facts={[
        [
          '印章',
          <Link key="s" to={`/desk/seals/${r.seal}`}>
            {r.sealName}
          </Link>,
        ],
        ['用途', r.purpose],
        ...(r.caseNo
          ? [
              [
                '办件',
                <span key="c" className="num">
                  {r.caseNo}
                </span>,
              ] as const,
            ]
          : []),
        ['位置', r.where],
        ['申请人', `${r.askedName}，${momentText(r.askedAt)}`],
        ...(r.decidedName ? [['审批人', `${r.decidedName}，${momentText(r.decidedAt!)}`] as const] : []),
        ...(r.opinion ? [['意见', r.opinion] as const] : []),
        ['文件', `${r.fileName}，${r.pages} 页`],
        [
          'SM3 摘要',
          <span key="h" className="small" title={r.documentHash}>
            {r.documentHash.slice(0, 16)}…
          </span>,
        ],
      ]}
    />
    <p>
      <a href={`/seals/requests/${r.id}/files/asked`}>下载原文件</a>
      {r.resultHash ? (
        <>
          {'　'}
          <a href={`/seals/requests/${r.id}/files/sealed`}>下载盖好的文件</a>
        </>
      ) : null}
    </p>
  </div>
)

/** The pages as they will be sealed, or as they are: what one approves, one has seen. */
function Pages({ r }: { r: RequestView['request'] }) {
  const [page, setPage] = useState(r.firstPage)
  return (
    <section className="col">
      <div className="tools">
        <b>{r.resultHash ? '盖好的样子' : '盖上以后的样子'}</b>
        <span className="right" />
        <Button size="small" disabled={page <= 1} onClick={() => setPage(page - 1)}>
          上一页
        </Button>
        <span className="num">
          第 {page} 页，共 {r.pages} 页
        </span>
        <Button size="small" disabled={page >= r.pages} onClick={() => setPage(page + 1)}>
          下一页
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a picture of a page is scrolled by keys only where it can take the focus (WCAG 2.1.1) */}
      <section className="page" tabIndex={0} aria-label={`第 ${page} 页`}>
        <img className="sheet-page" src={`/seals/requests/${r.id}/pages/${page}?${r.state}`} alt={`“${r.title}”第 ${page} 页`} />
      </section>
    </section>
  )
}

const actOf = (id: string, { verb, label }: VerbState<RequestVerb>): Act => ({
  title: label,
  path: `/seals/requests/${id}/${verb}`,
  asks: asks[verb],
  intro: intros[verb],
  wrap: (input) => ({ input }),
})

/** One request: what is to be sealed, the pages themselves, and what may be done now. */
export function RequestPage() {
  const { id = '' } = useParams()
  const { data, error, again } = useLoaded<RequestView>(`/seals/requests/${id}`)
  const [act, setAct] = useState<Act>()
  useSeen(`/desk/seal-requests/${id}`)
  if (error) return <NotThere title="打不开这份申请" error={error} back={{ text: '回到用印申请', to: '/desk/seal-requests' }} />
  if (!data) return null
  const { request: r } = data
  return (
    <main className="case">
      <div className="head">
        <Link className="small" to="/desk/seal-requests">
          用印申请
        </Link>
        <h1>{r.title}</h1>
        <b role="status">{requestStates[r.state]}</b>
      </div>
      <section className="col facts scroll">
        <Matter r={r} />
      </section>
      <Pages key={r.id} r={r} />
      <section className="col side scroll">
        <VerbPanel
          verbs={data.verbs}
          next={['approve', 'stamp']}
          none="您只能看这份申请。批准和盖章的是别的同事。"
          choose={(v) => setAct(actOf(r.id, v))}
        />
      </section>
      {act ? (
        <ActPanel
          act={act}
          done={() => {
            setAct(undefined)
            again()
          }}
          close={() => setAct(undefined)}
        />
      ) : null}
    </main>
  )
}
