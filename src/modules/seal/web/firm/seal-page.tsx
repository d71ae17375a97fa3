import { Fragment } from 'react'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Acts, Facts, Notice, Part, Rail, RailBlock, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { sealKinds } from '../../rules/kinds.ts'
import { sealStates } from '../../rules/life.ts'
import type { FirmSealView } from '../../schema/firm.ts'
import { demoWords, firmTrail, roleWords, sealTitle } from './words.tsx'

const Standing = ({ seal, mayAsk }: FirmSealView) => {
  if (mayAsk) return <Acts next={{ text: '给文件盖章', href: `/my-seals/${seal.id}/use` }} />
  if (seal.status === 'applied')
    return (
      <Notice title="等核验身份">
        印章核验员会照企业登记核对名称、代码和法定代表人，一般 1 个工作日。核过以后由另一个人制作，做好就能用。
      </Notice>
    )
  if (seal.status === 'checked') return <Notice title="身份核过了，正在制作">做好以后，这一页会出现图样，就能用了。</Notice>
  if (seal.status === 'valid') return null
  return (
    <Notice tone="warn" title={`这枚印章${sealStates[seal.status]}，现在不能盖章`}>
      {seal.reason ? `原因：${seal.reason}` : undefined}
    </Notice>
  )
}

const Keepers = ({ data: { seal, keepers, role }, now }: { data: FirmSealView; now: Date }) => (
  <Part id="keepers" title="保管人">
    {keepers.length ? (
      <Rows>
        {keepers.map((k) => (
          <Fragment key={k.account}>
            <div>{k.name}</div>
            <small>{zhMoment(new Date(k.from), now)}起</small>
          </Fragment>
        ))}
      </Rows>
    ) : (
      <p>没有另外指定保管人，由法定代表人自己保管、自己批准用印。</p>
    )}
    {role === 'representative' && seal.status === 'valid' ? (
      <Acts
        className="acts--gap"
        links={[
          { text: '交给一个人保管', href: `/my-seals/${seal.id}/appoint` },
          ...(keepers.length ? [{ text: '收回', href: `/my-seals/${seal.id}/dismiss` }] : []),
        ]}
      />
    ) : null}
  </Part>
)

const quiet = ['appoint', 'dismiss']

const Trail = ({ data: { history }, now }: { data: FirmSealView; now: Date }) =>
  history.length ? (
    <Part id="history" title="经过">
      <Rows>
        {history.map((h) => (
          <Fragment key={h.id}>
            <div>{h.label}</div>
            <small>
              {[zhMoment(new Date(h.at), now), h.by, ...h.told.map((t) => `${t.label}：${t.value}`)].filter(Boolean).join(' · ')}
            </small>
          </Fragment>
        ))}
      </Rows>
    </Part>
  ) : null

/** One seal of a firm: what it looks like, who keeps it, what may be done, and all that happened to it. */
export const FirmSealPage: Page<FirmSealView> = ({ data, frame, now }) => {
  const { seal, role, verbs, uses } = data
  const open = verbs.filter((v) => v.open && !quiet.includes(v.verb))
  return (
    <PublicPage frame={frame} title={sealTitle(seal)}>
      <Title text={sealTitle(seal)} trail={firmTrail} soft={`${sealStates[seal.status]} · ${roleWords[role]}`} />
      <div className="wrap work">
        <div>
          {seal.demo ? <Notice title={demoWords} /> : null}
          <Standing {...data} />
          <Part title="印章">
            {seal.code ? <img className="gap" src={`/seals/${seal.id}/picture`} alt={`${sealTitle(seal)}的图样`} width={180} /> : null}
            <Facts
              two
              facts={[
                { name: '企业', value: seal.ownerName },
                { name: '统一社会信用代码', value: seal.uscc },
                { name: '种类', value: sealKinds[seal.kind].title },
                { name: '尺寸', value: `${seal.diameter} 毫米` },
                { name: '印章编码', value: seal.code ?? '制作时给' },
                {
                  name: '有效期',
                  value:
                    seal.validFrom && seal.validTo
                      ? `${dueText(seal.validFrom, { year: true })}到${dueText(seal.validTo, { year: true })}`
                      : '制作时定',
                },
              ]}
            />
          </Part>
          <Keepers data={data} now={now} />
          <Trail data={data} now={now} />
        </div>
        <Rail label="还可以" part>
          <RailBlock title="用印记录">
            <p>
              {role === 'letter' ? '您看得到自己申请的；全部记录由法定代表人看。' : <a href="/my-seals/uses">这枚印章用过 {uses} 次</a>}
            </p>
          </RailBlock>
          {open.length ? (
            <RailBlock title="管印章">
              {open.map((v) => (
                <p key={v.verb}>
                  <a href={`/my-seals/${seal.id}/${v.verb}`}>{v.label}</a>
                </p>
              ))}
            </RailBlock>
          ) : null}
        </Rail>
      </div>
    </PublicPage>
  )
}
