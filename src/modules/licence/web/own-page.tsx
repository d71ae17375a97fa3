import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Table } from '#ui/public/list.tsx'
import { Acts, Facts, Notice, Part, Rail, RailBlock, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { type Authorisation, scopeWords } from '../schema/holder.ts'
import type { OwnView } from '../schema/view.ts'
import { demoWords, StateTag, UsesBlock, walletTrail } from './words.tsx'

type At = { data: OwnView; csrf: string | undefined; clientKey: string; now: Date }

/** Shows a code where the licence is in force and whoever looks may show it. */
const Show = ({ data: { licence: l, may }, csrf, clientKey }: At) =>
  l.state === 'valid' && may.includes('show') ? (
    <form method="post" action={`/licences/${l.id}/show`}>
      <FormKeys csrf={csrf} clientKey={clientKey} />
      <Acts
        next={{ text: '亮码给对方看' }}
        links={may.includes('copy') ? [{ text: '取一份加注件', href: `/licences/${l.id}/copy` }] : []}
      />
    </form>
  ) : (
    <Notice tone="warn" title={l.state === 'valid' ? '对方没有授权您出示这张证照' : '这张证照现在不能用来办事'}>
      {l.state === 'valid' ? undefined : `有疑问请联系${l.organName}。`}
    </Notice>
  )

/** What a part of the page leads to. */
const Way = ({ text, href }: { text: string; href: string }) => (
  <Acts className="acts--gap">
    <a className="btn btn--plain" href={href}>
      {text}
    </a>
  </Acts>
)

const isOver = (a: Authorisation, now: Date) => a.revokedAt !== null || a.toOn < dayOf(now)

const until = (a: Authorisation, now: Date) =>
  a.revokedAt ? `${zhMoment(a.revokedAt, now)}您已收回` : `${dueText(a.toOn, { year: true })}${isOver(a, now) ? '，已到期' : ''}`

const Authorisations = ({ data, csrf, clientKey, now }: At) => (
  <Part id="authorised" title="授权别人用">
    {data.authorisations.length ? (
      <Table
        caption="授权"
        columns={[
          { title: '谁', cell: (a) => a.agentName },
          { title: '办什么', cell: (a) => a.purpose },
          { title: '可以', cell: (a) => a.scopes.map((s) => scopeWords[s as keyof typeof scopeWords]).join('、') },
          { title: '到哪天', cell: (a) => until(a, now) },
          {
            title: '可以做的',
            act: true,
            cell: (a) =>
              isOver(a, now) ? null : (
                <form method="post" action={`/licence-authorisations/${a.id}/revoke`}>
                  <FormKeys csrf={csrf} clientKey={`${clientKey}-${a.id}`} />
                  <button type="submit" className="btn btn--plain">
                    收回<span className="vh">给{a.agentName}的授权</span>
                  </button>
                </form>
              ),
          },
        ]}
        rows={data.authorisations}
        rowKey={(a) => a.id}
      />
    ) : (
      <p>还没有授权给任何人。要托人去办事，可以授权给他用，不用把证照交出去。</p>
    )}
    <Way text="授权给一个人" href={`/licences/${data.licence.id}/authorise`} />
  </Part>
)

const verdicts = { open: '核实中', corrected: '已更正', rejected: '没有更正' } as const

const Corrections = ({ data: { licence, corrections }, now }: At) => (
  <Part id="corrections" title="哪里不对">
    {corrections.length ? (
      <Rows>
        {corrections.map((c) => (
          <Facts
            key={c.id}
            facts={[
              { name: '您写的', value: c.text, note: `${zhMoment(c.at, now)}提交` },
              { name: verdicts[c.state], value: c.answer ?? `${licence.organName}在${dueText(c.dueOn)}前答复您` },
            ]}
          />
        ))}
      </Rows>
    ) : null}
    <p>照面写错了，可以请{licence.organName}更正，5 个工作日内答复您。</p>
    <Way text="请求更正" href={`/licences/${licence.id}/correct`} />
  </Part>
)

const Copies = ({ data: { copies }, now }: At) =>
  copies.length ? (
    <Part id="copies" title="取过的加注件">
      <Table
        caption="加注件"
        columns={[
          { title: '办什么', cell: (c) => c.purpose },
          { title: '谁取的', cell: (c) => c.byName },
          { title: '什么时候', cell: (c) => zhMoment(c.at, now) },
          { title: '有效到', cell: (c) => dueText(c.toOn) },
          {
            title: '文件',
            act: true,
            cell: (c) => (
              <a href={`/licence-copies/${c.id}`}>
                下载 OFD<span className="vh">：{c.purpose}</span>
              </a>
            ),
          },
        ]}
        rows={copies}
        rowKey={(c) => c.id}
      />
    </Part>
  ) : null

/** One's own licence: what stands on it, masked; showing it, lending it, having it corrected. */
export const OwnPage: Page<OwnView> = ({ data, frame, key, now }) => {
  const { licence: l, face, himself } = data
  const at: At = { data, csrf: frame.csrf, clientKey: key, now }
  return (
    <PublicPage frame={frame} title={l.typeName}>
      <Title text={l.typeName} trail={walletTrail} soft={`${l.holderName} · ${l.organName}`} />
      <div className="wrap work">
        <div>
          {l.demo ? <Notice title={demoWords} /> : null}
          <Show {...at} />
          <Part title="照面">
            <Facts
              two
              facts={[
                ...face.map((v) => ({ name: v.name, value: v.text })),
                { name: '证照编号', value: l.no },
                { name: '状态', value: <StateTag state={l.state} /> },
                {
                  name: '有效期',
                  value:
                    l.toOn === null
                      ? `${dueText(l.fromOn, { year: true })}起，长期`
                      : `${dueText(l.fromOn, { year: true })}到${dueText(l.toOn, { year: true })}`,
                },
                { name: '证照标识', value: l.identifier, note: `第 ${l.version} 版` },
              ]}
            />
          </Part>
          {himself ? (
            <>
              <Authorisations {...at} />
              <Copies {...at} />
              <Corrections {...at} />
            </>
          ) : null}
        </div>
        <Rail label="还可以" part>
          <UsesBlock />
          <RailBlock title="原件在哪里？">
            <p>原件一直在证照库里，不下载、不外传。要交给别人，取一份写明用途的加注件。</p>
          </RailBlock>
        </Rail>
      </div>
    </PublicPage>
  )
}
