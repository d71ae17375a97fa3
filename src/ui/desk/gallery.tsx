import { BulkBar } from './bulk-bar.tsx'
import { DayStrip } from './day-strip.tsx'
import { Due } from './due.tsx'
import { Lamp } from './lamp.tsx'
import { Source } from './source.tsx'
import { Toast } from './toast.tsx'
import { Verdict } from './verdict.tsx'

const nothing = () => {}

const Rows = () => (
  <table className="list">
    <thead>
      <tr>
        <th scope="col">灯</th>
        <th scope="col">承诺到期</th>
        <th scope="col">来源</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>
          <Lamp lamp="red" days={1} />
        </td>
        <td>
          <Due on="2023-09-26" />
        </td>
        <td>
          <Source kind="licence" />
        </td>
      </tr>
      <tr className="on">
        <td>
          <Lamp lamp="yellow" days={0} />
        </td>
        <td>
          <Due on="2023-10-07" makeUp clock="受理" clockTitle="受理期限，5 个工作日" />
        </td>
        <td>
          <Source kind="shared" /> <Source kind="earlier" /> <Source kind="typed" />
        </td>
      </tr>
      <tr className="here">
        <td>
          <Lamp lamp="green" days={2} />
        </td>
        <td>
          <Due on="2023-10-10" />
        </td>
        <td />
      </tr>
      <tr className="out">
        <td>
          <Lamp lamp="paused" days={3} />
        </td>
        <td>
          <Due resumeDays={4} />
        </td>
        <td>
          <Due />
        </td>
      </tr>
    </tbody>
  </table>
)

const Judged = () => (
  <div className="block row">
    <Verdict name="p1" label="距污染源 25 米以上" value="unknown" onChange={nothing} />
    <Verdict name="p2" label="执照有效" value="met" />
    <Verdict name="p3" label="面积相称" value="not-met" />
    <Lamp lamp="red" word="超时" quiet />
  </div>
)

/** The desk's own pieces in every state, without antd: for the eye and for axe. */
export const DeskGallery = () => (
  <html lang="zh-Hans-CN">
    <head>
      <meta charSet="utf-8" />
      <title>工作台组件样张</title>
      <link rel="stylesheet" href="/assets/tokens.css" />
      <link rel="stylesheet" href="/assets/desk.css" />
    </head>
    <body>
      <header className="top">
        <a className="mark" href="/desk">
          好办<span>工作台</span>
        </a>
        <span className="demo">演示数据，不是真实办件</span>
      </header>
      <main className="main">
        <div className="head">
          <h1>工作台组件样张</h1>
        </div>
        <Rows />
        <Judged />
        <div className="block">
          <DayStrip
            label="承诺时钟，逐日"
            days={[
              { day: '27', text: '受理' },
              { day: '28', text: '1' },
              { day: '9/29—10/6', text: '放假 8 天', kind: 'off', span: 4 },
              { day: '7', text: '2' },
              { day: '8', text: '3' },
              { day: '9', text: '暂停', kind: 'paused' },
              { day: '10', text: '5', kind: 'due' },
            ]}
          />
        </div>
        <BulkBar
          marked={6}
          verdict="可受理 5 件，1 件不可：材料未齐"
          verbs={[
            { text: '受理', can: 5, key: 'a', run: nothing },
            { text: '转同事', can: 6, run: nothing },
          ]}
          showOut={nothing}
          clear={nothing}
        />
        <div className="toast-place">
          <Toast done="已受理，10 秒内可撤回" note="通知书未发出" secondsLeft={7} recall={nothing} recallKey="z" />
        </div>
      </main>
    </body>
  </html>
)
