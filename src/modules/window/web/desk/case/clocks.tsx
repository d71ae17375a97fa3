import { Button } from 'antd'
import { DayStrip, type StripDay } from '#ui/desk/day-strip.tsx'
import { Due } from '#ui/desk/due.tsx'
import { Lamp } from '#ui/desk/lamp.tsx'
import type { CaseClock, ClockDay } from '../../../schema/desk.ts'

function ClockLine({ clock: c, open, toggle }: { clock: CaseClock; open: boolean; toggle: () => void }) {
  return (
    <>
      <Button type="link" size="small" aria-expanded={open} onClick={toggle}>
        {c.pressing ? <b>{c.label}</b> : c.label}
      </Button>
      <span className="soft">{c.limit}</span>
      <span className="num">{c.dueOn ? <Due on={c.dueOn} makeUp={c.makeUp} /> : '停着'}</span>
      {c.lamp ? (
        <Lamp lamp={c.lamp} days={c.lamp === 'paused' ? undefined : Math.floor(c.days ?? 0)} word="" quiet />
      ) : (
        <span className="soft">{c.state === 'stopped' ? '已停' : ''}</span>
      )}
    </>
  )
}

const dayNumber = (on: string) => `${Number(on.slice(8))}`
const span = (n: number) => Math.min(n, 9)

/** The days of a clock in one line: counted ones with their number, runs that do not count as one cell. */
function stripOf(rows: readonly ClockDay[], dueOn: string | null): StripDay[] {
  const cells: StripDay[] = []
  let run: ClockDay[] = []
  const close = () => {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last)
      cells.push(
        run.length === 1
          ? { day: dayNumber(first.on), kind: 'off' }
          : { day: `${dayNumber(first.on)}—${dayNumber(last.on)}`, text: `${run.length} 天不算`, kind: 'off', span: span(run.length) },
      )
    run = []
  }
  for (const r of rows) {
    if (!r.counts && r.on !== rows[0]?.on) run.push(r)
    else {
      close()
      cells.push({
        day: dayNumber(r.on),
        text: r.nth === undefined ? '起' : String(r.nth),
        ...(r.on === dueOn ? { kind: 'due' as const } : {}),
      })
    }
  }
  close()
  return cells
}

type Clocks = { clocks: readonly CaseClock[]; open: string | undefined; toggle: (name: string) => void }

/** The clocks of a case; each opens day by day: which day counts, which does not, and by what. */
export function Clocks({ clocks, open, toggle }: Clocks) {
  const shown = clocks.find((c) => c.name === open)
  const press = clocks.find((c) => c.pressing) ?? clocks.at(-1)
  return (
    <section className="block">
      <h2>
        时限
        {press && !shown ? (
          <Button type="link" size="small" className="right" onClick={() => toggle(press.name)}>
            逐日看
          </Button>
        ) : null}
      </h2>
      <div className="clocks">
        {clocks.map((c) => (
          <ClockLine key={c.name} clock={c} open={open === c.name} toggle={() => toggle(c.name)} />
        ))}
      </div>
      {press && !shown && press.rows.length > 0 && press.rows.length <= 20 ? (
        <DayStrip label={`${press.label}时限的每一天`} days={stripOf(press.rows, press.dueOn)} />
      ) : null}
      {shown ? (
        <table className="check days-table">
          <caption className="vh">{shown.label}时限，逐日</caption>
          <tbody>
            {shown.rows.map((r) => (
              <tr key={r.on} className={r.counts ? undefined : 'soft'}>
                <td>{r.nth ?? ''}</td>
                <td>{r.on.slice(5)}</td>
                <td title={r.basis}>{r.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
