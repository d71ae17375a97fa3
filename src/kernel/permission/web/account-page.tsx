import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhFullDate, zhMoment } from '#kernel/clock/rules/text.ts'
import type { PageProps } from '#kernel/module.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Acts, Facts, Notice, Part, Rows, Title } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { AccountView, Device, Speaking } from '../schema.ts'

type Props = PageProps<AccountView>

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
      {data.kind === 'citizen' ? (
        <Part id="personal" title="我的信息">
          <Acts
            links={[
              { text: '联系方式', href: '/me/contact' },
              { text: '本市存了我的哪些信息', href: '/me/data' },
              { text: '谁看过我的信息', href: '/me/reads' },
            ]}
          />
        </Part>
      ) : null}
      {data.speaking.length > 1 ? <ActingPart data={data} csrf={frame.csrf} /> : null}
      {data.identities.length > 0 ? <KnownBy data={data} csrf={frame.csrf} /> : null}
      {data.guarded ? (
        <Part title="密码">
          <a href="/account/password">换密码</a>
        </Part>
      ) : null}
      {data.guarded ? <CodePart on={data.totp} csrf={frame.csrf} /> : null}
      {data.kind === 'staff' ? <PasskeyPart data={data} /> : null}
      <DevicePart devices={data.devices} now={data.now} csrf={frame.csrf} />
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

const ActingPart = ({ data, csrf }: { data: AccountView; csrf?: string }) => (
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

/** By which platforms the account is known: several of a citizen, the directory of a member of the staff. */
const KnownBy = (props: { data: AccountView; csrf?: string }) =>
  props.data.kind === 'staff' ? <DirectoryPart {...props} /> : <PlatformsPart {...props} />

const PlatformsPart = ({ data: { identities }, csrf }: { data: AccountView; csrf?: string }) => (
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

const DirectoryPart = ({ data: { identities } }: { data: AccountView }) => (
  <Part id="directory" title="单位目录">
    <Rows>
      {identities.map((i) => (
        <span key={`${i.issuer} ${i.subject}`}>
          <b>{i.title}</b>，{zhFullDate(dayOf(new Date(i.boundAt)))}绑定
        </span>
      ))}
    </Rows>
    <p className="hint">那边停了您的账号，这里一分钟内全部退出。绑错了人，请找系统管理员改工号。</p>
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

const PasskeyPart = ({ data }: { data: AccountView }) => (
  <Part id="passkeys" title="通行密钥">
    <p>
      {data.passkeys.length > 0
        ? '用设备的指纹、人脸或锁屏密码登录，不用密码。'
        : '绑定以后，用设备的指纹、人脸或锁屏密码就能登录，假网站骗不走。'}
    </p>
    {data.passkeys.length > 0 ? (
      <ul className="list">
        {data.passkeys.map((p) => (
          <li key={p.id}>
            <span>
              <b>{p.title}</b>
              <small>
                {zhMoment(p.createdAt, data.now)}绑定，{p.usedAt ? `${zhMoment(p.usedAt, data.now)}用过` : '还没用过'}
              </small>
            </span>
            <span>
              <a href={`/account/passkeys/${p.id}/remove`}>
                删掉<span className="vh">“{p.title}”</span>
              </a>
            </span>
          </li>
        ))}
      </ul>
    ) : null}
    {data.passkeysWork ? (
      <p>
        <a href="/account/passkeys/new">绑定{data.passkeys.length > 0 ? '另一个' : ''}通行密钥</a>
      </p>
    ) : (
      <p className="hint">要用 https 和域名打开本站，才能绑定通行密钥。</p>
    )}
  </Part>
)

const methods: Record<string, string> = {
  password: '密码',
  'password+totp': '密码和动态码',
  passkey: '通行密钥',
  'oidc:directory': '单位目录',
  'demo-choice': '演示身份',
  'demo-code': '演示身份',
}

const DevicePart = ({ devices, now, csrf }: { devices: readonly Device[]; now: Date; csrf?: string }) => (
  <Part id="devices" title="登录着的设备">
    <p>有不认得的，让它退出，再换密码。</p>
    <ul className="list">
      {devices.map((d) => (
        <li key={d.id}>
          <span>
            <b>{d.device ?? '以前登录的设备'}</b>
            {d.here ? '（这一台）' : ''}
            <small>
              {zhMoment(d.since, now)}登录{d.method ? `，用${methods[d.method] ?? '统一身份认证'}` : ''}；最近一次 {zhMoment(d.seenAt, now)}
            </small>
          </span>
          <form method="post" action={`/account/sessions/${d.id}/end`}>
            <FormKeys csrf={csrf} />
            <button className="btn btn--plain" type="submit">
              让它退出
              <span className="vh">
                ：{d.device ?? '以前登录的设备'}
                {d.here ? '，这一台' : ''}
              </span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  </Part>
)
