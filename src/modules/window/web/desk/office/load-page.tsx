import { Button } from 'antd'
import { type DragEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { type BatchState, type BatchView, batchWords } from '#kernel/batch/schema/batch.ts'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { command } from '#ui/desk/client.ts'
import { Lamp } from '#ui/desk/lamp.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { useTold } from '#ui/desk/told.ts'
import type { Load, LoadRow } from '../../../schema/office.ts'
import { ReturnsPart } from './returns.tsx'

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

type Move = { from: LoadRow /** the colleague on whose row it was let go */; to?: string }

/** Moving some of what one carries to a colleague. */
const moveOf = ({ from, to }: Move, { rows }: Load): Act => ({
  title: `把${from.name}手上的转给同事`,
  path: '/work/load/move',
  verb: '转给他',
  asks: [
    {
      kind: 'choose',
      name: 'to',
      label: '交给谁',
      first: to,
      options: rows
        .filter((r) => r.account && r.account !== from.account)
        .map((r) => ({ value: r.account!, label: `${r.name}，手上 ${r.open} 件${r.away ? `，${r.away}` : ''}` })),
    },
    {
      kind: 'number',
      name: 'count',
      label: '转几件',
      hint: `他手上有 ${from.open} 件；先转期限最远的，快到期的留给熟悉的人`,
      unit: '件',
      min: 1,
      first: Math.max(1, Math.floor(from.open / 2)),
    },
    { kind: 'line', name: 'reason', label: '理由', hint: '双方都能看到' },
  ],
  wrap: (values) => ({ to: '', reason: '', ...values, from: from.account }),
})

type Hand = {
  row: LoadRow
  most: number
  move: (to?: string) => void
  held: LoadRow | undefined
  hold: (row: LoadRow | undefined) => void
  letGo: () => void
}

/** A row can be dragged onto a colleague's; the button in it does the same for whoever uses keys. */
function Row({ row: r, most, move, held, hold, letGo }: Hand) {
  const gives = r.account !== null && r.open > 0
  const takes = held !== undefined && r.account !== null && r.account !== held.account
  const over = (event: DragEvent) => {
    if (takes) event.preventDefault()
  }
  return (
    <tr
      draggable={gives}
      className={held?.account === r.account && held ? 'held' : takes ? 'takes' : undefined}
      onDragStart={(e) => {
        e.dataTransfer.setData('text/plain', r.name)
        e.dataTransfer.effectAllowed = 'move'
        hold(r)
      }}
      onDragEnd={() => hold(undefined)}
      onDragOver={over}
      onDrop={letGo}
    >
      <td>
        <Link to={`/desk/office?holder=${r.account ? encodeURIComponent(r.account) : 'none'}`} draggable={false}>
          {r.name}
        </Link>
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
        {gives ? (
          <Button size="small" onClick={() => move()}>
            匀给同事
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

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

const heads = ['经办人', '岗位', '手上', '超时', '临期', '挂起', '告知过补正', '存放了多久', '可以做的'] as const

type PeopleProps = { data: Load; move: (move: Move) => void }

function People({ data, move }: PeopleProps) {
  const [held, hold] = useState<LoadRow>()
  const most = Math.max(1, ...data.rows.map((x) => x.open))
  const letGo = (to: LoadRow) => {
    if (held && to.account) move({ from: held, to: to.account })
    hold(undefined)
  }
  return (
    <>
      <table className="list load" aria-label="手上没办完的，按经办人">
        <thead>
          <tr>
            {heads.map((t) => (
              <th key={t} scope="col">
                {t}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((r) => (
            <Row
              key={r.account ?? 'none'}
              row={r}
              most={most}
              move={(to) => move({ from: r, to })}
              held={held}
              hold={hold}
              letGo={() => letGo(r)}
            />
          ))}
        </tbody>
      </table>
      <p className="pad soft small">
        点名字看他手上的办件；把一行拖到同事那一行，或者按“匀给同事”，选转几件；在列表里标记几件，也可以批量转交。
      </p>
    </>
  )
}

/** The chief's view: who carries how much, how old it is, how often it comes back, and moving it; every move can be taken back. */
export function LoadPage() {
  const loaded = useLoaded<Load>('/work/load')
  const go = useNavigate()
  const [moving, setMoving] = useState<Move>()
  const { told, ask } = useTold()
  const back = (id: string) =>
    ask(command<BatchView>(`/work/batches/${id}/back`, {}), (b) => go(`/desk/batches/${b.id}`)).finally(loaded.again)
  const tools = (
    <Link className="btn" to="/desk/leave">
      离岗登记
    </Link>
  )
  return (
    <PlainPage title="工作量" loaded={loaded} note={() => '手上没办完的，按经办人'} tools={tools} told={told}>
      {(data) => (
        <div className="scroll">
          <People data={data} move={setMoving} />
          <ReturnsPart returns={data.returns} />
          <Moved moved={data.moved} back={(id) => void back(id)} />
          {moving ? (
            <ActPanel
              act={moveOf(moving, data)}
              done={(b) => go(`/desk/batches/${(b as BatchView).id}`)}
              close={() => setMoving(undefined)}
            />
          ) : null}
        </div>
      )}
    </PlainPage>
  )
}
