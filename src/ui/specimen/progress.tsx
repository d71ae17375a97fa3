import { Now, PaperList, SeenTable, Steps, Track } from '../public/case.tsx'
import { Clock, type DayCell, type DayRow } from '../public/clock.tsx'
import { Lamp } from '../public/marks.tsx'
import { Part, Rail, RailBlock, Title } from '../public/page.tsx'
import { type Frame, PublicPage } from '../public/shell.tsx'

const free = (day: number, text?: string, mark?: '休'): DayCell => ({ day, text, kind: 'off', mark })
export const specimenWeeks: DayCell[][] = [
  [{ day: 12 }, { day: 13 }, { day: 14 }, { day: 15, text: '提交' }, { day: 16, text: '受理' }, free(17, '周末'), free(18, '周末')],
  [
    { day: 19, text: '第1天', kind: 'on' },
    { day: 20, text: '暂停', kind: 'pause' },
    { day: 21, text: '第2天', kind: 'on' },
    free(22, '端午', '休'),
    free(23, '端午', '休'),
    free(24, '端午', '休'),
    { day: 25, text: '第3天', kind: 'on', mark: '班', today: true },
  ],
  [
    { day: 26, text: '第4天', kind: 'on' },
    { day: 27, text: '第5天', kind: 'due' },
    { day: 28 },
    { day: 29 },
    { day: 30 },
    free(1),
    free(2),
  ],
]
export const specimenDays: DayRow[] = [
  { days: '16日 周五', what: '受理当天，从下一个工作日数起' },
  { days: '17–18日', what: '周末' },
  { days: '19日 周一', what: '工作日', counted: '第 1 天' },
  {
    days: '20日 周二',
    what: '米酒送检，暂停',
    basis: (
      <>
        <a href="#p3">检验告知书</a>、行政许可法第四十五条
      </>
    ),
  },
  { days: '21日 周三', what: '检验合格，接着算', counted: '第 2 天' },
  { days: '22–24日', what: '端午放假', basis: ' 2023 年放假安排' },
  { days: '25日 周日', what: '今天，端午调休上班', counted: '第 3 天' },
  { days: '26日 周一', what: '工作日', counted: '第 4 天' },
  { days: '27日 周二', what: '承诺的最后一天', counted: '第 5 天' },
]
const track = [
  { at: '2023-06-25T09:05', when: '今天 9:05', what: '审查员正在写审查意见', more: '审查岗，工号 0187' },
  { at: '2023-06-20T17:35', when: '6月20日（周二）17:35', what: '米酒检验合格', more: '第二天起接着算时间' },
  { at: '2023-06-20T08:40', when: '6月20日（周二）8:40', what: '米酒送检，暂停计时', more: '当天发了检验告知书', held: true },
  { at: '2023-06-19T15:20', when: '6月19日（周一）15:20', what: '两名工作人员到店看过，合格', more: '您在现场签了核查记录' },
  { at: '2023-06-16T10:08', when: '6月16日（周五）10:08', what: '受理了，开始计时' },
  { at: '2023-06-15T16:42', when: '6月15日（周四）16:42', what: '您提交了申请' },
]
const paper = (n: number, title: string, about: string) => ({
  id: `p${n}`,
  title,
  about,
  acts: [
    { text: '查看', href: `/papers/${n}` },
    { text: '验真', href: `/verify/${n}` },
  ],
})
const looks = [
  { when: '21日 10:30', who: '区市场监管局审查岗', note: '工号 0187', what: '全部材料，审查' },
  { when: '20日 8:52', who: '食品检验机构（演示）', note: '不含您的身份证号', what: '送样单，检验' },
  { when: '19日 15:12', who: '区市场监管局核查组', note: '工号 0204、0219', what: '布局图，到店核查' },
  { when: '16日 9:41', who: '区市场监管局受理岗', note: '工号 0213', what: '全部材料，受理' },
]

const Head = () => (
  <Title
    text="食品经营许可（新办）"
    trail={[
      { text: '首页', href: '/' },
      { text: '我的办件', href: '/me/cases' },
    ]}
    soft="松桥区客家小院餐饮店（演示），6月15日（周四）提交"
  >
    <Now
      answers={[
        { ask: '到哪了', answer: '审查中', more: '第 3 步，共 5 步' },
        { ask: '轮到谁', answer: '松桥区市场监管局', more: '您现在不用做什么' },
        { ask: '哪天前出结果', answer: '6月27日（周二）', more: <Lamp lamp="green" days={2} /> },
      ]}
    />
    <Steps
      at={2}
      steps={[
        { name: '提交', when: '15日' },
        { name: '受理', when: '16日' },
        { name: '审查', when: '现在' },
        { name: '决定', when: '27日前' },
        { name: '拿证', when: '当天' },
      ]}
    />
  </Title>
)

const Help = () => (
  <Rail label="联系和操作" part>
    <RailBlock title="问这件事">
      <a href="tel:07970001001">0797-0001001</a>（演示）
      <br />
      松桥区市场监管局许可科
      <br />
      工作日 9:00–17:00
    </RailBlock>
    <RailBlock title="还可以">
      <a href="/me/notices">改短信提醒</a>
      <br />
      <a href="/me/cases/1/files">下载全部材料</a>
      <br />
      <a href="/me/cases/1/withdraw">撤回申请</a>
      <br />
      <a href="/stuck">办不成？反映</a>
    </RailBlock>
    <RailBlock title="查询码">
      K7M4 Q2XD
      <br />
      <span className="soft">办件编号 11990102MB9A00030K 4990131001000 20230615 0007（演示号）</span>
    </RailBlock>
  </Rail>
)

/** Where a case is: three answers on top, the clock that explains itself, what happened, papers, who looked. */
export const ProgressPage = ({ frame }: { frame: Frame }) => (
  <PublicPage frame={frame}>
    <Head />
    <div className="wrap work">
      <div>
        <Part id="clock" title="为什么是 6月27日">
          <Clock caption="2023年6月12日到7月2日，哪天算、哪天不算" weeks={specimenWeeks} rows={specimenDays} open>
            <p>
              我们承诺 <b>5 个工作日</b>出结果，从受理的第二天数起。
            </p>
            <p>
              原来是 6月26日（周一）。20日送检米酒停了 1 天，改成 <b>6月27日（周二）</b>。
            </p>
            <p className="small soft">法律规定的最后一天是 7月18日（周二）。到 27日还没结果，系统自动亮红灯、督办，并告诉您。</p>
          </Clock>
        </Part>
        <Part title="经过">
          <Track entries={track} />
        </Part>
        <Part title="发给您的文书">
          <PaperList
            papers={[
              paper(3, '特别程序（检验）告知书', '6月20日，章市监食检〔2023〕12 号'),
              paper(2, '受理通知书', '6月16日，章市监食受〔2023〕86 号'),
              paper(1, '收件凭证', '6月15日'),
            ]}
          />
        </Part>
        <Part title="谁看过我的材料">
          <p>
            4 次，都为办这件事。不认得的，<a href="/me/cases/1/object">可以提出疑问</a>，3 个工作日内答复您。
          </p>
          <SeenTable looks={looks} />
        </Part>
      </div>
      <Help />
    </div>
  </PublicPage>
)
