/** One's own cases: the list, the progress of one, the confirmation, and the two things one may still do. */
import { Fragment } from 'react'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate, zhMoment } from '#kernel/clock/rules/text.ts'
import { SaidPart } from '#kernel/decision/web/said.tsx'
import type { Page } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Now, PaperList, SeenTable, Steps, Track } from '#ui/public/case.tsx'
import { Done, Receipt, Then } from '#ui/public/check.tsx'
import { CalendarGrid, type DayCell, DaysTable } from '#ui/public/clock.tsx'
import { Textarea } from '#ui/public/field.tsx'
import { YourTurn } from '#ui/public/find.tsx'
import { Lamp, Tag } from '#ui/public/marks.tsx'
import { Acts, Back, Empty, Facts, More, Notice, Part, Rail, RailBlock, Rows, Section, Title } from '#ui/public/page.tsx'
import { demoMark, PublicPage } from '#ui/public/shell.tsx'
import type { ClockView, DoneView, MineRow, MineView, ProgressView, WithdrawView } from '../schema/view.ts'
import { inName } from './in-name.ts'

const home = [{ text: '首页', href: '/' }]
const mineTrail = [...home, { text: '我的办件', href: '/me' }]
const spaced = (code: string) => code.replace(/(.{4})(?=.)/, '$1 ')
/** 31, 8 and 4 characters apart, as people read it out. */
const grouped = (no: string) => [no.slice(0, 18), no.slice(18, 31), no.slice(31, 39), no.slice(39)].join(' ')

const kinds: Record<string, DayCell['kind']> = { off: 'off', on: 'on', pause: 'pause', due: 'due', late: 'off' }

/** The limit that counts now is told by its day, the others by what runs out. */
const ClockPart = ({ clock, main, open }: { clock: ClockView; main?: boolean; open: boolean }) => {
  const weeks = clock.grid.weeks.map((week) =>
    week.map((c) => ({ day: c.date, text: c.label, kind: kinds[c.look], mark: c.flag, today: c.today })),
  )
  return (
    <Part title={main ? clock.title : clock.limit} id={main ? 'clock' : `clock-${clock.name}`}>
      <div className="clock">
        <CalendarGrid caption={clock.grid.caption} weeks={weeks} />
        <div>
          <p>{clock.sentence}</p>
          {clock.moved ? <p>{clock.moved}</p> : null}
          <p className="small soft">依据：{clock.basis}</p>
        </div>
      </div>
      <More title="一天一天怎么算" open={open}>
        <DaysTable
          rows={clock.groups.map((g) => ({
            days: g.label,
            what: g.why,
            basis: g.basis,
            counted: g.counts ? g.count : undefined,
          }))}
        />
      </More>
    </Part>
  )
}

const Todo = ({ todo }: { todo: NonNullable<ProgressView['todo']> }) => (
  <YourTurn title={todo.title} act={todo.act}>
    {todo.sentence}
  </YourTurn>
)

const Outcome = ({ outcome }: { outcome: NonNullable<ProgressView['outcome']> }) => (
  <Notice tone={outcome.good ? 'done' : 'warn'} title={outcome.sentence}>
    {outcome.reason ? <p>理由：{outcome.reason}</p> : null}
    {outcome.remedies ? <p>{outcome.remedies}</p> : null}
  </Notice>
)

/** The three answers on top: where it is, whose turn, by which day. */
const ThreeAnswers = ({ data }: { data: ProgressView }) => {
  const { due } = data
  const where = {
    ask: '到哪了',
    answer: data.status.word,
    more: data.at < data.steps.length ? `第 ${data.at + 1} 步，共 ${data.steps.length} 步` : '办完了',
  }
  const whose = { ask: '轮到谁', answer: data.turn.who, more: data.turn.note }
  if (!due) return <Now answers={[where, whose, { ask: '结果', answer: data.outcome?.good ? '准予' : data.status.word }]} />
  const lamp = (
    <>
      <Lamp lamp={due.lamp === 'none' ? 'green' : due.lamp} /> {due.note}
    </>
  )
  return <Now answers={[where, whose, { ask: due.ask, answer: due.on ?? '恢复以后再定', more: lamp }]} />
}

const TodoPart = ({ todo }: { todo: ProgressView['todo'] }) =>
  todo ? (
    <Part title="轮到您了">
      <Todo todo={todo} />
      <ol>
        {todo.items.map((i) => (
          <li key={i.id}>
            {i.what}
            {i.why ? <small>（{i.why}）</small> : null}
          </li>
        ))}
      </ol>
    </Part>
  ) : null

const OutcomePart = ({ data: { id, outcome, rate } }: { data: ProgressView }) =>
  outcome ? (
    <Part title="结果">
      <Outcome outcome={outcome} />
      {rate ? (
        <p>
          <a href={`/cases/${id}/rate`}>办得怎么样？评价一下</a>
        </p>
      ) : null}
    </Part>
  ) : null

export const ProgressPage: Page<ProgressView> = ({ data, frame, now }) => (
  <PublicPage frame={inName(frame, data, `${data.status.word}：${data.item.name}`)}>
    <Title text={data.item.name} trail={mineTrail} soft={`${data.applicantName}，${zhDate(dayOf(data.submittedAt), dayOf(now))}提交`}>
      <ThreeAnswers data={data} />
      <Steps steps={data.steps} at={data.at} />
    </Title>
    <div className="wrap work">
      <div>
        <TodoPart todo={data.todo} />
        <OutcomePart data={data} />
        <SaidPart said={data.said} />
        {data.clocks.slice(0, 1).map((c) => (
          <ClockPart key={c.name} clock={c} main open={!data.outcome} />
        ))}
        <Part title="经过">
          <Track entries={data.track} />
        </Part>
        <Part title="发给您的文书">
          <Papers papers={data.papers} />
        </Part>
        <Part title="您交的材料">
          <Facts
            facts={data.materials.map((m) => ({ name: m.name, value: m.files.length ? <Files id={data.id} files={m.files} /> : m.how }))}
          />
        </Part>
        <Corrected corrections={data.corrections} />
        <Part title="谁看过我的材料">
          {data.looks.length ? <SeenTable looks={data.looks} /> : <p>还没有人看过。谁看了、看了什么，都会记在这里。</p>}
          <p>
            <a href="/me/reads">看全部：谁看过我的信息</a>
          </p>
        </Part>
        {data.clocks.slice(1).map((c) => (
          <ClockPart key={c.name} clock={c} open={false} />
        ))}
      </div>
      <Contact data={data} mark={demoMark(frame)} />
    </div>
  </PublicPage>
)

/** What the applicant has corrected, the new beside the old. */
const Corrected = ({ corrections }: Pick<ProgressView, 'corrections'>) =>
  corrections.length ? (
    <Part title="您改过的内容">
      {corrections.map((c) => (
        <Facts
          key={c.when}
          facts={c.changes.map((x) => ({
            name: x.label,
            value: x.after.join('、') || '不填',
            note: `${c.when}改的，原来是：${x.before.join('、') || '没有填'}`,
          }))}
        />
      ))}
    </Part>
  ) : null

const Papers = ({ papers }: Pick<ProgressView, 'papers'>) =>
  papers.length ? (
    <PaperList
      papers={papers.map((p) => ({
        id: p.id,
        title: p.title,
        about: p.about,
        acts: [
          { text: '查看', href: `/papers/${p.id}` },
          { text: '下载 OFD', href: `/papers/${p.id}/ofd` },
          { text: '验真', href: `/check/${p.checkCode}` },
        ],
      }))}
    />
  ) : (
    <Empty title="还没有文书" why="受理、决定时开出的通知书和决定书，会在当天放到这里，也发短信告诉您。" />
  )

const Files = ({ id, files }: { id: string; files: { hash: string; name: string }[] }) =>
  files.map((f, i) => (
    <Fragment key={f.hash}>
      {i > 0 ? '、' : ''}
      <a href={`/cases/${id}/files/${f.hash}`}>{f.name}</a>
    </Fragment>
  ))

const Contact = ({ data, mark }: { data: ProgressView; mark: string }) => (
  <Rail label="联系和操作" part>
    <RailBlock title="问这件事">
      <a href={`tel:${data.organ.phone}`}>{data.organ.phone}</a>
      {mark}
      <br />
      {data.organ.name}
      <br />
      {data.organ.hours}
    </RailBlock>
    <RailBlock title="还可以">
      {data.verbs.length ? (
        <>
          <a href={`/cases/${data.id}/withdraw`}>撤回申请</a>
          <br />
        </>
      ) : null}
      {data.firm ? (
        <>
          <a href="/my-seals">用企业印章给文件盖章</a>
          <br />
        </>
      ) : null}
      <a href={`/cases/${data.id}/dossier`}>下载案卷</a>
      <br />
      <a href={`/cases/${data.id}/ledger`}>账本凭证</a>
      <br />
      <a href="/stuck">办不成？反映</a>
    </RailBlock>
    <RailBlock title="查询码">
      {spaced(data.queryCode)}
      <br />
      <span className="soft">
        办件编号 {grouped(data.no)}
        {data.demo ? '（演示号）' : ''}
      </span>
    </RailBlock>
  </Rail>
)

const Line = ({ row }: { row: MineRow }) => (
  <>
    <a href={row.href}>{row.itemName}</a>
    <Tag>{row.word}</Tag>
    <small>{[row.applicantName, row.due, row.turn && `轮到${row.turn}`].filter(Boolean).join('，')}</small>
  </>
)

const List = ({ id, title, rows }: { id: string; title: string; rows: MineRow[] }) =>
  rows.length ? (
    <Section id={id} title={`${title}（${rows.length}）`}>
      <Rows className="states">
        {rows.map((r) => (
          <Line key={r.id} row={r} />
        ))}
      </Rows>
    </Section>
  ) : null

export const MinePage: Page<MineView> = ({ data, frame }) => {
  const none = data.yours.length + data.running.length + data.closed.length + data.drafts.length === 0
  return (
    <PublicPage frame={{ ...frame, title: '我的办件' }}>
      <Title text="我的办件" trail={home} lead={data.yours.length ? `有 ${data.yours.length} 件轮到您了` : undefined} />
      <div className="wrap">
        {none ? (
          <Empty title="您还没有办过事" why="从首页搜一搜要办的事，填到一半也会存在这里。" acts={[{ text: '去首页', href: '/' }]} />
        ) : null}
        <List id="yours" title="轮到您了" rows={data.yours} />
        {data.drafts.length ? (
          <Section id="drafts" title={`没填完的（${data.drafts.length}）`}>
            <Rows className="states">
              {data.drafts.map((d) => (
                <Fragment key={d.id}>
                  <a href={`/drafts/${d.id}`}>{d.itemName ?? d.item}</a>
                  <Tag tone="try">接着填</Tag>
                  <small>
                    {zhMoment(d.savedAt)} 保存，留到{zhDate(d.expiresOn)}
                  </small>
                </Fragment>
              ))}
            </Rows>
          </Section>
        ) : null}
        <List id="running" title="在办" rows={data.running} />
        <List id="closed" title="办完的" rows={data.closed} />
        <p className="meta">
          <a href="/me/messages">我的消息</a>
          <a href="/licences">我的证照</a>
          <a href="/my-seals">企业印章</a>
          <a href="/me/contact">我的联系方式</a>
          <a href="/me/data">我的个人信息</a>
          <a href="/me/reads">谁看过我的信息</a>
          <a href="/account">我的账户和授权</a>
          <a href="/lookup">凭查询码查别的办件</a>
        </p>
      </div>
    </PublicPage>
  )
}

export const DonePage: Page<DoneView> = ({ data, frame }) => (
  <PublicPage frame={inName(frame, data, `申请已提交：${data.itemName}`)}>
    <Work
      top
      rail={
        <Rail label="收藏和帮助">
          <p>
            <b>这一页可以收藏</b>
            <br />
            以后打开还在
          </p>
          <RailBlock title="遇到困难">
            <a href={`tel:${data.phone}`}>{data.phone}</a>
            {demoMark(frame)}
            <br />
            <a href="/stuck">办不成？反映</a>
          </RailBlock>
        </Rail>
      }
    >
      <Sheet>
        <Done title="申请已提交" number={{ name: '查询码', value: spaced(data.queryCode) }}>
          {zhMoment(data.submittedAt)}收到：{data.itemName}
        </Done>
        {data.receipt ? <Receipt said="收件凭证已经开好" href={`/papers/${data.receipt}`} /> : null}
        <Part title="接下来">
          <p>
            现在您<b>不用做什么</b>。轮到{data.organ}。
          </p>
          <Then steps={data.steps} />
          <Acts
            go={{ text: '看进度', href: `/cases/${data.id}` }}
            links={[
              { text: '撤回来改', href: `/cases/${data.id}/withdraw` },
              { text: '回首页', href: '/' },
            ]}
          />
        </Part>
        <Part title="留好这两个号">
          <Facts
            facts={[
              { name: '查询码', value: spaced(data.queryCode), note: '加证件号码后 4 位，不登录也能查' },
              { name: '办件编号', value: grouped(data.no), note: `打电话、到窗口时用${demoMark(frame, '（演示号）')}` },
              { name: '有事打', value: `${data.phone}${demoMark(frame)}`, note: data.hours },
            ]}
          />
        </Part>
      </Sheet>
    </Work>
  </PublicPage>
)

export const WithdrawPage: Page<WithdrawView> = ({ data, frame, key, refused }) => (
  <PublicPage frame={inName(frame, data, `撤回：${data.itemName}`)}>
    <Back href={`/cases/${data.id}`}>回到进度</Back>
    <Work>
      <Sheet>
        <h1>撤回“{data.itemName}”？</h1>
        {data.why || refused ? <Notice tone="warn" title={refused?.sentence ?? `现在不能撤回：${data.why}`} /> : null}
        {data.why ? (
          <>
            <p>要改已经定下的，等办完以后申请变更；不服结果，进度页写着怎么复议、怎么起诉。</p>
            <Acts
              links={[
                { text: '回到进度', href: `/cases/${data.id}` },
                { text: '办不成？反映', href: '/stuck' },
              ]}
            />
          </>
        ) : (
          <>
            <p>撤回以后这一件就办结了，材料留底，会给您一份撤回确认书。想再办，要重新申请。</p>
            <form method="post">
              <FormKeys csrf={frame.csrf} clientKey={key} />
              <Textarea name="reason" label="为什么撤回？" optional value={String(refused?.typed.reason ?? '')} />
              <Acts
                plain={[{ text: '撤回申请', name: 'sure', value: 'yes' }]}
                links={[{ text: '不撤，接着办', href: `/cases/${data.id}` }]}
              />
            </form>
          </>
        )}
      </Sheet>
    </Work>
  </PublicPage>
)
