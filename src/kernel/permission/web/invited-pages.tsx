import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { Acts, Notice } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { InvitedView } from '../schema.ts'
import { Authenticator } from './authenticator.tsx'
import { NoPasskeys } from './no-passkeys.tsx'

type Props = PageProps<InvitedView>
type Wrong = { field: string; sentence: string }[]

const fieldOf: Record<string, string> = {
  'permission.weak': 'password',
  'permission.not-twice': 'again',
  'permission.wrong-code': 'code',
  'permission.login-taken': 'login',
}
const wrongOf = (refused: Props['refused']): Wrong => {
  if (!refused) return []
  return refused.fields.length > 0 ? refused.fields : [{ field: fieldOf[refused.code] ?? 'name', sentence: refused.sentence }]
}
const typed = (refused: Props['refused'], field: string): string | undefined => {
  const value = refused?.typed[field]
  return typeof value === 'string' ? value : undefined
}

const Gone = ({ frame }: Pick<Props, 'frame'>) => (
  <PublicPage frame={{ ...frame, title: '链接不能用了' }}>
    <Work top>
      <Sheet>
        <h1>这个链接不能用了</h1>
        <p>链接只能用一次，72 小时内有效；重新发了新的，旧的也作废。请找给您链接的人再要一个。</p>
        <Acts next={{ text: '去登录', href: '/sign-in?as=staff' }} />
      </Sheet>
    </Work>
  </PublicPage>
)

const Who = ({ refused, errors }: { refused: Props['refused']; errors: Wrong }) => (
  <>
    <Input name="name" label="姓名" width={12} autoComplete="name" value={typed(refused, 'name')} error={errorOf(errors, 'name')} />
    <Input
      name="login"
      label="登录名"
      width={20}
      autoComplete="username"
      spellCheck={false}
      hint="小写字母开头，一般用姓名拼音。"
      value={typed(refused, 'login')}
      error={errorOf(errors, 'login')}
    />
  </>
)

const Lead = ({ data, now }: { data: InvitedView; now: Date }) => (
  <>
    <h1>就任{data.office}</h1>
    <p>
      您将是本市的{data.office}。三员是三个人，互相制约，谁也不能替谁。链接只能用一次，到{data.until ? zhMoment(data.until, now) : ''}
      为止；密码只有您知道，谁也看不到。
    </p>
  </>
)

/** An officer's link: name, login, a password, and the first code of an authenticator app. Works without JavaScript. */
export const InvitedPage = ({ data, frame, now, refused }: Props) => {
  if (!data.office || !data.totp) return <Gone frame={frame} />
  const errors = wrongOf(refused)
  return (
    <PublicPage frame={{ ...frame, title: `就任${data.office}`, wrong: errors.length > 0 }}>
      <Work top>
        <Sheet>
          <ErrorSummary errors={errors} title="还没有就任" />
          <Lead data={data} now={now} />
          {data.passkeysWork ? (
            <p>
              不想设密码，可以<a href={`/officers/invited/${data.token}/passkey`}>改用通行密钥</a>（指纹、人脸或锁屏密码）。
            </p>
          ) : null}
          <form method="post" noValidate>
            <FormKeys csrf={frame.csrf} />
            <Who refused={refused} errors={errors} />
            <Input
              name="password"
              label="密码"
              width={20}
              type="password"
              autoComplete="new-password"
              hint="10 位以上，小写字母、大写字母、数字、符号至少三种；或者 16 位以上的一句话。"
              error={errorOf(errors, 'password')}
            />
            <Input
              name="again"
              label="再填一次密码"
              width={20}
              type="password"
              autoComplete="new-password"
              error={errorOf(errors, 'again')}
            />
            <Authenticator {...data.totp} />
            <Input
              name="code"
              label="验证器上的 6 位数字"
              width={8}
              inputMode="numeric"
              autoComplete="one-time-code"
              error={errorOf(errors, 'code')}
            />
            <Acts next={{ text: '就任' }} />
          </form>
        </Sheet>
      </Work>
    </PublicPage>
  )
}

/** The same with a passkey and no password. */
export const InvitedByPasskeyPage = ({ data, frame, now, refused }: Props) => {
  if (!data.office) return <Gone frame={frame} />
  const errors = wrongOf(refused)
  return (
    <PublicPage frame={{ ...frame, title: `就任${data.office}`, wrong: errors.length > 0 }}>
      <Work top>
        <Sheet>
          <ErrorSummary errors={errors} title="还没有就任" />
          <Lead data={data} now={now} />
          {data.passkeysWork ? null : (
            <Notice tone="warn" title="这个网址用不了通行密钥">
              要用 https 和域名打开本站。请改用密码和动态码。
            </Notice>
          )}
          <NoPasskeys>
            请<a href={`/officers/invited/${data.token}`}>改用密码和动态码</a>。
          </NoPasskeys>
          <form method="post" hidden noValidate data-island="permission" data-passkey="invited">
            <FormKeys csrf={frame.csrf} />
            <Who refused={refused} errors={errors} />
            <Acts next={{ text: '绑定通行密钥，就任' }} links={[{ text: '改用密码和动态码', href: `/officers/invited/${data.token}` }]} />
          </form>
        </Sheet>
      </Work>
    </PublicPage>
  )
}
