import type { ReactNode } from 'react'
import { type Link, NextButton } from './page.tsx'
import { type Frame, PublicPage, shellPaths } from './shell.tsx'

const Trouble = ({ frame, title, children }: { frame: Frame; title: string; children: ReactNode }) => (
  <PublicPage frame={frame} title={title}>
    <div className="wrap trouble">
      <h1>{title}</h1>
      {children}
    </div>
  </PublicPage>
)

const ways: readonly Link[] = [
  { text: '回首页', href: shellPaths.home },
  { text: '办不成？反映', href: shellPaths.stuck },
  { text: '打 12345', href: 'tel:12345' },
]

const Ways = ({ on, links = ways }: { on?: Link; links?: readonly Link[] }) => (
  <div className="acts acts--gap">
    {on ? <NextButton {...on} /> : null}
    {links.map((l) => (
      <a key={l.href} href={l.href}>
        {l.text}
      </a>
    ))}
  </div>
)

/** The system kept a rule the person cannot mend on this page: the refusal's sentence and a way on. */
export const RefusalPage = ({
  frame,
  title = '这一步现在不能办',
  sentence,
  basis,
  on,
}: {
  frame: Frame
  title?: string
  sentence: string
  basis?: ReactNode
  on?: Link
}) => (
  <Trouble frame={frame} title={title}>
    <p className="lead">{sentence}</p>
    {basis ? <p className="small soft">依据：{basis}</p> : null}
    <Ways on={on} />
  </Trouble>
)

/** No such page: what may have happened, and a search. */
export const NotFoundPage = ({ frame, children }: { frame: Frame; children?: ReactNode }) => (
  <Trouble frame={frame} title="没有找到这一页">
    <p className="lead">地址可能输错了，或者这一页已经搬走。可以从首页搜一搜您要办的事。</p>
    {children}
    <Ways />
  </Trouble>
)

/** Our fault: says so, says that nothing typed is lost or sent twice, gives the number by which staff find it. */
export const FaultPage = ({ frame, number, kept }: { frame: Frame; number: string; kept?: string }) => (
  <Trouble frame={frame} title="系统出了故障，不是您的问题">
    <p className="lead">{kept ?? '刚才那一步没有办成。已保存的内容都还在，请过几分钟再试；重试不会重复提交。'}</p>
    <p>
      打电话时报这个号，工作人员能查到原因：<b className="nb">{number}</b>
    </p>
    <Ways />
  </Trouble>
)

type Busy = { frame: Frame; title?: string; sentence: string; sent: boolean; number?: string }

/** Too many at once, or an outage that passes: nothing was done, nothing is lost, and trying again is safe. A page that was only looked at is one press away. */
export const BusyPage = ({ frame, title = '现在人多，请稍等', sentence, sent, number }: Busy) => (
  <Trouble frame={frame} title={title}>
    <p className="lead">{sentence}。</p>
    {sent ? <p>请用浏览器的“后退”回到刚才那一页，再按一次提交。</p> : null}
    {number ? (
      <p>
        一直不好，打电话时报这个号，工作人员能查到原因：<b className="nb">{number}</b>
      </p>
    ) : null}
    <Ways on={sent ? undefined : { text: '再试一次', href: frame.path }} />
  </Trouble>
)
