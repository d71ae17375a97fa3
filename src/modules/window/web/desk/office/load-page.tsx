import { Button, ConfigProvider, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { command, newKey, sentenceOf } from '#ui/desk/client.ts'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { nextTheme } from '#ui/desk-theme.ts'
import { type BatchState, type BatchView, batchWords } from '../../../schema/batch.ts'
import type { Load, LoadRow } from '../../../schema/office.ts'

const ageWords = ['3 天内', '4—7 天', '8—15 天', '15 天以上'] as const

/** The ages of what one carries as one bar; the numbers stand in it and in its name. */
const Ages = ({ ages, most }: { ages: LoadRow['ages']; most: number }) => (
  <span className="ages" role="img" aria-label={ages.map((n, i) => `${ageWords[i]} ${n} 件`).join('，')}>
    {ages.map((n, i) =>
      n > 0 ? (
        <i key={ageWords[i]} data-age={i} title={`${ageWords[i]} ${n} 件`} style={{ flexGrow: n }}>
          {n}
        </i>
      ) : null,
    )}
    <i className="rest" style={{ flexGrow: Math.max(0, most - ages.reduce((a, b) => a + b, 0)) }} />
  </span>
)

type MoveForm = { from: LoadRow; load: Load; close: () => void; begun: (batch: BatchView) => void }

function Move({ from, load, close, begun }: MoveForm) {
  const [to, setTo] = useState<string>()
  const [count, setCount] = useState<number | null>(Math.max(1, Math.floor(from.open / 2)))
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState('')
  const [key, setKey] = useState(newKey)
  const move = () =>
    command<BatchView>('/work/load/move', { from: from.account, to: to ?? '', count, reason }, key).then(begun, (e: unknown) => {
      setWrong(sentenceOf(e))
      setKey(newKey())
    })
  return (
    <Modal open title={`把${from.name}手上的转给同事`} onCancel={close} footer={null} destroyOnHidden>
      <div className="stack">
        <label htmlFor="move-to">交给谁</label>
        <Select
          id="move-to"
          className="wide"
          value={to}
          onChange={setTo}
          options={load.rows
            .filter((r) => r.account && r.account !== from.account)
            .map((r) => ({ value: r.account!, label: `${r.name}，手上 ${r.open} 件${r.away ? `，${r.away}` : ''}` }))}
        />
        <label htmlFor="move-count">转几件（先转期限最远的，快到期的留给熟悉的人）</label>
        <InputNumber id="move-count" min={1} max={from.open} precision={0} value={count} onChange={setCount} suffix="件" />
        <label htmlFor="move-reason">理由（双方都能看到）</label>
        <Input id="move-reason" value={reason} maxLength={200} onChange={(e) => setReason(e.target.value)} />
        {wrong ? (
          <p role="alert" className="wrong">
            {wrong}
          </p>
        ) : null}
      </div>
      <div className="row panel-foot">
        <Button onClick={close}>先不转</Button>
        <ConfigProvider theme={nextTheme}>
          <Button type="primary" onClick={() => void move()}>
            转 {count ?? 0} 件
          </Button>
        </ConfigProvider>
      </div>
    </Modal>
  )
}

const Row = ({ row: r, most, move }: { row: LoadRow; most: number; move: () => void }) => (
  <tr>
    <td>
      {r.account ? (
        <Link to={`/desk/office?holder=${encodeURIComponent(r.account)}`}>{r.name}</Link>
      ) : (
        <Link to="/desk/office?holder=none">{r.name}</Link>
      )}
      {r.away ? <i className="tag warn">{r.away}</i> : null}
    </td>
    <td className="soft">{r.title}</td>
    <td className="num">
      <b>{r.open}</b>
    </td>
    <td>{r.red ? <Lamp lamp="red" word={`${r.red}`} quiet /> : <span className="soft">0</span>}</td>
    <td>{r.yellow ? <Lamp lamp="yellow" word={`${r.yellow}`} quiet /> : <span className="soft">0</span>}</td>
    <td>{r.paused ? <Lamp lamp="paused" word={`${r.paused}`} quiet /> : <span className="soft">0</span>}</td>
    <td className="num">{r.noticed}</td>
    <td>
      <Ages ages={r.ages} most={most} />
    </td>
    <td>
      {r.account && r.open > 0 ? (
        <Button size="small" onClick={move}>
          匀给同事
        </Button>
      ) : null}
    </td>
  </tr>
)

function Moved({ moved, back }: { moved: Load['moved']; back: (id: string) => void }) {
  if (moved.length === 0) return null
  return (
    <section className="block">
      <h2>您最近转过的</h2>
      <ul className="stack">
        {moved.map((m) => (
          <li key={m.id} className="row">
            <Link to={`/desk/batches/${m.id}`}>{m.title}</Link>
            <span className="soft">
              {momentText(m.at)}，{batchWords[m.state as BatchState]}，转成 {m.done} 件
            </span>
            {m.done > 0 && m.state === 'done' ? (
              <Button size="small" onClick={() => back(m.id)}>
                换回原来的人
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The chief's view: who carries how much, how old it is, and moving it; every move can be taken back. */
export function LoadPage() {
  const { data, error, again } = useLoaded<Load>('/work/load')
  const go = useNavigate()
  const [from, setFrom] = useState<LoadRow>()
  const [told, setTold] = useState('')
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
          正在算
        </p>
      </main>
    )
  const most = Math.max(1, ...data.rows.map((r) => r.open))
  const back = (id: string) =>
    command<BatchView>(`/work/batches/${id}/back`, {}).then(
      (b) => go(`/desk/batches/${b.id}`),
      (e: unknown) => {
        setTold(sentenceOf(e))
        again()
      },
    )
  return (
    <main className="main scroll">
      <div className="head">
        <h1>工作量</h1>
        <span className="soft">手上没办完的，按经办人</span>
        {told ? <span role="alert">{told}</span> : null}
        <span className="right" />
        <Link className="btn" to="/desk/leave">
          离岗登记
        </Link>
      </div>
      <table className="list load">
        <thead>
          <tr>
            {['经办人', '岗位', '手上', '超时', '临期', '挂起', '告知过补正', '存放了多久', ''].map((t) => (
              <th key={t} scope="col">
                {t}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((r) => (
            <Row key={r.account ?? 'none'} row={r} most={most} move={() => setFrom(r)} />
          ))}
        </tbody>
      </table>
      <p className="pad soft small">点名字看他手上的办件；在列表里标记几件，也可以批量转交。</p>
      <Moved moved={data.moved} back={(id) => void back(id)} />
      {from ? <Move from={from} load={data} close={() => setFrom(undefined)} begun={(b) => go(`/desk/batches/${b.id}`)} /> : null}
    </main>
  )
}
