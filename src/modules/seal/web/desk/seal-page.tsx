import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { dayText } from '#ui/day.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import type { Ask } from '#ui/desk/ask.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { NotThere } from '#ui/desk/not-there.tsx'
import { Facts } from '#ui/desk/plain-page.tsx'
import { Trail } from '#ui/desk/trail.tsx'
import { VerbPanel } from '#ui/desk/verbs.tsx'
import { sealKinds } from '../../rules/kinds.ts'
import { sealStates } from '../../rules/life.ts'
import type { Keeper, SealVerb, SealView, VerbState } from '../../schema/life.ts'

const reason = (label: string, hint?: string): readonly Ask[] => [{ kind: 'area', name: 'reason', label, hint }]
const keeperOptions = (keepers: readonly Keeper[]) => keepers.map((k) => ({ value: k.account, label: k.name }))

/** What each verb asks. */
const asks: Record<SealVerb, (page: SealView) => readonly Ask[]> = {
  check: () => [
    {
      kind: 'area',
      name: 'identity',
      label: '核对了什么',
      hint: '例如：营业执照或统一社会信用代码证书原件、机构编制批文、法定代表人本人、公章备案。名称和代码系统会和登记再对一遍',
    },
  ],
  reject: () => reason('不予制章的理由', '申领人会看到'),
  make: () => [{ kind: 'day', name: 'validTo', label: '有效期到哪一天', hint: '从今天起有效' }],
  lose: () => reason('怎么丢的', '挂失后马上不能用印，证书进吊销名单；找回可以解除'),
  find: () => reason('怎么找回的'),
  freeze: () => reason('为什么冻结'),
  unfreeze: () => reason('为什么解冻'),
  change: () => reason('为什么换章', '新章做好以前，这枚照常使用；做好时这枚同时作废'),
  cancel: () => reason('为什么注销', '注销后不能恢复，密钥当场销毁；以前盖的章仍然有效'),
  appoint: (p) => [{ kind: 'choose', name: 'account', label: '交给谁', options: p.colleagues }],
  dismiss: (p) => [{ kind: 'choose', name: 'account', label: '取消谁', options: keeperOptions(p.keepers) }, ...reason('理由')],
}

const next: readonly SealVerb[] = ['check', 'make']

const stores = { software: '软件密钥库（演示、小城市）', device: '密码机' } as const

function Matter({ seal }: { seal: SealView['seal'] }) {
  const days = seal.validFrom ? `${dayText(seal.validFrom, true)} 至 ${dayText(seal.validTo!, true)}` : '制作时定'
  return (
    <div className="block">
      <h2>印章</h2>
      <Facts
        facts={[
          ['单位', seal.ownerName],
          [
            '信用代码',
            <span key="u" className="num">
              {seal.uscc}
            </span>,
          ],
          ['种类', sealKinds[seal.kind].title],
          ['尺寸', `${seal.diameter} 毫米`],
          [
            '编码',
            <span key="c" className="num">
              {seal.code ?? '制作时给'}
            </span>,
          ],
          ['有效期', days],
          ...(seal.store ? [['密钥在', stores[seal.store]] as const] : []),
          ...(seal.identity ? [['身份核对', seal.identity] as const] : []),
          ...(seal.reason ? [['原因', seal.reason] as const] : []),
          ...(seal.replaces
            ? [
                [
                  '换下',
                  <Link key="r" to={`/desk/seals/${seal.replaces}`}>
                    原来的那枚
                  </Link>,
                ] as const,
              ]
            : []),
        ]}
      />
    </div>
  )
}

const Picture = ({ seal }: { seal: SealView['seal'] }) => (
  <div className="block">
    <h2>图样</h2>
    {seal.code ? (
      <img src={`/seals/${seal.id}/picture`} alt={`${seal.name}${sealKinds[seal.kind].title}的图样`} />
    ) : (
      <p className="soft">还没有制作。</p>
    )}
  </div>
)

/** A firm governs its own seal; what it seals, its people and the window that handles the case see. */
const FirmsKeepers = ({ keepers }: SealView) => (
  <div className="block">
    <h2>保管人</h2>
    <p>{keepers.length ? keepers.map((k) => k.name).join('、') : '没有另外指定，由法定代表人保管'}</p>
    <p className="soft">企业的印章由企业自己用、自己批。盖在哪些文件上，企业和受理的窗口看得到。</p>
  </div>
)

const Keepers = ({ page }: { page: SealView }) => (
  <div className="block">
    <h2>用印人</h2>
    {page.keepers.length === 0 ? <p className="soft">还没有指定用印人，谁也不能申请用印。</p> : null}
    {page.keepers.map((k) => (
      <p key={k.account}>
        {k.name}{' '}
        <span className="soft small">
          {momentText(k.from)} 起，{k.givenName}指定
        </span>
      </p>
    ))}
    <p>
      <Link to={`/desk/seal-uses?seal=${page.seal.id}`}>用印记录，{page.uses} 次</Link>
      {page.mayAsk ? (
        <>
          {'　'}
          <Link to={`/desk/seal-requests/new?seal=${page.seal.id}`}>申请用印</Link>
        </>
      ) : null}
    </p>
  </div>
)

const actOf = (page: SealView, { verb, label }: VerbState<SealVerb>): Act => ({
  title: label,
  path: `/seals/${page.seal.id}/${verb}`,
  asks: asks[verb](page),
  wrap: (input) => ({ input }),
})

/** One seal: what it is and looks like, who keeps it, all that happened to it, and what may be done now. */
export function SealPage() {
  const { id = '' } = useParams()
  const { data, error, again } = useLoaded<SealView>(`/seals/${id}`)
  const [act, setAct] = useState<Act>()
  if (error) return <NotThere title="打不开这枚印章" error={error} back={{ text: '回到印章', to: '/desk/seals' }} />
  if (!data) return null
  const { seal } = data
  return (
    <main className="case">
      <div className="head">
        <Link className="small" to="/desk/seals">
          印章
        </Link>
        <h1>
          {seal.name} {sealKinds[seal.kind].title}
        </h1>
        <b role="status">{sealStates[seal.status]}</b>
        {seal.demo ? <span className="tag">演示</span> : null}
      </div>
      <section className="col facts scroll">
        <Picture seal={seal} />
        <Matter seal={seal} />
      </section>
      <section className="col">
        <Trail entries={data.history} none="系统启用时就有的印章，还没有办过什么。挂失、冻结、换章、指定用印人，都会记在这里。" />
      </section>
      <section className="col side scroll">
        <VerbPanel
          verbs={data.verbs}
          next={next}
          none={
            ['changed', 'cancelled', 'expired', 'rejected'].includes(seal.status) ? '这枚印章不再用了，只能查看。' : '您只能看这枚印章。'
          }
          choose={(v) => setAct(actOf(data, v))}
        />
        {seal.ownerKind === 'party' ? <FirmsKeepers {...data} /> : <Keepers page={data} />}
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
