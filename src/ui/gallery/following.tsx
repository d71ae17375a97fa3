import { Gain, Lanes } from '../public/bundle.tsx'
import { Now, PaperList, SeenTable, Steps, Track } from '../public/case.tsx'
import { Clock } from '../public/clock.tsx'
import { Filters, Pager, Progress, Table, Tabs } from '../public/list.tsx'
import { Lamp, Tag } from '../public/marks.tsx'
import { Stars } from '../public/stars.tsx'
import { specimenDays, specimenWeeks } from '../specimen/progress.tsx'
import { longName, longWord, Show } from './show.tsx'

const steps = ['提交', '受理', '审查', '核查', '决定', '制证', '送达', '评价'].map((name) => ({ name, when: '15日' }))

export const Cases = () => (
  <>
    <Show name="三个回答 Now，步骤 Steps">
      <Now
        answers={[
          { ask: '到哪了', answer: '补正材料', more: '第 2 步，共 5 步' },
          { ask: '轮到谁', answer: '您', more: '还差 1 份材料' },
          { ask: '哪天前出结果', answer: '暂停中', more: <Lamp lamp="paused" days={4} /> },
        ]}
      />
      <Steps steps={steps.slice(0, 2)} at={0} />
      <Steps steps={steps.slice(0, 5)} at={2} />
      <Steps steps={steps} at={8} />
    </Show>
    <Show name="时钟 Clock">
      <Clock
        caption="2023年6月12日到7月2日，哪天算、哪天不算"
        weeks={[...specimenWeeks, [undefined, { day: 4 }, undefined, undefined, undefined, undefined, undefined]]}
        rows={specimenDays}
      >
        <p>
          我们承诺 <b>5 个工作日</b>出结果。
        </p>
      </Clock>
    </Show>
    <Show name="经过 Track，文书 PaperList，谁看过 SeenTable">
      <Track
        entries={[
          { at: '2023-06-25T09:05', when: '今天 9:05', what: '审查员正在写审查意见', more: '审查岗，工号 0187' },
          { at: '2023-06-20T08:40', when: '6月20日（周二）8:40', what: '米酒送检，暂停计时', held: true },
          { at: '2023-06-15T16:42', when: '6月15日（周四）16:42', what: longName, more: longWord },
        ]}
      />
      <PaperList
        papers={[
          {
            title: '受理通知书',
            about: '6月16日',
            acts: [
              { text: '查看', href: '#pdf2' },
              { text: '验真', href: '#ver2' },
            ],
          },
          { title: longName, acts: [{ text: '查看', href: '#pdf1' }] },
        ]}
      />
      <SeenTable
        looks={[
          { when: '21日 10:30', who: '区市场监管局审查岗', note: '工号 0187', what: '全部材料，审查' },
          { when: '16日 9:41', who: longName, what: longWord },
        ]}
      />
    </Show>
    <Show name="一件事 Gain、Lanes">
      <Gain
        gains={[
          { name: '填表', was: 4, is: 1, unit: '张' },
          { name: '材料', was: 15, is: 6, unit: '份，3 份免提交' },
          { name: '时间', was: 13.5, is: 5.5, unit: '个工作日' },
          { name: '跑动', was: 4, is: 0, unit: '次' },
        ]}
      />
      <Lanes
        span={6}
        all={<b>5.5 个工作日</b>}
        lanes={[
          { name: '设立登记', about: '市场监督管理局，0.5 天', days: 0.5, key: true },
          { name: '食品经营许可', about: '登记办好后 5 天', from: 0.5, days: 5, key: true },
          { name: '户外招牌设置', about: '城市管理局，3 天', days: 3 },
          { name: '消防安全检查', about: '消防救援大队', not: '免办：店面不超过 300 平方米' },
        ]}
      />
    </Show>
  </>
)

type Row = { no: string; name: string; fee: string }
const rows: Row[] = [
  { no: '1', name: '设计费', fee: '3,200.00' },
  { no: '2', name: longName, fee: '120,000.00' },
]

export const Lists = () => (
  <>
    <Show name="列表：Tabs、Filters、Table、Pager">
      <Tabs
        label="我的办件"
        tabs={[
          { text: '在办', href: '#tab1', here: true, count: 2 },
          { text: '办结', href: '#tab2', count: 31 },
          { text: '草稿', href: '#tab3' },
        ]}
      />
      <Filters
        action="/items"
        text={{ name: 'q', label: '名称里有' }}
        groups={[
          { name: 'organ', label: '部门', value: 'a', choices: [{ value: 'a', text: '市场监督管理局' }] },
          { name: 'who', label: '谁来办', choices: [] },
        ]}
        keep={{ tab: 'open' }}
        clear="/items"
      />
      <Table
        caption="收费清单"
        rows={rows}
        rowKey={(r) => r.no}
        columns={[
          { title: '项目', cell: (r) => r.name },
          { title: '状态', cell: () => <Tag tone="soft">已公示</Tag> },
          { title: '金额（元）', cell: (r) => r.fee, number: true },
        ]}
      />
      <Pager before="#before" after="#after" note="第 21–40 条" />
      <Pager label="翻页（第一页）" after="#after2" />
    </Show>
    <Show name="进行中 Progress，五档评价 Stars">
      <Progress label="正在核对 1,200 条中的第 480 条" value={480} max={1200} />
      <Progress label="正在生成文件" />
      {([5, 4, 3, 2, 1] as const).map((g) => (
        <p key={g}>
          <Stars grade={g} />
        </p>
      ))}
    </Show>
  </>
)
