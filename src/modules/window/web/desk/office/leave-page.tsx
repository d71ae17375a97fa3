import { Button, ConfigProvider, DatePicker, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { dueText } from '#ui/day.ts'
import { command, newKey, Told } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { nextTheme } from '#ui/desk-theme.ts'
import { type Leaves, type LeaveView, leaveWords } from '../../../schema/office.ts'
import { useDesk } from '../context.ts'

type Asked = { account?: string; standIn?: string; from?: string; to?: string; reason: string }
const wrongOf = (told: Told | undefined, field: string) =>
  told?.fields
    .filter((f) => f.field === field)
    .map((f) => f.sentence)
    .join('；')

const Wrong = ({ sentence }: { sentence: string | undefined }) =>
  sentence ? (
    <span role="alert" className="wrong">
      {sentence}
    </span>
  ) : null

function Register({ data, done }: { data: Leaves; done: () => void }) {
  const { me } = useDesk()
  const [asked, setAsked] = useState<Asked>({ reason: '' })
  const [told, setTold] = useState<Told>()
  const [key, setKey] = useState(newKey)
  const set = (change: Partial<Asked>) => setAsked((a) => ({ ...a, ...change }))
  const who = asked.account ?? me.id
  const options = data.people.map((p) => ({ value: p.id, label: [p.name, p.title].filter(Boolean).join('，') }))
  const send = () =>
    command('/work/leaves', { ...asked, standIn: asked.standIn ?? '', from: asked.from ?? '', to: asked.to ?? '' }, key).then(
      () => {
        setAsked({ reason: '' })
        setTold(undefined)
        setKey(newKey())
        done()
      },
      (e: unknown) => {
        setTold(e instanceof Told ? e : new Told(0, 'fault', '页面出了问题，请刷新再试'))
        setKey(newKey())
      },
    )
  return (
    <section className="block leave-form">
      <h2>登记离岗</h2>
      <p className="why">登记的第一天，手上没办完的一次全部转给顶岗的人；回来时一次接回还没办完的。</p>
      <div className="ask">
        {data.chief ? (
          <div className="stack tight">
            <label htmlFor="leave-who">谁离岗</label>
            <Select id="leave-who" value={who} onChange={(account) => set({ account })} options={options} />
            <Wrong sentence={wrongOf(told, 'account')} />
          </div>
        ) : null}
        <div className="stack tight">
          <label htmlFor="leave-stand">由谁顶岗</label>
          <Select
            id="leave-stand"
            value={asked.standIn}
            onChange={(standIn) => set({ standIn })}
            options={options.filter((o) => o.value !== who)}
          />
          <Wrong sentence={wrongOf(told, 'standIn')} />
        </div>
        <div className="stack tight">
          <label htmlFor="leave-from">从哪天</label>
          <DatePicker id="leave-from" placeholder={`今天是 ${data.today}`} onChange={(d) => set({ from: d?.format('YYYY-MM-DD') })} />
          <Wrong sentence={wrongOf(told, 'from')} />
        </div>
        <div className="stack tight">
          <label htmlFor="leave-to">到哪天（含）</label>
          <DatePicker id="leave-to" onChange={(d) => set({ to: d?.format('YYYY-MM-DD') })} />
          <Wrong sentence={wrongOf(told, 'to')} />
        </div>
        <div className="stack tight">
          <label htmlFor="leave-why">理由</label>
          <Input id="leave-why" value={asked.reason} maxLength={200} onChange={(e) => set({ reason: e.target.value })} />
          <Wrong sentence={wrongOf(told, 'reason')} />
        </div>
      </div>
      <div className="row panel-foot">
        <Wrong sentence={told && told.fields.length === 0 ? told.message : undefined} />
        <ConfigProvider theme={nextTheme}>
          <Button type="primary" onClick={() => void send()}>
            登记
          </Button>
        </ConfigProvider>
      </div>
    </section>
  )
}

const endWord = (l: LeaveView) => (l.state === 'planned' ? '取消' : '回来了，接回')

const LeaveRow = ({ leave: l, end }: { leave: LeaveView; end: () => void }) => (
  <tr>
    <td>
      <b>{l.name}</b>
      {l.mine ? <i className="tag">您</i> : null}
    </td>
    <td>
      {dueText(l.from)} 至 {dueText(l.to)}
    </td>
    <td>{l.standIn}</td>
    <td>
      <span className={l.state === 'away' ? 'tag warn' : 'tag'}>{leaveWords[l.state]}</span>
    </td>
    <td title={l.reason}>{l.reason}</td>
    <td>
      {l.batchOut ? <Link to={`/desk/batches/${l.batchOut}`}>看转了哪些</Link> : null}
      {l.may && (l.state === 'planned' || l.state === 'away') ? (
        <Button size="small" onClick={end}>
          {endWord(l)}
        </Button>
      ) : null}
    </td>
  </tr>
)

/** Who is away, from when to when, and who stands in. */
export function LeavePage() {
  const { data, error, again } = useLoaded<Leaves>('/work/leaves')
  const { refresh } = useDesk()
  const [told, setTold] = useState('')
  const moved = () => {
    again()
    refresh()
  }
  const end = (id: string) =>
    command(`/work/leaves/${id}/end`, {}).then(moved, (e: unknown) => setTold(e instanceof Told ? e.message : '没有成功'))
  if (error)
    return (
      <main className="main">
        <p className="empty" role="alert">
          {error}
        </p>
      </main>
    )
  if (!data)
    return (
      <main className="main">
        <p className="empty" role="status">
          正在打开
        </p>
      </main>
    )
  return (
    <main className="main scroll">
      <div className="head">
        <h1>离岗和顶岗</h1>
        {told ? <span role="alert">{told}</span> : null}
      </div>
      <Register data={data} done={moved} />
      {data.leaves.length ? (
        <table className="list">
          <thead>
            <tr>
              {['谁', '哪几天', '谁顶岗', '状态', '理由', ''].map((t) => (
                <th key={t} scope="col">
                  {t}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.leaves.map((l) => (
              <LeaveRow key={l.id} leave={l} end={() => void end(l.id)} />
            ))}
          </tbody>
        </table>
      ) : (
        <p className="empty">本单位还没有登记过离岗。</p>
      )}
    </main>
  )
}
