import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { Acts, Back, Notice } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { StepUpView } from '../schema.ts'
import { NoPasskeys } from './no-passkeys.tsx'

type Wrong = { field: string; sentence: string }[]
type Ask = { data: StepUpView; csrf: string | undefined; back: string }

const ByPasskey = ({ data, csrf, back }: Ask) => (
  <>
    <NoPasskeys>
      {data.totp ? (
        '请填动态码。'
      ) : (
        <>
          请换一个能用通行密钥的浏览器，或者到<a href="/account#code">我的账户</a>绑定验证器，用动态码验。
        </>
      )}
    </NoPasskeys>
    <form method="post" hidden data-island="permission" data-passkey="step-up">
      <FormKeys csrf={csrf} />
      <input type="hidden" name="back" value={back} />
      <div className="acts">
        <button className="btn btn--next" type="submit">
          用通行密钥验
        </button>
      </div>
    </form>
  </>
)

const ByCode = ({ data, csrf, back, errors }: Ask & { errors: Wrong }) => (
  <form method="post" action="/account/step-up" noValidate>
    <FormKeys csrf={csrf} />
    <input type="hidden" name="back" value={back} />
    <Input
      name="code"
      label="动态码"
      width={8}
      inputMode="numeric"
      autoComplete="one-time-code"
      hint="打开手机上的验证器，抄 6 位数字。"
      error={errorOf(errors, 'code')}
    />
    {data.passkeys > 0 ? (
      <div className="acts">
        <button className="btn btn--plain" type="submit">
          用动态码验
        </button>
      </div>
    ) : (
      <Acts next={{ text: '验一次' }} />
    )}
  </form>
)

const ByDirectory = ({ title, href, factor }: NonNullable<StepUpView['directory']>) => (
  <>
    {factor ? null : <p className="hint">在{title}重新登录一次，就能在“我的账户”绑定通行密钥。它本身不算第二重验证。</p>}
    <div className="acts">
      <a className={factor ? 'btn btn--next' : 'btn btn--plain'} href={href} rel="nofollow">
        到{title}
        {factor ? '验' : '重新登录'}
      </a>
    </div>
  </>
)

/** Everything by which this account proves itself; what is no second factor is shown to whoever has none. */
const Ways = ({ ask, errors }: { ask: Ask; errors: Wrong }) => {
  const { directory, totp, passkeys } = ask.data
  return (
    <>
      {directory && (directory.factor || !(totp || passkeys > 0)) ? <ByDirectory {...directory} /> : null}
      {passkeys > 0 ? <ByPasskey {...ask} /> : null}
      {totp ? <ByCode {...ask} errors={errors} /> : null}
    </>
  )
}

/** Proving a second factor again, by what the account has, and back to where one was. */
export const StepUpPage = ({ data, frame, refused }: PageProps<StepUpView>) => {
  const errors = refused ? [{ field: 'code', sentence: refused.sentence }] : []
  const back = typeof refused?.typed.back === 'string' ? refused.typed.back : data.back
  const ask = { data, csrf: frame.csrf, back }
  return (
    <PublicPage frame={{ ...frame, title: '再验一次身份', wrong: errors.length > 0 }}>
      <Back href={back === '/' ? '/account' : back}>{back === '/' ? '我的账户' : '回到刚才那一页'}</Back>
      <Work>
        <Sheet>
          <ErrorSummary errors={errors} title="没有验成" />
          <h1>再验一次身份</h1>
          <p>
            决定、用印、看完整的个人信息、授权，都要先证明现在坐在电脑前的是您本人。
            {data.minutes === null ? '本市现在不要求这样做。' : `验一次，${data.minutes} 分钟内有效。`}
          </p>
          {data.proved ? <Notice tone="done" title="刚刚验过，可以接着办" /> : null}
          {data.totp || data.passkeys > 0 || data.directory?.factor ? null : (
            <Notice tone="warn" title="您还没有第二重验证">
              请先到<a href="/account#code">我的账户</a>绑定通行密钥，或者绑定手机上的验证器。
            </Notice>
          )}
          <Ways ask={ask} errors={errors} />
        </Sheet>
      </Work>
    </PublicPage>
  )
}
