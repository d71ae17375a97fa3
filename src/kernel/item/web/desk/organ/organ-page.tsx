import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { type Loaded, useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { Facts, PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import type { OrganChoices, OrganHistoryLine, OrganHolding, OrganPage } from '../../../schema/organ-desk.ts'
import { ending, renaming } from './acts.ts'
import { ContactPanel } from './contact-panel.tsx'
import { OrganDiffs } from './diffs.tsx'
import { Waiting } from './waiting.tsx'

const num = (text: string) => <span className="num">{text}</span>
const organLink = ({ id, name }: { id: string; name: string }) => <Link to={`/desk/organs/${id}`}>{name}</Link>

const above = (parent: OrganPage['parent']) => (parent ? organLink(parent) : <span className="soft">没有</span>)

const below = (children: OrganPage['children']) => (
  <details>
    <summary>{children.length} 个</summary>
    <ul>
      {children.map((c) => (
        <li key={c.id}>{organLink(c)}</li>
      ))}
    </ul>
  </details>
)

const Registered = ({ page: { organ: o, ...p } }: { page: OrganPage }) => (
  <Facts
    facts={[
      ['全称', o.name],
      ...(p.formerNames.length ? [['曾用名', p.formerNames.join('、')] as const] : []),
      ['简称', o.shortName],
      ['信用代码', num(o.uscc)],
      ['标识', num(o.id)],
      ['地区', p.divisionName],
      ['条线', p.branchName],
      ['层级和性质', `${p.levelName}，${p.kindName}${o.isApprovalBureau ? '，行政审批局' : ''}`],
      ['上级', above(p.parent)],
      ...(p.children.length ? [['下属', below(p.children)] as const] : []),
    ]}
  />
)

const Contact = ({ page: { organ: o } }: { page: OrganPage }) => (
  <Facts
    facts={[
      ['咨询电话', num(o.phone)],
      ['投诉电话', num(o.complaintPhone)],
      ['办理地点', o.hall],
      ['地址', o.address],
      ['办公时间', o.hours],
    ]}
  />
)

const HoldingRow = ({ holding: h, ended }: { holding: OrganHolding; ended: boolean }) => (
  <tr>
    <td>{h.page ? <Link to={h.page}>{h.title}</Link> : h.title}</td>
    <td>
      {num(String(h.n))} {h.unit}
    </td>
    <td className="soft">{h.first && h.n > 0 && !ended ? `撤销以前${h.first}` : ''}</td>
  </tr>
)

const Holdings = ({ page: { holdings, ended } }: { page: OrganPage }) => (
  <table className="list" aria-label="名下有什么">
    <thead>
      <tr>
        <th scope="col" data-width="wide">
          名下
        </th>
        <th scope="col" data-width="usual">
          现在
        </th>
        <th scope="col">要撤销的话</th>
      </tr>
    </thead>
    <tbody>
      {holdings.map((h) => (
        <HoldingRow key={h.title} holding={h} ended={ended !== null} />
      ))}
    </tbody>
  </table>
)

const Items = ({ page: { items, mayOpenItems } }: { page: OrganPage }) =>
  items.length === 0 ? null : (
    <details>
      <summary>{items.length} 项在实施的事项</summary>
      <ul>
        {items.map((i) => (
          <li key={i.code}>
            {mayOpenItems ? <Link to={`/desk/items/${i.code}`}>{i.name}</Link> : i.name}
            {i.own ? <span className="soft">，自己另写了地点或电话，改名录不影响它</span> : null}
          </li>
        ))}
      </ul>
    </details>
  )

const HistoryRow = ({ line: h }: { line: OrganHistoryLine }) => (
  <li className="act">
    <time dateTime={h.at}>{momentText(h.at)}</time>
    <div>
      <b>{h.title}</b>
      {h.by ? <span className="soft">，{h.by}</span> : null}
      {h.reason ? <p>{h.reason}</p> : null}
      {h.document ? <p className="soft">依据 {h.document}</p> : null}
      <OrganDiffs label={`${h.title}，${momentText(h.at)}`} diffs={h.diffs} />
    </div>
  </li>
)

const History = ({ page: { history } }: { page: OrganPage }) =>
  history.length === 0 ? (
    <p className="soft">没有改过，和建城时登记的一样。</p>
  ) : (
    <ol className="trail long">
      {history.map((h) => (
        <HistoryRow key={`${h.at}${h.title}`} line={h} />
      ))}
    </ol>
  )

const Block = ({ title, note, children }: { title: string; note?: string; children: ReactNode }) => (
  <section className="block" aria-label={title}>
    <h2>
      {title} {note ? <span>{note}</span> : null}
    </h2>
    {children}
  </section>
)

type BodyProps = { loaded: Loaded<OrganPage>; page: OrganPage; say: (told: string) => void }
/** What two people do to an organ; while something waits, nothing else is asked for. */
function Acts({ page, choose }: { page: OrganPage; choose: (act: Act) => void }) {
  const { data: choices } = useLoaded<OrganChoices>(page.mayPropose ? '/organ-directory/choices' : null)
  if (!choices || page.waiting) return null
  return (
    <div className="row">
      <Button onClick={() => choose(renaming(page))}>更名</Button>
      <Button onClick={() => choose(ending(page, choices))}>撤销</Button>
    </div>
  )
}

const Ended = ({ ended }: { ended: NonNullable<OrganPage['ended']> }) => (
  <p>
    <span className="tag">已撤销</span> {ended.on} 撤销{ended.successor ? <>，职责由{organLink(ended.successor)}承接</> : null}。
  </p>
)

function Body({ loaded, page, say }: BodyProps) {
  const [act, setAct] = useState<Act>()
  const [editing, setEditing] = useState(false)
  const finish = (told: string) => {
    setAct(undefined)
    setEditing(false)
    say(told)
    loaded.again()
  }
  const { waiting, mayPropose, mayConfirm } = page
  return (
    <Scrolled label={page.organ.name}>
      {page.ended ? <Ended ended={page.ended} /> : null}
      {waiting ? (
        <Block title="等确认的改动">
          <Waiting change={waiting} mayPropose={mayPropose} mayConfirm={mayConfirm} choose={setAct} />
        </Block>
      ) : null}
      <Block title="联系方式" note="办事指南上写的就是这些">
        <Contact page={page} />
        {page.mayEdit ? <Button onClick={() => setEditing(true)}>改联系方式</Button> : null}
      </Block>
      <Block title="登记">
        <Registered page={page} />
        <Acts page={page} choose={setAct} />
      </Block>
      <Block title="名下有什么" note="现在数的">
        <Holdings page={page} />
        <Items page={page} />
      </Block>
      <Block title="经过" note="谁、什么时候、为什么、改了什么">
        <History page={page} />
      </Block>
      {editing ? (
        <ContactPanel
          organ={page.organ}
          again={loaded.again}
          done={({ changed }) => finish(`${changed.join('、')}已改，办事指南马上用新的`)}
          close={() => setEditing(false)}
        />
      ) : null}
      {act ? (
        <ActPanel
          key={act.path}
          act={act}
          done={() => finish(act.path.endsWith('/confirm') ? '已生效' : '已办好')}
          close={() => setAct(undefined)}
        />
      ) : null}
    </Scrolled>
  )
}

/** One organ: how it is reached, what is registered, what it has, and what was changed when, by whom and why. */
export function OrganPageView() {
  const { organ = '' } = useParams()
  const loaded = useLoaded<OrganPage>(`/organ-directory/${organ}`)
  const [told, say] = useState('')
  return (
    <PlainPage title="一个机构" name={(p) => p.organ.name} loaded={loaded} back={{ text: '机构名录', to: '/desk/organs' }} told={told}>
      {(page) => <Body key={page.organ.id} loaded={loaded} page={page} say={say} />}
    </PlainPage>
  )
}
