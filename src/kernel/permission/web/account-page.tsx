import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import type { PageProps } from '#kernel/module.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Facts, Notice, Part, Rows, Title } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Speaking } from '../schema.ts'

type Data = {
  name: string
  kind: 'staff' | 'citizen'
  login: string | null
  title: string | null
  acting: string | null
  speaking: readonly Speaking[]
  mustChange: boolean
  guarded: boolean
  totp: boolean
  /** how surely this session knows the person */
  level: { name: string; at: Date | string | null } | null
  identities: { issuer: string; subject: string; title: string; boundAt: Date | string; usedAt: Date | string }[]
}
type Props = PageProps<Data>

const ground = ({ as, toOn, items }: Speaking): string =>
  ({
    self: '本人',
    'legal-rep': '您是法定代表人或经营者',
    agent: `授权代办，到${toOn ? zhFullDate(toOn) : '收回'}为止${items.length > 0 ? '，只限授权的事项' : ''}`,
  })[as]

/** The own account: for whom one acts, the password, the one-time code, and the way out on every device. */
export const AccountPage = ({ data, frame }: Props) => (
  <PublicPage frame={{ ...frame, title: '我的账户' }}>
    <Title text="我的账户" trail={[{ text: '首页', href: '/' }]} />
    <div className="wrap">
      {data.mustChange ? (
        <Notice tone="warn" title="请先换掉初始密码">
          这个密码是别人给您的。<a href="/account/password">换成只有您知道的</a>，才能办理业务。
        </Notice>
      ) : null}
      <Part title="账户">
        <Facts
          facts={[
            { name: '姓名', value: data.name },
            ...(data.level ? [{ name: '这次登录', value: data.level.name }] : []),
            ...(data.login ? [{ name: '登录名', value: data.login }] : []),
            ...(data.kind === 'staff' && data.title ? [{ name: '岗位', value: data.title }] : []),
          ]}
        />
      </Part>
      {data.speaking.length > 1 ? <ActingPart data={data} csrf={frame.csrf} /> : null}
      {data.identities.length > 0 ? <PlatformsPart data={data} csrf={frame.csrf} /> : null}
      {data.guarded ? (
        <Part title="密码">
          <a href="/account/password">换密码</a>
        </Part>
      ) : null}
      {data.guarded ? <CodePart on={data.totp} csrf={frame.csrf} /> : null}
      <Part title="退出">
        <form method="post" action="/sign-out">
          <FormKeys csrf={frame.csrf} />
          <div className="acts">
            <button className="btn btn--plain" type="submit">
              退出登录
            </button>
            <button className="btn btn--plain" type="submit" formAction="/sign-out/everywhere">
              在所有设备上退出
            </button>
          </div>
        </form>
      </Part>
    </div>
  </PublicPage>
)

const ActingPart = ({ data, csrf }: { data: Data; csrf?: string }) => (
  <Part id="acting" title="替谁办事">
    <form className="form" method="post" action="/session/acting">
      <FormKeys csrf={csrf} />
      <input type="hidden" name="back" value="/account#acting" />
      <Radios
        name="party"
        label="接下来替谁办"
        hint="换了以后，页面上方会写明您在替谁办。没交的草稿留在原来那一方名下。"
        value={data.acting ?? undefined}
        choices={data.speaking.map((s) => ({ value: s.party, text: <b>{s.name}</b>, hint: ground(s) }))}
      />
      <div className="acts">
        <button className="btn btn--plain" type="submit">
          换成这一方
        </button>
      </div>
    </form>
  </Part>
)

const PlatformsPart = ({ data: { identities }, csrf }: { data: Data; csrf?: string }) => (
  <Part id="platforms" title="登录平台">
    <p>
      {identities.length > 1
        ? '从下面哪个平台都能登录到这个账户。不用的可以解除，至少留一个。'
        : '从这个平台登录到这个账户。用别的平台登录一次，核对是本人，就会加进来。'}
    </p>
    <Rows>
      {identities.map((i) => (
        <form key={`${i.issuer} ${i.subject}`} method="post" action="/account/identities/remove">
          <FormKeys csrf={csrf} />
          <input type="hidden" name="issuer" value={i.issuer} />
          <input type="hidden" name="subject" value={i.subject} />
          <b>{i.title}</b>，{zhFullDate(dayOf(new Date(i.boundAt)))}绑定
          {identities.length > 1 ? (
            <>
              {' '}
              <button className="btn btn--plain" type="submit">
                解除{i.title}
              </button>
            </>
          ) : null}
        </form>
      ))}
    </Rows>
  </Part>
)

const CodePart = ({ on, csrf }: { on: boolean; csrf?: string }) => (
  <Part id="code" title="动态码">
    <p>{on ? '已绑定验证器，登录时要填 6 位动态码。' : '绑定手机上的验证器以后，别人光有密码登录不了您的账户。'}</p>
    {on ? (
      <a href="/account/totp/off">关闭动态码</a>
    ) : (
      <form method="post" action="/account/totp">
        <FormKeys csrf={csrf} />
        <div className="acts">
          <button className="btn btn--plain" type="submit">
            绑定验证器
          </button>
        </div>
      </form>
    )}
  </Part>
)
