import type { ReactNode } from 'react'
import { limitText } from '#kernel/item/rules/text.ts'
import {
  handleAreas,
  handleTypes,
  nameOf,
  powerSources,
  projectTypes,
  resultTypes,
  serverTypes,
  specialProcedures,
  taskTypes,
  useLevels,
} from '#kernel/item/schema/dictionary.ts'
import type { Basis, Material, ReviewPoint } from '#kernel/item/schema/parts.ts'
import { Flow, Mats } from '#ui/public/guide.tsx'
import { type Fact, Facts, More, Part } from '#ui/public/page.tsx'
import { partsFor } from '../rules/guide.ts'
import { materialForm, shortLaw, whenOf } from '../rules/guide-words.ts'
import type { GuidePlace, OwnGuide } from '../schema.ts'

/** Where the guide is read for. */
export type Here = { asked: string; place: GuidePlace; near: boolean }
type Given = { data: OwnGuide; here: Here }

const Sentences = ({ of }: { of: readonly string[] }) => (
  <ul>
    {of.map((s) => (
      <li key={s}>{s}</li>
    ))}
  </ul>
)

const Basics = ({ data: { item, jointNames }, here: { place } }: Given) => {
  const facts: (Fact | false | undefined)[] = [
    { name: '办理机关', value: place.impl.organName },
    { name: '事项类型', value: nameOf(taskTypes, item.catalogue.taskType) },
    { name: '办件类型', value: nameOf(projectTypes, item.projectType) },
    { name: '行使层级', value: nameOf(useLevels, place.impl.useLevel) },
    {
      name: '权力来源',
      value: nameOf(powerSources, place.impl.powerSource),
      note: place.impl.entrustedBy && `委托机关：${place.impl.entrustedBy}`,
    },
    item.handleArea !== undefined && { name: '通办范围', value: nameOf(handleAreas, item.handleArea) },
    { name: '服务对象', value: item.audiences.map((a) => nameOf(serverTypes, a)).join('、') },
    { name: '办理形式', value: item.channels.map((c) => nameOf(handleTypes, c)).join('、') },
    jointNames.length > 0 && { name: '联办机构', value: jointNames.join('、') },
    item.quantityLimit !== undefined && { name: '数量限制', value: item.quantityLimit },
  ]
  return (
    <>
      <Facts two facts={facts.filter((f): f is Fact => Boolean(f))} />
      <p className="small soft">
        业务办理项编码 {place.handlingCode}
        {place.impl.demo ? '（演示码）' : ''}
      </p>
    </>
  )
}

const aboutMaterial = (m: Material, held: boolean): ReactNode => {
  if (m.free && held) return `用${m.free.name}。${m.free.note ?? ''}`
  return (
    <>
      {materialForm(m)}。{m.note}
      {m.source ? `由${m.source}出具。` : null}
      {m.need === '3' ? '可以先欠着，在期限前补上。' : null}
      <br />
      怎样算合格：{m.acceptStandard}
    </>
  )
}

/** The application form itself, where a material is no other paper than the item's own form. */
const isOwnForm = (m: Material): boolean => m.sourceType === '10' && /(申请表|申请书|登记表|备案表)$/.test(m.name)

const Materials = ({ data: { code, item, answers, ready } }: Given) => {
  const { materials } = partsFor(item, answers, ready.held)
  const held = new Set(ready.held)
  return (
    <>
      <FormToo code={code} />
      {materials.length === 0 ? <p>除了申请表，不用交材料。</p> : null}
      <Mats
        mats={materials.map((m) => ({
          name: m.name,
          exempt: held.has(m.id),
          tag: held.has(m.id) ? undefined : m.whenText,
          about: aboutMaterial(m, held.has(m.id)),
          links: isOwnForm(m) ? formLinks(code) : [],
        }))}
      />
      {item.tolerant ? (
        <p>
          容缺受理：{item.tolerant.note}补交期限 {limitText(item.tolerant.within)}。
        </p>
      ) : null}
      {item.commitment ? (
        <More title="告知承诺：看一看要承诺什么、不守承诺会怎样">
          <Sentences of={[...item.commitment.conditions, ...item.commitment.promises, ...item.commitment.consequences]} />
        </More>
      ) : null}
    </>
  )
}

const formLinks = (code: string) => [
  { text: '下载空白表', href: `/items/${code}/form.pdf` },
  { text: '看样表', href: `/items/${code}/sample.pdf` },
]

/** The form of the item itself: filled in online, or on paper for whoever prefers it. */
const FormToo = ({ code }: { code: string }) => (
  <p>
    申请表在网上填，不用交纸的。想带纸的去窗口：
    {formLinks(code).map((l, i) => (
      <span key={l.href}>
        {i ? '，' : ''}
        <a href={l.href}>{l.text}</a>
      </span>
    ))}
    （PDF）。
  </p>
)

const Steps = ({ data: { item, answers, ready } }: Given) => {
  const { flow, special } = partsFor(item, answers, ready.held)
  return (
    <>
      <Flow steps={flow.map((s) => ({ name: s.title, when: whenOf(s), about: s.note }))} />
      {special.length > 0 ? (
        <Facts
          facts={special.map((s) => ({
            name: nameOf(specialProcedures, s.kind),
            value: s.note,
            note: s.limit && `最多 ${limitText(s.limit)}`,
          }))}
        />
      ) : null}
      {item.points?.length ? <Points points={item.points} /> : null}
    </>
  )
}

const lookedAt = ({ machine, onSite }: ReviewPoint) => (machine ? '，系统自己核对' : onSite ? '，到场看' : '')

/** What the examiner looks at, so that nobody is surprised by it. */
const Points = ({ points }: { points: readonly ReviewPoint[] }) => (
  <More title={`审查时看什么（${points.length} 条）`}>
    <ol>
      {points.map((p) => (
        <li key={p.id}>
          {p.text}
          <span className="soft">{lookedAt(p)}</span>
        </li>
      ))}
    </ol>
  </More>
)

const Results = ({ data: { item, canVerify } }: Given) => (
  <>
    <Facts
      facts={item.results.map((r) => ({
        name: r.name,
        value: r.validity,
        note: `${nameOf(resultTypes, r.type)}${r.electronic ? '，有电子版，和纸质的一样有效' : '，纸质'}`,
      }))}
    />
    {canVerify ? (
      <p>
        <a href="/licences/verify">怎么验真假</a>
      </p>
    ) : null}
  </>
)

const Fees = ({ data: { item, answers, ready } }: Given) => {
  if (!item.fees.charged)
    return <p>不收费。{item.catalogue.taskType === '01' ? '行政许可除法律、行政法规另有规定外不得收费（行政许可法第五十八条）。' : null}</p>
  return (
    <>
      <Facts
        facts={partsFor(item, answers, ready.held).fees.map((f) => ({
          name: f.name,
          value: f.standard,
          note: f.reducible ? `可以减免：${f.reduceNote ?? ''}` : undefined,
        }))}
      />
      <p>{item.fees.payOnline ? '可以网上缴。' : '到窗口缴。'}</p>
    </>
  )
}

const Place = ({ here: { place, near } }: Given) => (
  <>
    <p>
      <b>{place.impl.place.name}</b>（{place.impl.divisionName}
      {near ? '' : '，举例'}）
    </p>
    <p>{place.impl.place.address}</p>
    <p>{place.impl.place.hours}。法定节假日休息，网上随时可以提交。</p>
    {place.impl.place.traffic ? <p>{place.impl.place.traffic}</p> : null}
  </>
)

const Law = ({ basis }: { basis: readonly Basis[] }) => (
  <>
    {basis.map((b) => (
      <More key={b.law + b.article} title={`${shortLaw(b.law)} ${b.article}`}>
        <p>
          《{b.law}》{b.article}：{b.text}
        </p>
      </More>
    ))}
  </>
)

const Phone = ({ no, demo }: { no: string; demo: boolean }) => (
  <>
    <a href={`tel:${no}`}>{no}</a>
    {demo ? '（演示）' : ''}
  </>
)

const Asking = ({ here: { place } }: Given) => (
  <Facts
    facts={[
      { name: '咨询', value: <Phone no={place.impl.phone} demo={place.impl.demo} /> },
      {
        name: '投诉',
        value: (
          <>
            <Phone no={place.impl.complaintPhone} demo={place.impl.demo} />
            ，或 <a href="tel:12345">12345</a>
          </>
        ),
      },
      { name: '办不成', value: <a href="/stuck">“办不成事”反映</a> },
    ]}
  />
)

const Faqs = ({ data: { item } }: Given) => (
  <>
    {item.faqs.map((f) => (
      <More key={f.question} title={f.question}>
        <p>{f.answer}</p>
      </More>
    ))}
  </>
)

const Rights = ({ data: { item }, here: { place } }: Given) => {
  const { reconsideration, litigation } = place.remedies
  return (
    <>
      {item.rights.length > 0 ? <Sentences of={item.rights} /> : null}
      {item.duties.length > 0 ? <Sentences of={item.duties} /> : null}
      <p>
        对结果不服，{reconsideration.withinDays} 日内可以向{reconsideration.organ}申请行政复议，{litigation.withinMonths} 个月内可以向
        {litigation.court}
        提起行政诉讼。
      </p>
    </>
  )
}

type Row = { id: string; title: string; show: (given: Given) => ReactNode; when?: (data: OwnGuide) => boolean }

/** The sections in the order of GB/T 36114-2018. */
const table: readonly Row[] = [
  { id: 'basics', title: '基本信息', show: (g) => <Basics {...g} /> },
  { id: 'conditions', title: '受理条件', show: ({ data }) => <Sentences of={data.item.conditions} /> },
  { id: 'materials', title: '申请材料', show: (g) => <Materials {...g} /> },
  { id: 'flow', title: '办理流程', show: (g) => <Steps {...g} /> },
  { id: 'results', title: '结果和有效期', show: (g) => <Results {...g} /> },
  { id: 'fees', title: '收费', show: (g) => <Fees {...g} /> },
  { id: 'place', title: '办理地点和时间', show: (g) => <Place {...g} /> },
  { id: 'basis', title: '设定依据', show: ({ data }) => <Law basis={data.item.basis} />, when: (d) => d.item.basis.length > 0 },
  { id: 'asking', title: '咨询和监督', show: (g) => <Asking {...g} /> },
  { id: 'faqs', title: '常见问题', show: (g) => <Faqs {...g} />, when: (d) => d.item.faqs.length > 0 },
  { id: 'rights', title: '权利和救济', show: (g) => <Rights {...g} /> },
]

const shown = (data: OwnGuide) => table.filter((row) => row.when?.(data) ?? true)

/** The sections this guide has, for its contents. */
export const parts = (data: OwnGuide): { id: string; title: string }[] => shown(data).map(({ id, title }) => ({ id, title }))

export const Sections = (given: Given) => (
  <>
    {shown(given.data).map(({ id, title, show }) => (
      <Part key={id} id={id} title={title}>
        {show(given)}
      </Part>
    ))}
  </>
)
