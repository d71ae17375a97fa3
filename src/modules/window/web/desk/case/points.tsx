import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { needsNote } from '#kernel/case/rules/points.ts'
import type { Verdict as Found } from '#kernel/decision/schema/assessment.ts'
import { command } from '#ui/desk/client.ts'
import { useKeys } from '#ui/desk/keys.ts'
import { momentText } from '#ui/desk/moment.ts'
import { useTold } from '#ui/desk/told.ts'
import { Verdict, type VerdictValue } from '#ui/desk/verdict.tsx'
import type { CasePage, CasePoint } from '../../../schema/desk.ts'

const shownAs: Record<Found, VerdictValue> = { met: 'met', 'not met': 'not-met', unknown: 'unknown' }
const foundAs: Record<VerdictValue, Found> = { met: 'met', 'not-met': 'not met', unknown: 'unknown' }

const having = (points: readonly CasePoint[], verdict: Found) => points.filter((p) => p.verdict === verdict)

const score = (points: readonly CasePoint[]) =>
  `${points.length} 项：符合 ${having(points, 'met').length}，不符合 ${having(points, 'not met').length}，未定 ${having(points, 'unknown').length}`

/** The reason of a finding, written in its row; it stays until the house has it. */
function Reason({ point, verdict, save, leave }: { point: CasePoint; verdict: Found; save: (note: string) => void; leave: () => void }) {
  const [note, setNote] = useState(point.note ?? '')
  return (
    <form
      className="row tight"
      onSubmit={(e) => {
        e.preventDefault()
        save(note)
      }}
    >
      <Input
        autoFocus
        size="small"
        aria-label={`“${point.text}”为什么${verdict === 'met' ? '符合' : '不符合'}`}
        placeholder={verdict === 'met' ? '和系统判的不一样，写明理由' : '写明哪里不符合'}
        value={note}
        maxLength={500}
        onChange={(e) => setNote(e.target.value)}
        onKeyDown={(e) => e.key === 'Escape' && leave()}
      />
      <Button size="small" htmlType="submit" disabled={note.trim().length < 2}>
        记下
      </Button>
      <Button size="small" type="text" onClick={leave}>
        不改了
      </Button>
    </form>
  )
}

/** What a verdict stands on: in one line, or with the law and the hour for the one who asks. */
const Why = ({ point: p, now, whole }: { point: CasePoint; now: string; whole: boolean }) => (
  <span className={p.verdict === 'unknown' ? undefined : 'soft'} title={[p.why, p.note, p.basis].filter(Boolean).join('；')}>
    {p.why}
    {p.note ? `：${p.note}` : ''}
    {whole && p.at ? `，${momentText(p.at, now)}` : ''}
    {whole && p.basis ? <span className="basis-line">依据：{p.basis}</span> : null}
  </span>
)

type Row = {
  point: CasePoint
  n: number
  page: CasePage
  here: boolean
  whole: boolean
  show: (() => void) | undefined
  save: (point: CasePoint, verdict: Found, note?: string, kept?: () => void) => void
}

function PointRow({ point: p, n, page, here, whole, show, save }: Row) {
  const [asks, setAsks] = useState<Found>()
  const give = (value: VerdictValue) => {
    const verdict = foundAs[value]
    if (needsNote(p.machine ?? undefined, verdict)) setAsks(verdict)
    else save(p, verdict)
  }
  const label = `${n}. ${p.text}`
  return (
    <tr className={here ? 'here' : undefined} data-point={p.id}>
      <td>{n}</td>
      <td>
        {show ? (
          <button type="button" className="btn bare sm" title="看这样材料" onClick={show}>
            {p.text}
          </button>
        ) : (
          p.text
        )}
      </td>
      <td>
        {asks ? (
          <Reason
            point={p}
            verdict={asks}
            leave={() => setAsks(undefined)}
            save={(note) => save(p, asks, note, () => setAsks(undefined))}
          />
        ) : (
          <Why point={p} now={page.now} whole={whole} />
        )}
      </td>
      <td>
        <Verdict name={`point-${p.id}`} label={label} value={shownAs[asks ?? p.verdict]} {...(page.judges ? { onChange: give } : {})} />
      </td>
    </tr>
  )
}

type Points = { page: CasePage; at: string | undefined; show: (href: string) => void; again: () => void }

/** Judgements are kept as they are given; what the house answers takes the place of what was shown. */
function useJudging(page: CasePage, again: () => void) {
  const [points, setPoints] = useState(page.points)
  const { told, ask } = useTold()
  useEffect(() => setPoints(page.points), [page.points])
  const save: Row['save'] = (point, verdict, note, kept) =>
    void ask(
      command<{ points: CasePoint[] }>(`/work/cases/${page.id}/points`, {
        points: [{ point: point.id, verdict, ...(note ? { note } : {}) }],
      }),
      (answer) => {
        setPoints(answer.points)
        kept?.()
        again()
      },
    )
  return { points, told, save }
}

const lastJudged = (points: readonly CasePoint[]): string | undefined =>
  points
    .flatMap((p) => (p.at ? [p.at] : []))
    .sort()
    .at(-1)

/** 审查要点 under the file that is looked at: the machine judges first, a person decides. The key `v` leads to the next open one. */
export function Points({ page, at, show, again }: Points) {
  const [whole, setWhole] = useState(false)
  const { points, told, save } = useJudging(page, again)
  const toNext = () => {
    const open = having(points, 'unknown')[0]
    document.querySelector<HTMLElement>(`tr[data-point="${open?.id}"] input:checked`)?.focus()
  }
  useKeys({ v: toNext })
  if (points.length === 0) return null
  const fileOf = (code: string) => page.materials.find((m) => m.code === code)?.files[0]
  const hrefOf = (code: string) => fileOf(code) && `/work/cases/${page.id}/materials/${fileOf(code)!.hash}`
  const judged = lastJudged(points)
  return (
    <section className="points" aria-label="审查要点">
      <div className="tools">
        <b>审查要点</b>
        <span>{score(points)}</span>
        <span className="soft small clip">{page.judges ? '机器先判，人来定' : '随审查意见报上来的'}</span>
        <span className="right" />
        {told ? (
          <span role="alert" className="wrong small">
            {told}
          </span>
        ) : judged ? (
          <span className="soft small" role="status">
            {momentText(judged, page.now)} 已记下
          </span>
        ) : null}
        <button type="button" className="btn bare sm" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {whole ? '收起判断依据' : '看判断依据'}
        </button>
      </div>
      <div className="scroll">
        <table className={whole ? 'check whole' : 'check'}>
          <caption className="vh">审查要点，逐条判定</caption>
          <colgroup>
            <col className="col-n" />
            <col className="col-point" />
            <col />
            <col className="col-verdict" />
          </colgroup>
          <tbody>
            {points.map((p, i) => {
              const href = p.material ? hrefOf(p.material) : undefined
              return (
                <PointRow
                  key={p.id}
                  point={p}
                  n={i + 1}
                  page={page}
                  here={href !== undefined && href === at}
                  whole={whole}
                  show={href ? () => show(href) : undefined}
                  save={save}
                />
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
