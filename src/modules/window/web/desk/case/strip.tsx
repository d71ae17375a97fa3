import type { Stage } from '../../../schema/desk.ts'

/** `at`: where its diamond stands, if it forks or joins. */
type Edge = { key: string; done: boolean; d: string; at?: number | undefined }
type Box = { stage: Stage; x: number; y: number }

const [wide, high, gap, mid] = [36, 24, 9, 36] as const

/** A column a stage; one that runs beside the stage before it stands under it, and both leave the middle line. */
function laidOut(stages: readonly Stage[]): { boxes: Box[]; width: number } {
  const boxes: Box[] = []
  let x = 16
  for (const [i, stage] of stages.entries()) {
    if (stage.beside) {
      boxes.push({ stage, x: boxes.at(-1)!.x, y: mid + 10 })
      continue
    }
    const fork = stages[i + 1]?.beside ? 22 : 0
    boxes.push({ stage, x: x + fork, y: fork ? mid - 10 - high : mid - high / 2 })
    x += wide + gap + 2 * fork
  }
  return { boxes, width: x - gap + 2 }
}

const words: Record<Stage['state'], string> = { done: '办完', live: '正在这一步', next: '可以同时做', later: '还没到', skipped: '没有做' }
const classOf: Record<Stage['state'], string> = { done: 'done', live: 'live', next: 'next', later: '', skipped: 'skipped' }
const reached = (stage: Stage) => stage.state !== 'later' && stage.state !== 'skipped'

/** From the end of one box to the beginning of the next; around two that stand one under the other it forks and joins. */
function edges(boxes: readonly Box[]): Edge[] {
  const main = boxes.filter((b) => !b.stage.beside)
  return main.map(({ stage, x }, i): Edge => {
    const from = i === 0 ? 12 : main[i - 1]!.x + wide
    const [forked, after] = [
      boxes.some((b) => b.stage.beside && b.x === x),
      i > 0 && boxes.some((b) => b.stage.beside && b.x === main[i - 1]!.x),
    ]
    const done = reached(stage)
    const key = stage.name
    if (forked) return { key, done, d: `M${from} ${mid}h${x - from - 11}M${x - 11} ${mid}v-22h11M${x - 11} ${mid}v22h11`, at: x - 11 }
    if (after) return { key, done, d: `M${from} ${mid - 22}h11v22M${from} ${mid + 22}h11v-22M${from + 11} ${mid}H${x}`, at: from + 11 }
    return { key, done, d: `M${from} ${mid}H${x}` }
  })
}

/** Where a case stands among the stages that every case goes through. */
export function Strip({ stages }: { stages: readonly Stage[] }) {
  const { boxes, width } = laidOut(stages)
  const label = stages.map((s) => `${s.name}：${words[s.state]}`).join('；')
  return (
    <svg className="flow" viewBox={`0 0 ${Math.max(width, 312)} 72`} width="100%" height="72" role="img" aria-label={label}>
      {edges(boxes).map((e) => (
        <path key={e.key} className={e.done ? 'edge done' : 'edge'} d={e.d} />
      ))}
      <g className="done">
        <circle cx="7" cy={mid} r="5" />
      </g>
      {edges(boxes).map((e) =>
        e.at === undefined ? null : <path key={e.key} className={e.done ? 'done' : undefined} d={`m${e.at - 8} ${mid} 8-8 8 8-8 8z`} />,
      )}
      {boxes.map(({ stage, x, y }) => (
        <g key={stage.name} className={classOf[stage.state]}>
          <rect x={x} y={y} width={wide} height={high} rx="3" />
          <text x={x + wide / 2} y={y + 16.5}>
            {stage.name}
          </text>
        </g>
      ))}
    </svg>
  )
}
