import type { ReactNode } from 'react'
import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { Acts, Back } from '#ui/public/page.tsx'
import { type Frame, PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary, errorOf } from '#ui/public/wrong.tsx'
import type { Enrolment } from '../schema.ts'
import { Authenticator } from './authenticator.tsx'

/** Which field a refusal is about, so that the summary leads there and the field says the same. */
const fieldOf: Record<string, string> = {
  'permission.old-wrong': 'old',
  'permission.not-twice': 'again',
  'permission.wrong-code': 'code',
}

type Wrong = { field: string; sentence: string }[]
const wrongOf = (refused: PageProps<unknown>['refused'], otherwise: string): Wrong =>
  refused ? [{ field: fieldOf[refused.code] ?? otherwise, sentence: refused.sentence }] : []

const Form = ({ frame, title, errors, children }: { frame: Frame; title: string; errors: Wrong; children: ReactNode }) => (
  <PublicPage frame={{ ...frame, title, wrong: errors.length > 0 }}>
    <Back href="/account">我的账户</Back>
    <Work>
      <Sheet>
        <ErrorSummary errors={errors} />
        <h1>{title}</h1>
        <form method="post" noValidate>
          <FormKeys csrf={frame.csrf} />
          {children}
        </form>
      </Sheet>
    </Work>
  </PublicPage>
)

/** A new password; nothing typed comes back, for passwords are never sent to a page. */
export const PasswordPage = ({ frame, refused }: PageProps<unknown>) => {
  const errors = wrongOf(refused, 'fresh')
  return (
    <Form frame={frame} title="换密码" errors={errors}>
      <Input name="old" label="原密码" width={20} type="password" autoComplete="current-password" error={errorOf(errors, 'old')} />
      <Input
        name="fresh"
        label="新密码"
        width={20}
        type="password"
        autoComplete="new-password"
        hint="10 位以上，小写字母、大写字母、数字、符号至少三种；或者 16 位以上的一句话。"
        error={errorOf(errors, 'fresh')}
      />
      <Input name="again" label="再填一次新密码" width={20} type="password" autoComplete="new-password" error={errorOf(errors, 'again')} />
      <Acts next={{ text: '换密码' }} links={[{ text: '不换了', href: '/account' }]} />
    </Form>
  )
}

/** The authenticator's secret, to be scanned or typed, and its first code as the proof that it arrived. */
export const TotpPage = ({ data, frame, refused }: PageProps<Enrolment & { asksPassword?: boolean }>) => {
  const errors = wrongOf(refused, 'code').map((e) => (e.field === 'old' ? { ...e, field: 'password' } : e))
  return (
    <Form frame={frame} title="绑定验证器" errors={errors}>
      <Authenticator {...data} />
      <Input
        name="code"
        label="验证器上的 6 位数字"
        width={8}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={errorOf(errors, 'code')}
      />
      {data.asksPassword ? (
        <Input
          name="password"
          label="密码"
          width={20}
          type="password"
          autoComplete="current-password"
          error={errorOf(errors, 'password')}
        />
      ) : null}
      <Acts next={{ text: '绑定' }} links={[{ text: '先不绑定', href: '/account' }]} />
    </Form>
  )
}

/** Takes the one-time code off: both the password and a code are asked for. */
export const TotpOffPage = ({ frame, refused }: PageProps<unknown>) => {
  const errors = wrongOf(refused && refused.code === 'permission.old-wrong' ? { ...refused, code: '' } : refused, 'password')
  return (
    <Form frame={frame} title="关闭动态码" errors={errors}>
      <Input name="password" label="密码" width={20} type="password" autoComplete="current-password" error={errorOf(errors, 'password')} />
      <Input name="code" label="动态码" width={8} inputMode="numeric" autoComplete="one-time-code" error={errorOf(errors, 'code')} />
      <Acts next={{ text: '关闭动态码' }} links={[{ text: '不关了', href: '/account' }]} />
    </Form>
  )
}
