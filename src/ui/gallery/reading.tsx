import { Doors, Found, Leaf, News, Search, Six, Stages, Tally, YourTurn } from '../public/find.tsx'
import { Answer, Bring, Flow, Mats, Toc } from '../public/guide.tsx'
import { Due, Lamp, Source, Tag } from '../public/marks.tsx'
import { Acts, Empty, Facts, More, Notice, RailBlock, Rows, Why } from '../public/page.tsx'
import { longName, longWord, Show } from './show.tsx'

const link = (text: string, href = '#main') => ({ text, href })

export const Marks = () => (
  <>
    <Show name="标签 Tag">
      <p>
        <Tag>免提交</Tag> <Tag tone="soft">要您准备</Tag> <Tag tone="try">试运行</Tag> <Tag tone="hot">有要改的</Tag>
      </p>
    </Show>
    <Show name="灯 Lamp">
      <Rows>
        {[
          <Lamp key="1" lamp="green" days={2} />,
          <Lamp key="2" lamp="yellow" days={1} />,
          <Lamp key="3" lamp="yellow" days={0} />,
          <Lamp key="4" lamp="red" days={3} />,
          <Lamp key="5" lamp="paused" days={4} />,
          <Lamp key="6" lamp="green" />,
        ]}
      </Rows>
    </Show>
    <Show name="日子 Due，来源 Source">
      <p>
        <Due on="2023-06-27" />，<Due on="2023-06-25" makeUp />，<Due on="2024-02-29" year />
      </p>
      <p>
        <Source from="营业执照" note="2023-04-12 签发" />
      </p>
      <p>
        <Source from={longName} />
      </p>
    </Show>
    <Show name="提示 Notice，空 Empty">
      <Notice title="6月27日（周二）22 点到 24 点不能缴费">申请、查询、下载照常。</Notice>
      <Notice tone="warn" title="电子证照查询暂时变慢">
        可以先上传照片，恢复后我们自己核对，您不用再来。
      </Notice>
      <Notice tone="done" title="已保存" />
      <Empty
        title="您还没有办件"
        why="提交第一份申请后，进度会出现在这里。"
        acts={[link('看看能办什么', '/items'), link('用查询码查一件', '/lookup')]}
      />
      <Empty why="有了以后，会列在这里，也发短信告诉您。" title="按这些条件没有找到" />
    </Show>
    <Show name="按钮 Acts，为什么 Why">
      <Acts
        next={{ text: '开始办理', href: '#main' }}
        plain={[{ text: '按新答案再算', name: 'do', value: 'again' }]}
        links={[link('收藏')]}
      />
      <Why>许可证只在写明的地址有效。</Why>
    </Show>
  </>
)

const items = [
  { href: '#i1', title: '食品经营许可（新办）', about: '松桥区市场监督管理局，5 个工作日，不收费', tag: <Tag>全程网办</Tag> },
  { href: '#i2', title: longName, about: longWord },
]

export const Finding = () => (
  <>
    <Show name="搜索 Search，结果 Found">
      <Search
        id="g-q"
        action="/search"
        label="想办什么事？"
        value="开饭馆"
        examples={[link('二手房过户', '#e1'), link('生孩子上户口', '#e2')]}
      />
      <Found items={items} />
    </Show>
    <Show name="入口 Doors、Six，日历 Leaf，轮到您 YourTurn">
      <Doors
        big={[
          { text: '个人办事', about: '户口、社保、房子、车、上学', href: '#d1' },
          { text: '企业办事', about: '开办、许可、用工、纳税、注销', href: '#d2' },
          { text: '一件事一次办', about: '填一次表，几个部门一起办', href: '#d3' },
          { text: '12345 民意速办', about: '咨询、求助、投诉、建议', href: '#d4' },
        ]}
        all={(['policy', 'card', 'date', 'cross', 'park', 'market', 'guide', 'stuck'] as const).map((icon) => ({
          text: `入口 ${icon}`,
          icon,
          href: `#${icon}`,
        }))}
      />
      <div className="gap" />
      <Six
        doors={(['file', 'clock', 'card', 'hall', 'phone', 'family'] as const).map((icon) => ({
          text: '办一件事',
          about: '津贴、医保、老年证',
          icon,
          href: `#six-${icon}`,
        }))}
      />
      <Leaf month="2023年6月" day={25} weekday="周日" note="端午调休，今天照常上班" />
      <YourTurn id="g-turn" level={3} title={longName} act={link('去补交')} mine={<a href="#mine">我的全部办件（5 件）</a>}>
        请在 <b>6月29日（周四）</b>前补交“招牌效果图”，还有 4 天。
      </YourTurn>
    </Show>
    <Show name="阶段 Stages，公告 News，进展 Tally">
      <div className="halves stages">
        <Stages
          title="人生的事"
          stages={[{ name: '就业', links: [link('大中专毕业', '#l1'), link('灵活就业', '#l2'), link('失业', '#l3')] }]}
        />
        <News items={[{ on: '2023-06-21', day: '6月21日', text: longName, href: '#n' }]} />
      </div>
      <Tally groups={[{ name: '重点改革', items: ['ready', 'trial', 'building'] }]} />
    </Show>
  </>
)

export const Guides = () => (
  <>
    <Show name="五个回答 Answer">
      <Answer
        rows={[
          { ask: '谁能办', answer: '有营业执照的企业和个体工商户', more: <a href="#check">答 3 个问题，看您能不能办</a> },
          { ask: '多少钱', answer: '不收费' },
          {
            ask: '要带什么',
            answer: longName,
            below: (
              <Bring
                items={[
                  { name: '布局图', note: '手画也行' },
                  { name: '营业执照', exempt: true },
                ]}
              />
            ),
          },
        ]}
      />
    </Show>
    <Show name="材料 Mats，要带的 Bring，流程 Flow，目录 Toc">
      <Mats
        mats={[
          { name: '布局图', about: '1 份，照片或 PDF，20 MB 以内。', links: [link('下载样图', '#sample')] },
          { name: '营业执照', exempt: true, about: '用您的电子营业执照。' },
          { name: longName, tag: '自酿酒才要', about: longWord },
        ]}
      />
      <Bring
        rows
        items={[
          { name: '租房合同', note: '照片就行' },
          { name: '身份证', exempt: true },
          { name: '营业执照', exempt: true, note: '这次办好，自动带上' },
        ]}
      />
      <Flow steps={[{ name: '受理', when: '1 个工作日内', about: '材料不齐，一次告诉您缺什么。' }, { name: '拿证' }]} />
      <Toc
        parts={[
          { id: 'main', title: '基本信息' },
          { id: 'errors', title: '受理条件' },
        ]}
      />
    </Show>
    <Show name="事实 Facts，折叠 More，旁栏 Rail">
      <Facts
        two
        facts={[
          { name: '办理机关', value: '市场监督管理局' },
          { name: '名称', value: longName, note: longWord },
        ]}
      />
      <More title="食品安全法 第三十五条">
        <p>国家对食品生产经营实行许可制度。</p>
      </More>
      <More title="展开的" open>
        <p>国家对食品生产经营实行许可制度。</p>
      </More>
      <div className="rail">
        <RailBlock title="遇到困难">
          <a href="tel:12345">12345</a>
        </RailBlock>
      </div>
    </Show>
  </>
)
