import { Doors, Hero, Leaf, News, Search, Stages, Tally, YourTurn } from '../public/find.tsx'
import { Tag } from '../public/marks.tsx'
import { Section } from '../public/page.tsx'
import { type Frame, PublicPage } from '../public/shell.tsx'

const link = (text: string, href = `/items?q=${encodeURIComponent(text)}`) => ({ text, href })
const stage = (name: string, ...texts: string[]) => ({ name, links: texts.map((t) => link(t)) })

const life = [
  stage('出生', '新生儿出生'),
  stage('上学', '教育入学'),
  stage('就业', '大中专毕业', '灵活就业', '失业'),
  stage('婚育', '结婚生育', '生育津贴'),
  stage('置业', '二手房过户', '带押过户'),
  stage('养老', '职工退休', '老年人服务'),
  stage('身后', '公民身后'),
]
const enterprise = [
  stage('开办', '企业开办'),
  stage('准营', '开餐饮店', '开便利店', '开药店'),
  stage('用工', '员工录用', '工伤'),
  stage('建设', '水电气网报装', '拿地即开工'),
  stage('经营', '信息变更', '信用修复'),
  stage('兑现', '惠企政策兑现'),
  stage('注销', '企业注销'),
]
const doors = {
  big: [
    { text: '个人办事', about: '户口、社保、房子、车、上学', href: '/person' },
    { text: '企业办事', about: '开办、许可、用工、纳税、注销', href: '/enterprise' },
    { text: '一件事一次办', about: '填一次表，几个部门一起办', href: '/one-thing' },
    { text: '12345 民意速办', about: '咨询、求助、投诉、建议', href: '/hotline' },
  ],
  all: [
    { text: '惠企政策', icon: 'policy', href: '/policies' },
    { text: '我的证照', icon: 'card', href: '/me/licences' },
    { text: '大厅预约', icon: 'date', href: '/halls' },
    { text: '异地通办', icon: 'cross', href: '/cross-region' },
    { text: '园区办事', icon: 'park', href: '/park' },
    { text: '中介超市', icon: 'market', href: '/market' },
    { text: '数字人大厅', icon: 'guide', href: '/assistant' },
    { text: '办不成事反映', icon: 'stuck', href: '/stuck' },
  ],
} as const
const [y, t, n] = ['ready', 'trial', 'building'] as const
const tally = [
  { name: '重点改革', items: [t, t, y, t, y, t] },
  { name: '优化服务', items: [y, y, y, t, t, y] },
  { name: '数字赋能', items: [n, n, y, y, n, n] },
  { name: '工作保障', items: [n, n, n] },
]
const news = [
  { on: '2023-06-21', day: '6月21日', text: '第二批惠企资金拟兑付名单公示，6月30日（周五）前可提异议', href: '/news/4' },
  { on: '2023-06-20', day: '6月20日', text: '系统维护：6月27日 22 点到 24 点不能缴费，其他照常', href: '/news/3' },
  { on: '2023-06-19', day: '6月19日', text: '端午假期大厅开放安排', href: '/news/2' },
  { on: '2023-06-19', day: '6月19日', text: '本周行政许可、行政处罚决定公开（412 条）', href: '/news/1' },
]

const Reforms = () => (
  <Section id="reform" title="21 项改革，做到哪了" more={link('看全部', '/programme')} flush>
    <Tally groups={tally} />
    <ul className="rows states">
      <li>
        <a href="/programme/c3">一件事一次办</a>
        <Tag>已可用</Tag>
        <small>已上线 26 个，12月31日前不少于 40 个</small>
      </li>
      <li>
        <a href="/programme/s4">掌上望川</a>
        <Tag>已可用</Tag>
        <small>查询办理率 61.4%，年底目标 80% 以上</small>
      </li>
      <li>
        <a href="/programme/c6">民情汇聚 · 民意速办</a>
        <Tag tone="try">试运行</Tag>
        <small>6 个反映渠道，4 个已并入 12345</small>
      </li>
      <li>
        <a href="/programme/s1">城市大脑（一期）</a>
        <Tag tone="soft">建设中</Tag>
        <small>还不能用，计划 12月31日前上线</small>
      </li>
    </ul>
  </Section>
)

const Turn = () => (
  <YourTurn
    title="户外招牌设置，还差 1 份材料"
    act={link('去补交', '/me/cases/2/supplement')}
    mine={
      <>
        <span>
          另有 1 件在办：<a href="/me/cases/1">食品经营许可（新办）</a>，6月27日（周二）前出结果
        </span>{' '}
        <a href="/me/cases">我的全部办件（5 件）</a>
      </>
    }
  >
    请在 <b>6月29日（周四）</b>前补交“招牌效果图”，还有 4 天。
  </YourTurn>
)

const examples = [link('开饭馆', '/one-thing/restaurant'), link('生孩子上户口'), link('二手房过户')]

/** The home page, as the face sketches it. */
export const HomePage = ({ frame }: { frame: Frame }) => (
  <PublicPage frame={frame}>
    <Hero
      search={<Search action="/search" label="想办什么事？" heading examples={examples} />}
      leaf={<Leaf month="2023年6月" lunar="农历五月初八" day={25} weekday="周日" note="端午调休，今天照常上班" />}
      turn={<Turn />}
    />
    <div className="wrap">
      <Section id="doors" title="办事入口" hidden>
        <Doors big={doors.big} all={doors.all} />
      </Section>
      <Section id="life" title="遇到这些事，一次办好" more={link('看全部 62 件', '/one-thing')}>
        <div className="halves stages">
          <Stages title="人生的事" stages={life} />
          <Stages title="企业的事" stages={enterprise} />
        </div>
      </Section>
      <div className="sect halves halves--wide">
        <Reforms />
        <Section id="news" title="公示公告" more={link('更多', '/news')} flush>
          <News items={news} />
        </Section>
      </div>
    </div>
  </PublicPage>
)
