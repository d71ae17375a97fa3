import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { Choices, EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { ItemLine, ItemList } from '../../schema/desk.ts'
import { nameOf, taskTypes } from '../../schema/dictionary.ts'
import type { ListVersions, Offer } from '../../schema/draft.ts'
import { Status } from './status.tsx'

type Show = ListVersions['show']
const titles: readonly (readonly [Show, string])[] = [
  ['all', '全部'],
  ['waiting', '等我办'],
  ['underWay', '在编'],
  ['suspended', '暂停和取消'],
  ['offered', '可以认领'],
]
const emptyWords: Record<Show, { why: string; then: string }> = {
  all: { why: '没有这样的事项。', then: '换一个条件，或者清掉要找的字。' },
  waiting: { why: '没有等您办的版本。', then: '同事提交审核、审定以后，会列在这里，也会发消息给您。' },
  underWay: { why: '没有在编的版本。', then: '到事项里点“变更”开始编制。' },
  suspended: { why: '没有暂停或取消的事项。', then: '都在正常办，不用做什么。' },
  offered: { why: '基本目录里的事项都有单位认领了。', then: '目录里新增了事项，会列在这里等单位认领。' },
}

const columns: readonly Column<ItemLine>[] = [
  { title: '事项', width: 'rest', show: (l) => l.name, hint: (l) => l.code },
  { title: '在用', width: 'usual', show: (l) => (l.state ? <Status status={l.state} /> : <span className="soft">还没发布过</span>) },
  { title: '版本', width: 'narrow', show: (l) => (l.version ? `第 ${l.version} 版` : '') },
  {
    title: '在编',
    width: 'wide',
    show: (l) =>
      l.draft ? (
        <Link to={`/desk/item-drafts/${l.draft.id}`}>
          <Status status={l.draft.status} /> 打开
        </Link>
      ) : (
        <span className="soft">没有</span>
      ),
  },
  { title: '轮到', width: 'narrow', show: (l) => (l.waiting ? <span className="turn">我</span> : '') },
  {
    title: '最后改动',
    width: 'usual',
    show: (l) => <span className="num soft">{momentText(l.draft?.savedAt ?? l.updatedAt)}</span>,
  },
]

const claimOf = (offer: Offer): Act => ({
  title: `认领：${offer.name}`,
  path: '/item-claims',
  verb: '认领，开始编制',
  intro: `基本编码 ${offer.code}${offer.demo ? '（演示码）' : ''}。认领后由您的单位编制实施清单。`,
  asks: [
    { kind: 'line', name: 'name', label: '事项名称', first: offer.name, hint: '办理项分开的写清楚，比如“食品生产许可（新办）”' },
    { kind: 'line', name: 'code', label: '英文标识', hint: '网址里用，定了不改。小写英文单词和连字符，比如 food-production-licence' },
  ],
  wrap: (values) => ({ ...values, offer: offer.code }),
})

const offerColumns = (claim: ((offer: Offer) => void) | undefined): readonly Column<Offer>[] => [
  { title: '事项', width: 'rest', show: (o) => (o.subName ? `${o.name}（${o.subName}）` : o.name) },
  { title: '类型', width: 'usual', show: (o) => nameOf(taskTypes, o.taskType) },
  { title: '基本编码', width: 'usual', show: (o) => <span className="num">{o.code}</span> },
  {
    title: '依据',
    width: 'rest',
    show: (o) => o.basis.map((b) => `${b.law} ${b.article}`).join('；'),
    hint: (o) => o.basis[0]?.text ?? '',
  },
  {
    title: '认领',
    width: 'narrow',
    show: (o) =>
      claim ? (
        <Button size="small" onClick={() => claim(o)}>
          认领
        </Button>
      ) : (
        <span className="soft">由编制员认领</span>
      ),
  },
]

function Offers({ list }: { list: ItemList }) {
  const [act, setAct] = useState<Act>()
  const go = useNavigate()
  if (list.offers.length === 0) return <EmptyList {...emptyWords.offered} />
  return (
    <>
      <Rows
        label="可以认领的事项"
        columns={offerColumns(list.mayClaim ? (o) => setAct(claimOf(o)) : undefined)}
        rows={list.offers}
        id={(o) => o.code}
      />
      {act ? (
        <ActPanel act={act} done={(told) => go(`/desk/item-drafts/${(told as { draft: string }).draft}`)} close={() => setAct(undefined)} />
      ) : null}
    </>
  )
}

const showOf = (asked: string | null): Show => titles.find(([id]) => id === asked)?.[0] ?? 'all'

/** All items of the city with what is under way. */
export function ItemsPage() {
  const [search, setSearch] = useSearchParams()
  const show = showOf(search.get('show'))
  const q = search.get('q') ?? ''
  const loaded = useLoaded<ItemList>(`/item-versions?show=${show}&q=${encodeURIComponent(q)}`)
  const counts = loaded.data?.counts
  return (
    <PlainPage
      title="事项"
      loaded={loaded}
      note={(d) => `${show === 'offered' ? d.offers.length : d.items.length} 项`}
      filters={
        <>
          <Choices label="看哪些" choices={titles.map(([id, text]) => [id, counts ? `${text} ${counts[id]}` : text] as const)} now={show} />
          <Input.Search
            className="chip-find"
            aria-label="按名称找"
            placeholder="按名称找"
            allowClear
            defaultValue={q}
            onSearch={(text) => setSearch(text ? { show, q: text } : { show })}
          />
        </>
      }
    >
      {(list) =>
        show === 'offered' ? (
          <Offers list={list} />
        ) : list.items.length === 0 ? (
          <EmptyList {...(q ? { why: `没有名称里有“${q}”的事项。`, then: '少写几个字再找，或者清掉要找的字。' } : emptyWords[show])} />
        ) : (
          <Rows label="事项" columns={columns} rows={list.items} id={(l) => l.code} href={(l) => `/desk/items/${l.code}`} />
        )
      }
    </PlainPage>
  )
}
