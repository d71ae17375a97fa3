import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { Acts, Back, Notice } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { AccountView } from '../schema.ts'
import { NoPasskeys } from './no-passkeys.tsx'

type Props = PageProps<AccountView>

const errorsOf = (refused: Props['refused']) => (refused ? [{ field: 'password', sentence: refused.sentence }] : [])

const Password = ({ error }: { error?: string }) => (
  <Input
    name="password"
    label="密码"
    width={20}
    type="password"
    autoComplete="current-password"
    hint="证明这个账户是您的。"
    error={error}
  />
)

/** Binding a passkey: the name by which its owner knows it again, and the password; the browser does the rest. */
export const NewPasskeyPage = ({ data, frame }: Props) => (
  <PublicPage frame={{ ...frame, title: '绑定通行密钥' }}>
    <Back href="/account">我的账户</Back>
    <Work>
      <Sheet>
        <h1>绑定通行密钥</h1>
        <p>
          绑定以后，用这台设备的指纹、人脸或锁屏密码就能登录，不用记密码，假网站也骗不走。通行密钥留在您的设备里，我们只存能核对它的公开部分。
        </p>
        {data.passkeysWork ? null : (
          <Notice tone="warn" title="这个网址用不了通行密钥">
            要用 https 和域名打开本站。请找机房。
          </Notice>
        )}
        <NoPasskeys>
          可以改用动态码：到<a href="/account#code">我的账户</a>绑定验证器。
        </NoPasskeys>
        <form method="post" hidden noValidate data-island="permission" data-passkey="enrol">
          <FormKeys csrf={frame.csrf} />
          <Input name="title" label="给它起个名字" width={20} hint="例如“办公室的电脑”“我的手机”，以后在这里认得出。" />
          {data.asksPassword ? <Password /> : null}
          <Acts next={{ text: '绑定' }} links={[{ text: '先不绑定', href: '/account' }]} />
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)

/** Removing one: which it is stands in the address. */
export const RemovePasskeyPage = ({ data, frame, refused }: Props) => {
  const errors = errorsOf(refused)
  const id = decodeURIComponent(frame.path.split('/')[3] ?? '')
  const found = data.passkeys.find((p) => p.id === id)
  return (
    <PublicPage frame={{ ...frame, title: '删掉通行密钥', wrong: errors.length > 0 }}>
      <Back href="/account">我的账户</Back>
      <Work>
        <Sheet>
          <ErrorSummary errors={errors} title="还没有删掉" />
          <h1>{found ? `删掉“${found.title}”` : '这个通行密钥已经删掉了'}</h1>
          {found ? (
            <form method="post" noValidate>
              <FormKeys csrf={frame.csrf} />
              <p>删掉以后，那台设备不能再用它登录。设备丢了、换了，就该删掉。</p>
              {data.asksPassword ? <Password error={errorOf(errors, 'password')} /> : null}
              <Acts next={{ text: '删掉' }} links={[{ text: '不删了', href: '/account' }]} />
            </form>
          ) : (
            <Acts next={{ text: '回到我的账户', href: '/account' }} />
          )}
        </Sheet>
      </Work>
    </PublicPage>
  )
}
