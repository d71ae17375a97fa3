import { Fragment } from 'react'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Acts, Empty, Notice, Part, Rail, RailBlock, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { requestStates } from '../../rules/life.ts'
import type { FirmSealsView, WaitingUse } from '../../schema/firm.ts'
import type { SealSummary } from '../../schema/life.ts'
import { demoWords, home, roleWords, SealTag, sealTitle } from './words.tsx'

const nextOf: Partial<Record<SealSummary['status'], string>> = {
  applied: '等核验身份，一般 1 个工作日',
  checked: '身份核过了，正在制作',
  lost: '挂失中，不能用',
  frozen: '被冻结，不能用',
}

const Card = ({ s }: { s: SealSummary }) => (
  <>
    <a href={`/my-seals/${s.id}`}>{sealTitle(s)}</a> <SealTag status={s.status} />
    <small>
      {[s.code ? `编码 ${s.code}` : undefined, s.validTo && `有效期到${dueText(s.validTo, { year: true })}`, nextOf[s.status]]
        .filter(Boolean)
        .join(' · ')}
    </small>
  </>
)

const Waiting = ({ rows, now }: { rows: readonly WaitingUse[]; now: Date }) =>
  rows.length ? (
    <Part id="waiting" title={`等批准的用印（${rows.length}）`}>
      <Rows>
        {rows.map((r) => (
          <Fragment key={r.id}>
            <div>
              <a href={`/my-seals/requests/${r.id}`}>{r.title}</a>
            </div>
            <small>
              {r.mine ? '您' : r.askedName} {zhMoment(new Date(r.askedAt), now)}申请 · {r.sealName} · {requestStates[r.state]}
            </small>
          </Fragment>
        ))}
      </Rows>
    </Part>
  ) : null

/** The seals of the firms that one acts for, and the uses that wait for an approval. */
export const FirmSealsPage: Page<FirmSealsView> = ({ data: { firms, waiting }, frame, now }) => {
  const applies = firms.some((f) => f.role !== 'letter')
  return (
    <PublicPage frame={frame} title="企业印章">
      <Title text="企业印章" trail={[home]} lead="企业的电子印章，和实物章一样有人管、有人批。给办事的文件盖章，不用跑，也不用打印。" />
      <div className="wrap work">
        <div>
          {firms.some((f) => f.seals.some((s) => s.demo)) ? <Notice title={demoWords} /> : null}
          <Waiting rows={waiting} now={now} />
          {firms.length === 0 ? (
            <Empty
              title="您名下没有企业，也没有企业授权给您"
              why="法定代表人登录后，在这里申领和管理企业的电子印章；替企业办事的人，请法定代表人先授权。"
              acts={[{ text: '看授权', href: '/account' }]}
            />
          ) : null}
          {firms.map((f) => (
            <Part key={f.id} title={f.name}>
              <p className="soft">{roleWords[f.role]}。</p>
              {f.seals.length ? (
                <Rows>
                  {f.seals.map((s) => (
                    <Card key={s.id} s={s} />
                  ))}
                </Rows>
              ) : (
                <p>还没有电子印章。</p>
              )}
            </Part>
          ))}
          {applies ? <Acts className="acts--gap" next={{ text: '申领印章', href: '/my-seals/apply' }} /> : null}
        </div>
        <Rail label="还可以" part>
          <RailBlock title="用印记录">
            <p>
              <a href="/my-seals/uses">看每一次：盖在什么上、谁批的、什么时候</a>
            </p>
          </RailBlock>
          <RailBlock title="收到一份盖了章的文件？">
            <p>
              在<a href="/seals/check">核验电子签章</a>里选这个文件，看是真是假、改过没有。
            </p>
          </RailBlock>
        </Rail>
      </div>
    </PublicPage>
  )
}
