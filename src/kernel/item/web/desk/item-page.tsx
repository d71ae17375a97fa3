import { Link, useNavigate, useParams } from 'react-router'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { permissionsOf, useSession } from '#ui/desk/pages.ts'
import { Facts, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { ItemPage, VersionLine } from '../../schema/desk.ts'
import { History } from './history.tsx'
import { Status } from './status.tsx'
import { Verbs } from './verbs.tsx'

const versionColumns = (code: string): readonly Column<VersionLine>[] => [
  { title: '版本', width: 'usual', show: (v) => (v.current ? <b>第 {v.version} 版，最新</b> : `第 ${v.version} 版`) },
  { title: '发布', width: 'usual', show: (v) => <span className="num">{momentText(v.publishedAt)}</span> },
  { title: '发布人', width: 'narrow', show: (v) => v.by },
  { title: '说明', width: 'rest', show: (v) => v.note },
  {
    title: '对照',
    width: 'usual',
    show: (v) => (v.version > 1 ? <Link to={`/desk/items/${code}/compare?from=${v.version - 1}&to=${v.version}`}>和上一版对照</Link> : ''),
  },
]

const intro = {
  change: '在用的版本照常办理，另开一个版本来改；改好、审核、审定后再发布。',
  suspend: '暂停后群众看不到、也不能申请；已经受理的办件照办。',
  resume: '恢复后群众马上可以申请。',
  cancel: '取消后不能恢复。已经受理的办件照原来的版本办完。',
}

const organText = (organs: readonly string[]) =>
  organs.length > 4 ? `${organs.slice(0, 3).join('、')}等 ${organs.length} 个单位` : organs.join('、')

const UnderWay = ({ draft, code, current }: { draft: NonNullable<ItemPage['draft']>; code: string; current?: number }) => (
  <section className="block">
    <h2>在编的版本</h2>
    <p>
      <Status status={draft.status} /> {draft.reason}
    </p>
    <p className="soft">
      {draft.savedBy} {momentText(draft.savedAt)} 存
    </p>
    <p className="row">
      <Link className="btn" to={`/desk/item-drafts/${draft.id}`}>
        打开
      </Link>
      {current ? <Link to={`/desk/items/${code}/compare?from=${current}&to=draft`}>和在用的对照</Link> : null}
    </p>
  </section>
)

/** Places that handle the item where no organ has the power to decide it. */
type PowerGaps = { rows: { division: string; divisionName: string }[] }

const Powers = ({ code, list: { rows } }: { code: string; list: PowerGaps }) =>
  rows.length === 0 ? (
    '各地都有'
  ) : (
    <>
      {rows
        .slice(0, 3)
        .map((r) => r.divisionName)
        .join('、')}
      {rows.length > 3 ? `等 ${rows.length} 个地区` : ''}还没有，那里不能申请。
      <Link to={`/desk/authorities?q=${code}&show=gaps`}>去登记</Link>
    </>
  )

const About = ({ page, gaps }: { page: ItemPage; gaps: PowerGaps | undefined }) => (
  <Facts
    facts={[
      ['基本目录', page.catalogue ? `${page.catalogue.name}，${page.catalogue.type}，${page.catalogue.code}` : '—'],
      [
        '实施主体',
        <span key="o" title={page.organs.join('、')}>
          {organText(page.organs)}
        </span>,
      ],
      ...(page.reason ? [['为什么停', page.reason] as const] : []),
      ...(gaps ? [['权责依据', <Powers key="p" code={page.code} list={gaps} />] as const] : []),
      [
        '办事指南',
        page.state === 'published' ? (
          <a key="g" href={`/items/${page.code}`}>
            群众看到的样子
          </a>
        ) : (
          '现在看不到'
        ),
      ],
    ]}
  />
)

/** One item: what is in force, its versions, what is under way, and what may be done. */
export function ItemPageView() {
  const { code = '' } = useParams()
  const go = useNavigate()
  const loaded = useLoaded<ItemPage>(`/item-versions/${code}`)
  const mayRead = permissionsOf(useSession()).has('authority.read')
  const powers = useLoaded<PowerGaps>(mayRead ? `/authorities/list?show=gaps&q=${code}` : null)
  const done = (verb: string, answer: unknown) =>
    verb === 'change' ? go(`/desk/item-drafts/${(answer as { draft: string }).draft}`) : loaded.again()
  return (
    <PlainPage
      title={loaded.data?.name ?? '一个事项'}
      loaded={loaded}
      back={{ text: '事项', to: '/desk/items' }}
      note={(d) => (d.state ? <Status status={d.state} /> : '还没发布过')}
    >
      {(page) => (
        <div className="with-side">
          <div className="scroll">
            <section className="block">
              <h2>事项</h2>
              <About page={page} gaps={powers.data} />
            </section>
            {page.draft ? <UnderWay draft={page.draft} code={code} current={page.versions[0]?.version} /> : null}
            <section className="block">
              <h2>
                版本 <span>发布后不再改动；办件按它开始时的版本办</span>
              </h2>
              {page.versions.length === 0 ? (
                <p className="soft">还没有发布过的版本。在编的那一版审定、发布以后，列在这里。</p>
              ) : (
                <Rows label="版本" columns={versionColumns(code)} rows={page.versions} id={(v) => String(v.version)} />
              )}
            </section>
          </div>
          <aside className="side">
            <section className="block">
              <h2>现在可以办</h2>
              <Verbs
                verbs={page.draft ? page.verbs.filter((v) => v.verb !== 'change') : page.verbs}
                path={(verb) => `/item-versions/${code}/${verb}`}
                intro={intro}
                done={done}
              />
            </section>
            <section className="block">
              <h2>经过</h2>
              <History history={page.history} />
            </section>
          </aside>
        </div>
      )}
    </PlainPage>
  )
}
