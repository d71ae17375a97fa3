/** How to use the site, and what is shown without a network. */
import type { Page } from '#kernel/module.ts'
import { Part, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Standing } from '../schema.ts'

const parts: readonly { id: string; title: string; says: readonly string[] }[] = [
  {
    id: 'find',
    title: '找要办的事',
    says: [
      '在首页的框里写您平时怎么说的就行，比如“开饭馆”“孩子上户口”，写拼音也可以。',
      '拿不准能不能办，打开指南，点“拿不准？答几个问题”。答完告诉您能不能办、要带什么、花多少钱。',
    ],
  },
  {
    id: 'apply',
    title: '申请一件事',
    says: [
      '一页只问一题。边填边存，随时可以停，下次登录从“我的办件”接着填，草稿留 90 天。',
      '我们已经知道的会先替您填好，旁边写着从哪里来，您看一遍、确认就行。',
      '写错了不要紧：哪里要改，页面最上面会列出来，点一下就到那一格，别的都还在。',
    ],
  },
  {
    id: 'follow',
    title: '看进度',
    says: [
      '每一件都写着三句话：到哪了、轮到谁、哪天前出结果。期限是怎么一天一天算出来的，也列给您看。',
      '轮到您了，会发消息和短信；首页最上面也会写。没有登录，凭查询码和证件后 4 位也能查。',
    ],
  },
  {
    id: 'agent',
    title: '请人代办',
    says: [
      '请对方登录自己的账户，由您授权给他；他替您办的时候，页面上方一直写着“正在替谁办事”。',
      '代办人看了您的证件号码、电话，会记在“谁看过我的信息”里。您可以随时收回授权。',
      '不会用手机的，可以带身份证到政务服务中心的窗口，工作人员帮您在同一张表上填。',
    ],
  },
  {
    id: 'care',
    title: '字太小、看不清',
    says: [
      '点右上角“关怀版”，字更大、一页的东西更少，内容一样不少。也可以在任何网址后面加上 ?care=1。',
      '只用键盘也能办完：按 Tab 走，按回车确定，第一个链接是“跳到主要内容”。',
    ],
  },
]

export const HelpPage: Page<Standing> = ({ frame }) => (
  <PublicPage frame={frame} title="怎么用">
    <Title text="怎么用" trail={[{ text: '首页', href: '/' }]} lead="第一次来，看这一页就够了。" />
    <div className="wrap">
      <div className="parts measure">
        {parts.map((p) => (
          <Part key={p.id} id={p.id} title={p.title}>
            <ul>
              {p.says.map((s) => (
                <li key={s}>{s}</li>
              ))}
            </ul>
          </Part>
        ))}
        <Part id="more" title="还是不会">
          <Rows>
            {[
              <span key="call">
                打 <a href="tel:12345">12345</a>，24 小时有人接
              </span>,
              <a key="stuck" href="/stuck">
                材料齐了还办不成？反映
              </a>,
              <a key="a11y" href="/accessibility">
                看不见、听不见、手不方便：无障碍声明
              </a>,
            ]}
          </Rows>
        </Part>
      </div>
    </div>
  </PublicPage>
)

/** The one page a browser keeps for when there is no network; it says nothing about anybody. */
export const OfflinePage: Page<Standing> = ({ frame }) => (
  <PublicPage
    frame={{
      ...frame,
      who: undefined,
      messages: undefined,
      client: undefined,
      csrf: undefined,
      sessionSeconds: undefined,
      person: undefined,
      demoClock: undefined,
      path: '/',
    }}
    title="现在没有网"
  >
    <Title text="现在没有网" lead="页面打不开，不是您的错。您填过的都存在服务器上，没有丢。" />
    <div className="wrap">
      <div className="parts measure">
        <Part title="可以这样做">
          <ul>
            <li>看看手机的网络或者 Wi-Fi 有没有打开，再回到上一页试一次。</li>
            <li>刚打的字还没存上的，别关那个页面：网好了会自己再存。</li>
          </ul>
          <p>
            <a href="/">再试一次，回首页</a>
          </p>
        </Part>
        <Part title="急着办">
          <p>
            打 <a href="tel:12345">12345</a>，或者到政务服务中心的窗口。
          </p>
        </Part>
      </div>
    </div>
  </PublicPage>
)
