import type { PageProps } from '#kernel/module.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { at, fieldOf, formPage } from '#ui/public/form-page.tsx'
import { Acts, Facts, Notice, Part, Title } from '#ui/public/page.tsx'
import { Agree } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'

type Kind = 'phone' | 'email' | 'address'
type Ways = { sms: boolean; email: boolean }
type Contact = Record<Kind, string | null> & { ways: Ways; set: Ways }

const names: Record<Kind, string> = { phone: '手机号', email: '邮箱', address: '联系地址' }
const home = [
  { text: '首页', href: '/' },
  { text: '我的', href: '/me' },
]
const back = { text: '我的联系方式', href: '/me/contact' }

const nowhere = ({ sms, email }: Ways): string | undefined => {
  if (sms && email) return undefined
  if (!sms && !email) return '本市还没有接通短信和邮件，消息都在“我的消息”里。'
  return sms ? '本市还没有接通邮件。' : '本市还没有接通短信。'
}

/** How one is reached, and by which way one wants to be told. */
export const ContactPage = ({ data, frame }: PageProps<Contact>) => {
  const missing = nowhere(data.set)
  return (
    <PublicPage frame={{ ...frame, title: '我的联系方式' }}>
      <Title text="我的联系方式" trail={home} lead="办件有了进展，按这里的方式告诉您。这里只显示一部分，别人看不全。" />
      <div className="wrap">
        <Part title="联系方式">
          <Facts
            facts={(['phone', 'email', 'address'] as const).map((kind) => ({
              name: names[kind],
              value: data[kind] ?? '还没有填',
              note: (
                <a href={`/me/contact/${kind}`}>
                  {data[kind] ? '更换' : '填写'}
                  <span className="vh">{names[kind]}</span>
                </a>
              ),
            }))}
          />
        </Part>
        <Part id="ways" title="怎么告诉我">
          {missing ? <Notice title={missing} /> : null}
          <form className="form" method="post" action="/me/contact">
            <FormKeys csrf={frame.csrf} />
            <Agree name="sms" checked={data.ways.sms} note={data.phone ? undefined : '还没有填手机号，填了才收得到'}>
              发短信
            </Agree>
            <Agree name="email" checked={data.ways.email} note={data.email ? undefined : '还没有填邮箱，填了才收得到'}>
              发邮件
            </Agree>
            <p className="small soft">都不选，消息也会在“我的消息”里。夜里 9 点到早上 8 点不发短信。</p>
            <Acts next={{ text: '保存' }} links={[{ text: '看我的消息', href: '/me/messages' }]} />
          </form>
        </Part>
      </div>
    </PublicPage>
  )
}

const hints: Record<Kind, string> = {
  phone: '11 位手机号',
  email: '例如 name@example.cn',
  address: '写到门牌号，最长 200 个字。不填就是去掉',
}
const typing = {
  phone: { type: 'tel', inputMode: 'tel', autoComplete: 'tel' },
  email: { type: 'email', inputMode: 'email', autoComplete: 'email' },
  address: { autoComplete: 'street-address' },
} as const

/** A new telephone, e-mail or address. */
export const EditContactPage = (given: PageProps<{ kind: Kind; now: string | null; code: boolean }>) => {
  const props = { ...given, refused: at(given.refused, 'value') }
  const { kind, now, code } = props.data
  return formPage(
    props,
    {
      title: `${now ? '更换' : '填写'}${names[kind]}`,
      act: code ? '给我发验证码' : '保存',
      back,
      lead: now ? (
        <p>
          现在登记的是 <span className="num">{now}</span>
          {code ? '。验证码发到新的，填对了才换。' : '。'}
        </p>
      ) : null,
    },
    <Input name="value" label={`新的${names[kind]}`} hint={hints[kind]} {...typing[kind]} {...fieldOf(props.refused, 'value')} />,
  )
}

/** The code that went to the new number or mailbox. */
export const ConfirmContactPage = (given: PageProps<{ kind: 'phone' | 'email'; to: string | null }>) => {
  const props = { ...given, refused: given.data.to ? at(given.refused, 'code') : given.refused }
  const { kind, to } = props.data
  const title = '填验证码'
  if (!to)
    return formPage(
      props,
      {
        title,
        act: '',
        back: { text: '重新要一个验证码', href: `/me/contact/${kind}` },
        lead: <p>现在没有等着您填的验证码：可能过了 5 分钟，或者试错太多次。{names[kind]}没有换。</p>,
      },
      undefined,
    )
  return formPage(
    props,
    {
      title,
      act: `换成这个${names[kind]}`,
      back: { text: '换一个再发', href: `/me/contact/${kind}` },
      lead: (
        <p>
          验证码已经发到 <span className="num">{to}</span>，5 分钟内有效。
        </p>
      ),
    },
    <Input
      name="code"
      label="6 位验证码"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      width={8}
      {...fieldOf(props.refused, 'code')}
    />,
  )
}
