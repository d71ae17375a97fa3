import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { dayText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { useSession } from '#ui/desk/pages.ts'
import { Choices, PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import { sealKinds } from '../../rules/kinds.ts'
import { sealStates } from '../../rules/life.ts'
import type { Rates, SealSummary, Share } from '../../schema/life.ts'

type Option = { value: string; label: string }
type Choosing = { organs: Option[]; kinds: Option[]; powers: Option[] }

const shows = ['', 'valid', 'open', 'ended'] as const
const choices: readonly (readonly [string, string])[] = [
  ['', '全部'],
  ['valid', '在用'],
  ['open', '办理中'],
  ['ended', '不再用'],
]
const empties: Record<string, string> = {
  '': '您能看的单位还没有印章。',
  valid: '没有在用的印章。',
  open: '没有正在办理的申领。',
  ended: '没有注销、换新或过期的印章。',
}

const columns: readonly Column<SealSummary>[] = [
  { title: '印章', width: 'wide', show: (s) => s.name, hint: (s) => s.name },
  { title: '种类', width: 'usual', show: (s) => sealKinds[s.kind].title },
  { title: '状态', width: 'usual', show: (s) => <span className={s.status === 'valid' ? 'tag ok' : 'tag'}>{sealStates[s.status]}</span> },
  { title: '印章编码', width: 'usual', show: (s) => <span className="num">{s.code ?? '制作时给'}</span> },
  { title: '有效期到', width: 'usual', show: (s) => <span className="num">{s.validTo ? dayText(s.validTo, true) : ''}</span> },
  { title: '申领时间', width: 'usual', show: (s) => <span className="num soft">{momentText(s.appliedAt)}</span> },
]

const applying = ({ organs, kinds, powers }: Choosing): Act => ({
  title: '申领印章',
  path: '/seals',
  verb: '提交申领',
  intro: '印章上的名称照机构名录刻，不用写。提交后由另一个人核验身份，再由第三个人制作。',
  asks: [
    { kind: 'choose', name: 'organ', label: '哪个单位', options: organs, first: organs.length === 1 ? organs[0]!.value : undefined },
    { kind: 'pick', name: 'kind', label: '哪一种', options: kinds },
    { kind: 'line', name: 'person', label: '名章上的姓名', hint: '法定代表人名章、职务章才要写', optional: true },
    { kind: 'choose', name: 'powerOf', label: '受哪个机关委托', hint: '2 号章才要选', options: powers, optional: true },
    { kind: 'area', name: 'reason', label: '用来做什么' },
  ],
})

const share = ({ part, whole }: Share) => (whole === 0 ? '' : `（${((100 * part) / whole).toFixed(1)}%）`)
const shares = ({ organs, papers }: Rates) =>
  `全市 ${organs.whole} 个机关，${organs.part} 个有可用的电子印章${share(organs)}；今年出的 ${papers.whole} 份文书，${papers.part} 份盖了电子印章${share(papers)}`

/** The seals of the organs where one has a right over seals. */
export function SealsPage() {
  const { demo } = useSession().city
  const [search] = useSearchParams()
  const asked = search.get('show') ?? ''
  const show = (shows as readonly string[]).includes(asked) ? asked : ''
  const paged = usePaged<SealSummary>(`/seals?show=${show}`)
  const choosing = useLoaded<Choosing>('/seals/choices')
  const rates = useLoaded<Rates>('/seals/rates')
  const [act, setAct] = useState<Act>()
  const go = useNavigate()
  const apply = choosing.data && choosing.data.organs.length > 0 ? applying(choosing.data) : undefined
  return (
    <PlainPage
      title="印章"
      loaded={paged.first}
      note={() => `${paged.count} 枚，新申领的在前${demo ? '；图样都是演示' : ''}。${rates.data ? shares(rates.data) : ''}`}
      filters={<Choices label="看哪些" choices={choices} now={show} />}
      tools={apply ? <Button onClick={() => setAct(apply)}>申领印章</Button> : null}
    >
      {() => (
        <>
          <PagedRows
            label="印章"
            columns={columns}
            paged={paged}
            id={(s) => s.id}
            href={(s) => `/desk/seals/${s.id}`}
            empty={{ why: empties[show]!, then: '这里只有您有印章权限的单位的印章；要看别的单位，请联系系统管理员授权。' }}
          />
          {act ? (
            <ActPanel act={act} done={(answer) => go(`/desk/seals/${(answer as { id: string }).id}`)} close={() => setAct(undefined)} />
          ) : null}
        </>
      )}
    </PlainPage>
  )
}
