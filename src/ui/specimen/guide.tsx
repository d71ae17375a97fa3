import { Answer, Bring, Flow, Mats, Qr, Start, Toc } from '../public/guide.tsx'
import { Acts, Facts, More, Part, Title } from '../public/page.tsx'
import { type Frame, PublicPage } from '../public/shell.tsx'
import { specimenQr } from './qr.ts'

const parts = [
  '基本信息',
  '受理条件',
  '申请材料',
  '办理流程',
  '结果和样本',
  '收费',
  '办理地点和时间',
  '设定依据',
  '咨询和监督',
  '常见问题',
  '权利和救济',
].map((title, i) => ({ id: `s${i + 1}`, title }))
const bring = [
  { name: '店铺布局和操作流程图', note: '手画也行' },
  { name: '食品安全管理制度', note: '有范本，选一选就好' },
  { name: '营业执照', exempt: true },
  { name: '经营者身份证', exempt: true },
  { name: '从业人员健康证明', exempt: true },
]
const answers = [
  {
    ask: '谁能办',
    answer: '有营业执照的企业和个体工商户',
    more: (
      <>
        拿不准？<a href="/items/food/check">答 3 个问题，看您能不能办</a>
      </>
    ),
  },
  {
    ask: '要多久',
    answer: '5 个工作日',
    more: (
      <>
        法律规定 20 个工作日，我们承诺 5 个。今天（6月15日，周四）提交，最晚 <b className="nb">6月26日（周一）</b>出结果，中间端午放假不算。
      </>
    ),
  },
  { ask: '要不要跑', answer: '不用跑', more: '全程网上办。工作人员会到店里看 1 次，约好时间，您在店里就行。' },
  { ask: '多少钱', answer: '不收费' },
  { ask: '要带什么', answer: '准备 2 样，另外 3 样免提交', below: <Bring items={bring} /> },
]
const mats = [
  {
    name: '店铺布局和操作流程图',
    about: '1 份，照片或 PDF，20 MB 以内。画出厨房、餐厅、洗消间的位置，标上尺寸。',
    links: [{ text: '下载样图', href: '/samples/1' }],
  },
  { name: '食品安全管理制度', about: '1 份，可以在线用范本生成。', links: [{ text: '看范本', href: '/samples/2' }] },
  { name: '营业执照', exempt: true, about: '用您的电子营业执照。查询一次，您的账户里就留一条记录。' },
  { name: '经营者身份证', exempt: true, about: '登录时已核对。' },
  {
    name: '从业人员健康证明',
    exempt: true,
    about: (
      <>
        用电子健康证明。还没有的人，可以先<a href="/items/clinic">预约体检</a>。
      </>
    ),
  },
  { name: '自酿酒检验报告', tag: '自酿酒才要', about: '没有也能先提交，由我们送检，检验的日子不算在 5 天里。' },
]
const flow = [
  { name: '受理', when: '1 个工作日内', about: '材料不齐，一次告诉您缺什么，不会分几次说。' },
  { name: '到店核查', when: '受理后 2 个工作日内', about: '两名工作人员到店，出示证件。' },
  { name: '决定', when: '受理后 5 个工作日内', about: '通过就发证；不通过会写明理由和救济办法。' },
  { name: '拿证', when: '决定当天', about: '电子证照当天到“我的证照”，要纸质的免费寄。' },
]
const facts = [
  { name: '办理机关', value: '松桥区市场监督管理局' },
  { name: '事项类型', value: '行政许可' },
  { name: '办件类型', value: '承诺件' },
  { name: '行使层级', value: '县级' },
  { name: '通办范围', value: '全市通办' },
  { name: '服务对象', value: '企业、个体工商户' },
]
const start = { text: '开始办理', href: '/items/food/apply' }

const Sections = () => (
  <>
    <Part {...parts[0]!}>
      <Facts two facts={facts} />
      <p className="small soft">业务办理项编码 11990102MB9A00030K499013100100001（演示码）</p>
    </Part>
    <Part {...parts[1]!}>
      <ul>
        <li>有营业执照，经营范围里有食品经营或餐饮服务。</li>
        <li>有固定的经营场所，离垃圾场、旱厕等污染源 25 米以上。</li>
        <li>有冷藏、消毒、防蝇防鼠等设备，生熟分开。</li>
        <li>有专职或兼职的食品安全管理员。</li>
      </ul>
    </Part>
    <Part {...parts[2]!}>
      <Mats mats={mats} />
    </Part>
    <Part {...parts[3]!}>
      <Flow steps={flow} />
    </Part>
    <Part {...parts[4]!}>
      <p>
        《食品经营许可证》，有效期 5 年。<a href="/samples/3">看样本</a>　<a href="/verify">怎么验真假</a>
      </p>
    </Part>
    <Part {...parts[5]!}>
      <p>不收费。行政许可除法律、行政法规另有规定外不得收费（行政许可法第五十八条）。</p>
    </Part>
    <Part {...parts[6]!}>
      <p>
        <b>松桥区政务服务中心</b> 二楼“综合受理”窗口（演示）
      </p>
      <p>工作日 9:00–12:00，13:30–17:00；中午有人值班，周六上午可预约。6月25日（周日）端午调休，照常办理。</p>
      <p>
        <a href="/halls/1">看地图和公交</a>　<a href="/halls/1/book">预约取号</a>
      </p>
    </Part>
  </>
)

const Law = () => (
  <Part {...parts[7]!}>
    <More title="食品安全法 第三十五条">
      <p>
        国家对食品生产经营实行许可制度。从事食品生产、食品销售、餐饮服务，应当依法取得许可。但是，销售食用农产品和仅销售预包装食品的，不需要取得许可。仅销售预包装食品的，应当报所在地县级以上地方人民政府食品安全监督管理部门备案。
      </p>
    </More>
    <More title="行政许可法 第四十二条（20 日）、第四十五条（检验不计入）">
      <p>
        除可以当场作出行政许可决定的外，行政机关应当自受理行政许可申请之日起二十日内作出行政许可决定。依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在规定的期限内，行政机关应当将所需时间书面告知申请人。
      </p>
    </More>
  </Part>
)

const Asking = () => (
  <>
    <Part {...parts[8]!}>
      <Facts
        facts={[
          { name: '咨询', value: '0797-0001001（演示）' },
          { name: '投诉', value: '0797-0001002（演示），或 12345' },
          {
            name: '办不成',
            value: (
              <>
                到一楼<a href="/stuck">“办不成事”反映窗口</a>，网上也能说
              </>
            ),
          },
        ]}
      />
    </Part>
    <Part {...parts[9]!}>
      <More title="店还在装修，可以先申请吗？">
        <p>可以。先提交材料，到店核查等装修好了再约；等的日子由您定，不影响材料审查。</p>
      </More>
      <More title="核查没通过怎么办？">
        <p>能当场改的当场改，不能当场改的写明怎么改、几天内改好，改好再看一次。</p>
      </More>
    </Part>
    <Part {...parts[10]!}>
      <p>
        您有权知道进度、谁在办、谁看过您的材料，也可以在决定前撤回。对结果不服，<span className="nb">60 日</span>内可以申请行政复议，
        <span className="nb">6 个月</span>内可以提起行政诉讼。
      </p>
    </Part>
  </>
)

const foodTrail = [
  { text: '首页', href: '/' },
  { text: '企业办事', href: '/enterprise' },
  { text: '食品', href: '/enterprise/food' },
]

const Lead = () => (
  <>
    开饭馆、奶茶店、食堂，或者卖散装食品，营业前要先拿到这张证。只卖预包装食品的不用办，<a href="/items/record">做备案就行</a>。
  </>
)

/** A guide: five answers first, then the sections in the order of GB/T 36114. */
export const GuidePage = ({ frame }: { frame: Frame }) => (
  <PublicPage frame={frame}>
    <Title text="食品经营许可（新办）" trail={foodTrail} lead={<Lead />} />
    <div className="wrap aside">
      <Answer rows={answers} />
      <Start
        act={start}
        draft={{ href: '/apply/1', saved: '昨天 20:05 保存，还剩 5 项' }}
        about="约 8 分钟。12 项里有 7 项我们已经知道，您确认就行。"
        channels={[
          { text: '约窗口', href: '/halls/1/book' },
          { text: '寄材料', href: '/post' },
          { text: '自助机', href: '/kiosks' },
          { text: '请人代办', href: '/helpers' },
        ]}
      >
        <Toc parts={parts} />
      </Start>
      <div className="parts">
        <Sections />
        <Law />
        <Asking />
        <Acts
          className="part"
          next={start}
          links={[
            { text: '收藏', href: '/me/favourites' },
            { text: '评价这份指南', href: '/items/food/rate' },
          ]}
        >
          <Qr {...specimenQr} label="二维码：用手机打开本页">
            扫一扫，
            <br />
            在手机上办
          </Qr>
        </Acts>
        <p className="meta">
          满意度 4.8 分，214 人主动评价（不含系统默认好评），<a href="/items/food/ratings">看评价</a>。
          <br />第 7 版，2023年5月30日（周二）更新，<a href="/items/food/versions">看改了什么</a>。已经在办的件，按提交那天的版本办。
        </p>
      </div>
    </div>
  </PublicPage>
)
