import { Fragment } from 'react'
import type { Page } from '#kernel/module.ts'
import { formPage } from '#ui/public/form-page.tsx'
import { Acts, Notice, Part, Rows, Title } from '#ui/public/page.tsx'
import { Agree } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { errorOf } from '#ui/public/wrong.tsx'
import type { CloseShown } from '../schema.ts'

const back = { text: '回到“我的个人信息”', href: '/me/data' }

const Stands = ({ stands }: Pick<CloseShown, 'stands'>) => (
  <Part id="stands" title="先办完这几件">
    <p>还有 {stands.length} 件没有了结，现在不能注销：</p>
    <Rows className="states">
      {stands.map(({ title, first, href }) => (
        <Fragment key={href + title}>
          <a href={href}>{title}</a>
          <small>{first}</small>
        </Fragment>
      ))}
    </Rows>
  </Part>
)

const Consequences = ({ goes, stays }: Pick<CloseShown, 'goes' | 'stays'>) => (
  <>
    <Part id="goes" title="马上删掉的">
      <Rows className="states">
        {goes.map((what) => (
          <span key={what}>{what}</span>
        ))}
      </Rows>
    </Part>
    <Part id="stays" title="按规定留下的，和留多久">
      <p>证照继续有效，办过的件照样查得到：用原来的身份再登录，就是重新开户，证照和办件都还在。</p>
      <Rows className="states">
        {stays.map(({ title, kept }) => (
          <Fragment key={title}>
            <b>{title}</b>
            <small>{kept}</small>
          </Fragment>
        ))}
      </Rows>
    </Part>
  </>
)

/** What closing the account comes to, and the button; where something stands against it, that comes first and there is no button. */
export const ClosePage: Page<CloseShown> = ({ data, refused, ...shown }) =>
  formPage(
    { ...shown, ...(refused ? { refused } : {}) },
    {
      title: '注销账户',
      act: '注销我的账户',
      back,
      lead: (
        <>
          <p>{data.name}，注销以后，您在本市的所有登录马上退出，也不再收到消息。</p>
          {data.stands.length ? <Stands stands={data.stands} /> : null}
          <Consequences {...data} />
        </>
      ),
    },
    data.stands.length ? undefined : (
      <Agree name="sure" error={errorOf(refused?.fields, 'sure')}>
        我看清了什么会删、什么会留，要注销账户
      </Agree>
    ),
  )

export const ClosedPage: Page<Record<string, never>> = ({ frame }) => (
  <PublicPage frame={frame} title="账户已注销">
    <Title text="账户已注销" trail={[{ text: '首页', href: '/' }]} />
    <div className="wrap">
      <Notice tone="done" title="您的账户已经注销，所有设备上都退出了">
        手机号、邮箱、住址、登录方式和没交的草稿都删了，不再给您发消息。
      </Notice>
      <p>证照继续有效，亮证、核验都不受影响；办过的件按档案法保存。以后想再用，用原来的身份登录就是重新开户，证照和办件都还在。</p>
      <Acts links={[{ text: '回首页', href: '/' }]} />
    </div>
  </PublicPage>
)
