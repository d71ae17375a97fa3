import { Fragment } from 'react'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Acts, Notice, Part, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { DataShown, Held } from '../schema.ts'

const amount = ({ rows, files }: Held): string => (files > 0 ? `${rows} 条，${files} 个文件` : `${rows} 条`)

const Line = ({ held }: { held: Held }) => (
  <>
    <b>
      {held.title}
      <span className="soft">（{amount(held)}）</span>
    </b>
    <small>
      用来{held.why}。
      <br />
      保存：{held.kept}。
    </small>
  </>
)

/** What the city holds of one, by kind, why and how long; and all of it to take along. */
export const DataPage: Page<DataShown> = ({ data, frame, now, refused }) => {
  const there = data.held.filter((h) => h.rows > 0)
  const none = data.held.filter((h) => h.rows === 0)
  return (
    <PublicPage frame={frame} title="我的个人信息" wrong={refused !== undefined}>
      <Title
        text="我的个人信息"
        trail={[
          { text: '首页', href: '/' },
          { text: '我的办件', href: '/me' },
        ]}
        lead="本市存了您的哪些信息、用来做什么、存多久，都在这里。"
      />
      <div className="wrap">
        {refused ? (
          <Notice tone="warn" title="没有取到">
            {refused.sentence}
          </Notice>
        ) : null}
        <Part id="take" title="全部取走">
          <p>
            一个压缩包：登记的内容每类一个文件，您交的材料、机关给您的文书原样附上。里面有完整的证件号码和电话，请在自己的设备上取，自己保管好。
          </p>
          <form className="form" method="post" action="/me/data">
            <FormKeys csrf={frame.csrf} />
            <Acts next={{ text: '取走我的全部信息' }} />
          </form>
          {data.taken.length ? <p className="small soft">以前取过：{data.taken.map((at) => zhMoment(at, now)).join('、')}</p> : null}
        </Part>
        <Part id="held" title="本市存了什么">
          <Rows className="states">
            {there.map((h) => (
              <Line key={h.title} held={h} />
            ))}
          </Rows>
          {none.length ? <p className="small soft">这几类现在没有您的：{none.map((h) => h.title).join('、')}。</p> : null}
        </Part>
        <Part id="ends" title="到期自己删的">
          <p>每天夜里删一次，连文件一起删，删了什么、多少条，都记在账本里。</p>
          <Rows className="states">
            {data.endings.map(({ title, kept }) => (
              <Fragment key={title}>
                <b>{title}</b>
                <small>{kept}</small>
              </Fragment>
            ))}
          </Rows>
        </Part>
        <Part id="stays" title="哪些不会删">
          <p>
            办件、决定、证照和账本里的留痕是档案，按档案法保存，您要求删除也不能删：日后要靠它们证明谁办过什么、凭什么办的。您替单位办的件也在里面；您替别的个人办的，这里只记编号和日期，内容是他的。
          </p>
        </Part>
        <Part id="more" title="还可以">
          <Acts
            links={[
              { text: '哪里不对，要更正', href: '/me/data/corrections' },
              { text: '改联系方式', href: '/me/contact' },
              { text: '谁看过我的信息', href: '/me/reads' },
              { text: '登录的设备和平台', href: '/account' },
              { text: '注销账户', href: '/me/data/close' },
            ]}
          />
        </Part>
      </div>
    </PublicPage>
  )
}
