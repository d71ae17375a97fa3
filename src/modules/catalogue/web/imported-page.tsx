import type { ReactNode } from 'react'
import { limitText, tripsText } from '#kernel/item/rules/text.ts'
import { nameOf, serverTypes, taskTypes, useLevels } from '#kernel/item/schema/dictionary.ts'
import type { ImportedItem, Phones } from '#kernel/item/schema/imported.ts'
import type { PageProps } from '#kernel/module.ts'
import { Answer } from '#ui/public/guide.tsx'
import { type Fact, Facts, Notice, Part, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { ImportedGuide } from '../schema.ts'
import { listHref } from './href.ts'

const unsaid = '来源没有写'
const phoneText = (p: Phones | undefined): string =>
  p === undefined || p.numbers.length === 0 ? (p?.note ?? unsaid) : p.numbers.join('、')
const List = ({ of }: { of: readonly string[] }) =>
  of.length === 0 ? (
    <p className="soft">{unsaid}</p>
  ) : (
    <ul>
      {of.map((s) => (
        <li key={s}>{s}</li>
      ))}
    </ul>
  )

/** The five answers as far as the source gives them. */
const Five = ({ item }: { item: ImportedItem }) => (
  <Answer
    rows={[
      { ask: '谁能办', answer: item.audiences.map((a) => nameOf(serverTypes, a)).join('、') || unsaid },
      {
        ask: '要多久',
        answer: item.promise ? limitText(item.promise) : unsaid,
        more: item.legal ? `法定 ${limitText(item.legal)}` : undefined,
      },
      { ask: '要不要跑', answer: item.trips === undefined ? unsaid : tripsText(item.trips) },
      { ask: '多少钱', answer: unsaid },
      { ask: '要带什么', answer: item.materials.length > 0 ? `${item.materials.length} 样，见下面` : unsaid },
    ]}
  />
)

const factsOf = (item: ImportedItem, source: string): Fact[] => [
  { name: '办理机关', value: item.organName },
  { name: '地区', value: item.divisionName ?? item.division },
  { name: '事项类型', value: nameOf(taskTypes, item.taskType) },
  { name: '行使层级', value: nameOf(useLevels, item.useLevel) },
  { name: '实施编码', value: item.code },
  { name: '来源', value: source === 'guangdong' ? '广东省政务服务事项清单' : source, note: `原文件第 ${item.line} 行` },
  ...(item.jointOrgans.length > 0 ? [{ name: '联办机构', value: item.jointOrgans.join('、') }] : []),
]

const Sections = ({ data: { item, source } }: { data: ImportedGuide }) => {
  const parts: [string, ReactNode][] = [
    ['基本信息', <Facts key="b" two facts={factsOf(item, source)} />],
    ['受理条件', <List key="c" of={item.conditions} />],
    ['申请材料', <List key="m" of={item.materials.map((m) => m.name)} />],
    ['办理地点', <p key="p">{item.address ?? unsaid}</p>],
    [
      '咨询和监督',
      <Facts
        key="a"
        facts={[
          { name: '咨询', value: phoneText(item.consult), note: item.consult?.numbers.length ? item.consult.note : undefined },
          { name: '投诉', value: phoneText(item.complaint), note: item.complaint?.numbers.length ? item.complaint.note : undefined },
        ]}
      />,
    ],
  ]
  return (
    <>
      {parts.map(([title, body]) => (
        <Part key={title} title={title}>
          {body}
        </Part>
      ))}
      {item.warnings.length > 0 ? (
        <Part title="导入时发现来源有这些出入">
          <List of={item.warnings.map((w) => w.sentence)} />
        </Part>
      ) : null}
    </>
  )
}

/** An item of another place: what its source says, marked as such, with no way to apply. */
export const ImportedPage = ({ data, frame }: PageProps<ImportedGuide>) => (
  <PublicPage frame={frame} title={data.item.name}>
    <Title
      text={data.item.name}
      trail={[
        { text: '首页', href: '/' },
        { text: '广东样例', href: listHref({ source: 'imported' }) },
      ]}
      soft={`${data.item.organName}，${data.item.divisionName ?? data.item.division}`}
    />
    <div className="wrap">
      <Notice tone="warn" title="广东样例，仅供查阅，不能在这里申请">
        内容以来源为准。
        {data.item.onlineUrl ? (
          <>
            真要办，请到<a href={data.item.onlineUrl}>来源的办事页面</a>。
          </>
        ) : null}
      </Notice>
      <Five item={data.item} />
      <div className="parts">
        <Sections data={data} />
      </div>
    </div>
  </PublicPage>
)
