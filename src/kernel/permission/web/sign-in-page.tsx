import type { PageProps } from '#kernel/module.ts'
import { FormKeys, Sheet, Work } from '#ui/public/apply.tsx'
import { Input } from '#ui/public/field.tsx'
import { Tabs } from '#ui/public/list.tsx'
import { Acts, More, Notice, Rail, RailBlock, Rows } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { ErrorSummary } from '#ui/public/wrong.tsx'
import type { DemoCitizen } from '../schema.ts'

type Data = {
  back: string
  as: 'citizen' | 'staff'
  providers: { id: string; title: string; kind: string }[]
  /** the city's directory of its staff, where it has one */
  directory: { id: string; title: string } | null
  demoCode: string | null
  citizens: DemoCitizen[]
  staff: { login: string; name: string; title: string | null; organ: string }[]
  passkeys: boolean
  founding: boolean
}
type Props = PageProps<Data>

const tab = (as: string, back: string) => `/sign-in?as=${as}&back=${encodeURIComponent(back)}`

/** Which field a refusal is about, so that the summary leads there. */
const fieldOf: Record<string, string> = {
  'permission.wrong': 'login',
  'permission.slow-down': 'login',
  'permission.needs-code': 'code',
  'permission.wrong-code': 'code',
  'permission.unknown-citizen': 'account',
}

/** Sign-in for both sides of the counter: citizens first, staff on the second tab. Works with plain forms. */
export const SignInPage = (props: Props) => {
  const { data, frame, refused } = props
  const as = typed(refused, 'as') === 'staff' ? 'staff' : data.as
  const back = typed(refused, 'back') ?? data.back
  const errors = refused ? [{ field: fieldOf[refused.code] ?? 'login', sentence: refused.sentence }] : []
  return (
    <PublicPage frame={{ ...frame, title: '登录', wrong: errors.length > 0 }}>
      <Work top rail={<Help as={as} demo={data.demoCode !== null} staff={data.staff} directory={data.directory} />}>
        <Sheet>
          <ErrorSummary errors={errors} title="没有登录成功" />
          <h1>登录</h1>
          {data.founding ? (
            <Notice tone="warn" title="本市正在建城，还不能办事">
              系统管理员、安全保密管理员、安全审计员三位还没有都就任。收到就任链接的，请打开链接；已经就任的，从“工作人员”登录。
            </Notice>
          ) : null}
          <Tabs
            label="登录的是谁"
            tabs={[
              { text: '个人和企业', href: tab('citizen', back), here: as === 'citizen' },
              { text: '工作人员', href: tab('staff', back), here: as === 'staff' },
            ]}
          />
          {as === 'staff' ? <StaffPart props={props} /> : <CitizenForm props={props} />}
        </Sheet>
      </Work>
    </PublicPage>
  )
}

const typed = (refused: Props['refused'], field: string): string | undefined => {
  const value = refused?.typed[field]
  return typeof value === 'string' ? value : undefined
}

const errorAt = (refused: Props['refused'], field: string) => (refused && fieldOf[refused.code] === field ? refused.sentence : undefined)

const StaffPart = ({ props }: { props: Props }) => {
  const leading = leadingOf(props.data.staff)
  const others = props.data.staff.filter((s) => s.organ !== leading)
  return (
    <>
      {props.data.directory ? (
        <ByDirectory directory={props.data.directory} back={typed(props.refused, 'back') ?? props.data.back} />
      ) : null}
      <StaffForm props={props} />
      {props.data.passkeys ? <PasskeyForm props={props} /> : null}
      {others.length > 0 ? <Others staff={others} /> : null}
    </>
  )
}

/** The directory before the password: a plain link, so that it works without JavaScript. */
const ByDirectory = ({ directory: { id, title }, back }: { directory: { id: string; title: string }; back: string }) => (
  <>
    <ul className="ways">
      <li>
        <a className="btn btn--next" href={`/sign-in/with/${id}?back=${encodeURIComponent(back)}`} rel="nofollow">
          用{title}登录
        </a>
        <p className="small soft">和单位里别的系统同一个账号。第一次来，按工号或登录名对上这里的账户。</p>
      </li>
    </ul>
    <h2>用这里的登录名和密码</h2>
    <p className="small">三员，还有没接到{title}的人，从这里登录。</p>
  </>
)

const StaffForm = ({ props: { data, frame, refused } }: { props: Props }) => {
  const asksCode = refused?.code === 'permission.needs-code' || refused?.code === 'permission.wrong-code'
  return (
    <form method="post" action="/sign-in" noValidate>
      <FormKeys csrf={frame.csrf} />
      <input type="hidden" name="as" value="staff" />
      <input type="hidden" name="back" value={typed(refused, 'back') ?? data.back} />
      <Input
        name="login"
        label="登录名"
        width={20}
        autoComplete="username"
        spellCheck={false}
        value={typed(refused, 'login')}
        error={errorAt(refused, 'login')}
      />
      <Input name="password" label="密码" width={20} type="password" autoComplete="current-password" />
      <Input
        name="code"
        label="动态码"
        optional={!asksCode}
        width={8}
        inputMode="numeric"
        autoComplete="one-time-code"
        hint="绑定过验证器的才要填。打开手机上的验证器，抄 6 位数字。"
        error={errorAt(refused, 'code')}
      />
      {data.directory ? (
        <div className="acts">
          <button className="btn btn--plain" type="submit">
            登录
          </button>
        </div>
      ) : (
        <Acts next={{ text: '登录' }} />
      )}
    </form>
  )
}

/** Shown by the script where the browser knows passkeys; without it the password is the way. */
const PasskeyForm = ({ props: { data, frame, refused } }: { props: Props }) => (
  <form method="post" hidden data-island="permission" data-passkey="sign-in">
    <FormKeys csrf={frame.csrf} />
    <input type="hidden" name="back" value={typed(refused, 'back') ?? data.back} />
    <p className="hint">绑定过通行密钥的，不用填登录名和密码。</p>
    <div className="acts">
      <button className="btn btn--plain" type="submit">
        用通行密钥登录
      </button>
    </div>
  </form>
)

const CitizenForm = ({ props: { data, frame, refused } }: { props: Props }) =>
  data.demoCode === null && data.providers.length === 0 ? (
    <Notice title="本市还没有接入统一身份认证">不登录也能查事项、看指南。急着办，请带证件到政务服务中心窗口。</Notice>
  ) : (
    <>
      <Platforms data={data} back={typed(refused, 'back') ?? data.back} />
      {data.demoCode === null ? null : <DemoForms props={{ data, frame, refused } as Props} />}
    </>
  )

/** The city's platforms, citizens' before firms'; plain links, so that they work without JavaScript. */
const Platforms = ({ data: { providers }, back }: { data: Data; back: string }) => {
  const inOrder = [...providers.filter((p) => p.kind === 'citizen'), ...providers.filter((p) => p.kind === 'firm')]
  return inOrder.length === 0 ? null : (
    <>
      <ul className="ways">
        {inOrder.map((p, i) => (
          <li key={p.id}>
            <a
              className={i === 0 ? 'btn btn--next' : 'btn btn--plain'}
              href={`/sign-in/with/${p.id}?back=${encodeURIComponent(back)}`}
              rel="nofollow"
            >
              用{p.title}登录
            </a>
            {p.kind === 'firm' ? <p className="small soft">替单位办事：法定代表人，或单位授权过的人</p> : null}
          </li>
        ))}
      </ul>
      <p className="small">密码在那边输，我们看不到。那边告诉我们您的姓名和证件号码，还有认证到哪一级。</p>
    </>
  )
}

const DemoForms = ({ props: { data, frame, refused } }: { props: Props }) => (
  <>
    <form method="post" action="/sign-in" noValidate>
      <FormKeys csrf={frame.csrf} />
      <input type="hidden" name="as" value="citizen" />
      <input type="hidden" name="back" value={typed(refused, 'back') ?? data.back} />
      <Radios
        name="account"
        label="选一位演示人员"
        hint="都是虚构的人，办什么都不算数。"
        value={typed(refused, 'account')}
        error={errorAt(refused, 'account')}
        choices={data.citizens.map((c) => ({
          value: c.account,
          text: (
            <>
              <b>{c.name}</b>（演示）
            </>
          ),
          hint: c.note ?? undefined,
        }))}
      />
      <Acts next={{ text: '用这个身份登录' }} />
    </form>
    <More title="用身份证号登录">
      <form method="post" action="/sign-in" noValidate>
        <FormKeys csrf={frame.csrf} />
        <input type="hidden" name="as" value="citizen" />
        <input type="hidden" name="back" value={typed(refused, 'back') ?? data.back} />
        <Input
          name="idNo"
          label="身份证号"
          width={20}
          autoComplete="off"
          value={typed(refused, 'idNo')}
          hint="只认演示人员的号码，请不要填真的。"
        />
        <Input
          name="code"
          id="f-demo-code"
          label="验证码"
          width={8}
          inputMode="numeric"
          autoComplete="one-time-code"
          hint={`演示验证码：${data.demoCode}`}
        />
        <div className="acts">
          <button className="btn btn--plain" type="submit">
            用身份证号登录
          </button>
        </div>
      </form>
    </More>
  </>
)

/** The organ with the most people; they stand beside the form, all others below it. */
function leadingOf(staff: Data['staff']): string | undefined {
  const counts = new Map<string, number>()
  for (const { organ } of staff) counts.set(organ, (counts.get(organ) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

type HelpProps = { as: 'citizen' | 'staff'; demo: boolean; staff: Data['staff']; directory: Data['directory'] }
const Help = ({ as, demo, staff, directory }: HelpProps) => (
  <Rail label="帮助">
    {as === 'staff' && demo ? (
      <RailBlock title="演示账号">
        密码都是 haoban-demo
        {staff
          .filter((s) => s.organ === leadingOf(staff))
          .map((s) => (
            <span key={s.login}>
              <br />
              {s.login}：{s.name}，{s.title}
            </span>
          ))}
      </RailBlock>
    ) : null}
    <RailBlock title="登录不上">
      {as === 'staff'
        ? '忘了密码，请本单位系统管理员重置。连着输错，要等一会儿才能再试，越错等得越久；别人在别处输错，不影响您。'
        : '不登录也能查事项、看指南、查进度。'}
    </RailBlock>
    {as === 'staff' && directory ? (
      <RailBlock title={`${directory.title}登录不上`}>那边的密码请在那边找回。说这里没有您的账户的，请找系统管理员。</RailBlock>
    ) : null}
  </Rail>
)

const Others = ({ staff }: { staff: Data['staff'] }) => (
  <More title={`其他单位的演示账号（${staff.length} 个）`}>
    <Rows>
      {staff.map((s) => (
        <span key={s.login}>
          <b>{s.login}</b>：{s.name}，{s.title}
        </span>
      ))}
    </Rows>
  </More>
)
