import { limitText, tripsText } from '#kernel/item/rules/text.ts'
import { nameOf, taskTypes } from '#kernel/item/schema/dictionary.ts'
import type { Page } from '#kernel/module.ts'
import { Found, Search } from '#ui/public/find.tsx'
import { Filters, Pager } from '#ui/public/list.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Empty, More, Notice, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Choice, ItemList, Listed } from '../schema.ts'
import { guideHref, listHref } from './href.ts'

const about = (item: Listed): string => {
  const facts = [
    nameOf(taskTypes, item.taskType),
    item.source === 'own' ? item.divisionNames : item.lead,
    item.promise ? limitText(item.promise) : '',
    item.trips === null ? '' : tripsText(item.trips),
  ]
  return facts.filter((f) => f !== '').join('，')
}

const tagOf = (item: Listed) => {
  if (item.source === 'imported') return <Tag tone="soft">广东样例</Tag>
  return item.onlineGrade === '4' ? <Tag>全程网办</Tag> : item.onlineGrade === '3' ? <Tag tone="try">可网办</Tag> : undefined
}

const choices = (facet: Choice[], chosen: string | undefined) => {
  const known =
    facet.some((c) => c.value === chosen) || chosen === undefined ? facet : [...facet, { value: chosen, text: chosen, count: 0 }]
  return known.map((c) => ({ value: c.value, text: `${c.text}（${c.count}）` }))
}

/** What is chosen, in words, so that the folded filters say what they do. */
const chosenText = ({ facets, asked }: ItemList): string =>
  (['audience', 'theme', 'branch', 'division', 'source'] as const)
    .flatMap((f) => (asked[f] === undefined ? [] : [facets[f].find((c) => c.value === asked[f])?.text ?? asked[f]]))
    .join('、')

const Narrow = ({ data }: { data: ItemList }) => {
  const chosen = chosenText(data)
  return (
    <More title={chosen ? `已筛选：${chosen}` : '筛选：谁来办、主题、部门、地区、来源'}>
      <Choices data={data} />
    </More>
  )
}

const Choices = ({ data: { facets, asked } }: { data: ItemList }) => (
  <Filters
    action="/items"
    keep={asked.q ? { q: asked.q, ...(asked.event ? { event: asked.event } : {}) } : asked.event ? { event: asked.event } : {}}
    clear={listHref({ q: asked.q })}
    groups={[
      { name: 'audience', label: '谁来办', value: asked.audience, choices: choices(facets.audience, asked.audience) },
      { name: 'theme', label: '主题', value: asked.theme, choices: choices(facets.theme, asked.theme) },
      { name: 'branch', label: '部门', value: asked.branch, choices: choices(facets.branch, asked.branch) },
      { name: 'division', label: '地区', value: asked.division, choices: choices(facets.division, asked.division) },
      { name: 'source', label: '来源', value: asked.source, choices: choices(facets.source, asked.source) },
    ]}
  />
)

const isNarrowed = ({ audience, theme, branch, division, source, event, online }: ItemList['asked']) =>
  [audience, theme, branch, division, source, event, online].some((f) => f !== undefined)

/** Nothing found: what else can be done, the nearest first. */
const Nothing = ({ data: { asked } }: { data: ItemList }) => (
  <Empty
    title={asked.q ? `没有找到“${asked.q}”` : '这些条件下没有事项'}
    why={
      <>
        换个说法再试，比如说要做的事（“开饭馆”“补身份证”），不用写部门名称。也可以打 <a href="tel:12345">12345</a>，说给话务员听，24
        小时有人接。
      </>
    }
    acts={[
      ...(isNarrowed(asked) ? [{ text: '去掉筛选，在全市找', href: listHref({ q: asked.q }) }] : []),
      { text: '个人办事目录', href: '/browse/person' },
      { text: '企业办事目录', href: '/browse/enterprise' },
      { text: '按部门找', href: '/browse/departments' },
    ]}
  />
)

const titleOf = ({ asked }: ItemList): string => {
  if (asked.q) return `“${asked.q}”的搜索结果`
  return asked.event ? `${asked.event}：要办的事项` : (asked.theme ?? '全部事项')
}

const Answers = ({ data }: { data: ItemList }) => {
  const { total, items, next, asked, reading, sure } = data
  const { after, limit: _limit, ...same } = asked
  return (
    <>
      {data.moved ? <Notice title={data.moved}>下面是新地区的事项。</Notice> : null}
      {reading ? <Notice title={`按“${reading}”找到这些`}>如果不是您要找的，请换个说法再搜。</Notice> : null}
      {sure || reading || after ? null : (
        <Notice title="没有完全对得上的，先看看下面这几项">
          都不是的话，用平时的话换个说法再搜，或者打 <a href="tel:12345">12345</a> 问。
        </Notice>
      )}
      <p className="soft" role="status">
        共 {total} 项{after ? '，这是后面的几项' : ''}
      </p>
      <Found
        items={items.map((i) => ({
          href: guideHref(i.code, i.source === 'own' ? asked.division : undefined),
          title: i.name,
          about: about(i),
          tag: tagOf(i),
        }))}
      />
      <Pager before={after ? listHref(same) : undefined} after={next ? listHref({ ...asked, after: next }) : undefined} label="事项翻页" />
    </>
  )
}

/** The list of items and the answers of a search: the same page, the same filters. */
export const ListPage: Page<ItemList> = ({ data, frame }) => (
  <PublicPage frame={frame} title={titleOf(data)}>
    <Title text={titleOf(data)} trail={[{ text: '首页', href: '/' }]}>
      <Search action="/search" label={data.asked.q ? '换个说法再搜' : '搜一搜'} value={data.asked.q} />
    </Title>
    <div className="wrap">
      {data.total > 0 || isNarrowed(data.asked) ? <Narrow data={data} /> : null}
      {data.total > 0 ? <Answers data={data} /> : <Nothing data={data} />}
    </div>
  </PublicPage>
)
