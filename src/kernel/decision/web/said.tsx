/** What the rules say, as a citizen reads it: how many conditions are met, what is lacking, and what would do. */
import { Tag } from '#ui/public/marks.tsx'
import { More, Notice, Part } from '#ui/public/page.tsx'
import type { ConditionLine, Said } from '../schema/assessment.ts'

const tones = { met: 'done', 'not met': 'warn', unknown: 'info' } as const
const heads = { met: '符合条件', 'not met': '还不符合条件', unknown: '还不能确定' } as const
const marks: Record<ConditionLine['state'], string> = { met: '符合', lacking: '不符合', unknown: '还不知道' }

const Conditions = ({ lines }: { lines: readonly ConditionLine[] }) => (
  <ul>
    {lines.map((l) => (
      <li key={l.sentence}>
        <Tag tone={l.state === 'met' ? undefined : 'soft'}>{marks[l.state]}</Tag> {l.sentence}
      </li>
    ))}
  </ul>
)

const basesOf = (said: Said) => [...new Set(said.rules.filter((r) => r.fired && r.basis).map((r) => r.basis!))]

/** Whether one fits: the score as the heading, the ways as sentences, the conditions folded under it. */
export const Fitness = ({ said, open }: { said: Said; open?: boolean }) => {
  const bases = basesOf(said)
  return (
    <Notice tone={tones[said.verdict]} title={`${heads[said.verdict]}：${said.score || said.summary}`}>
      {said.score && said.verdict !== 'met' ? <p>{said.summary}</p> : null}
      {said.ways.map((w) => (
        <p key={w}>{w}。</p>
      ))}
      {said.conditions.length > 0 ? (
        <More title="一条一条看" open={open}>
          <Conditions lines={said.conditions} />
          {bases.length > 0 ? <p className="small soft">依据：{bases.join('；')}</p> : null}
        </More>
      ) : null}
    </Notice>
  )
}

/** All that the rules say of an application. Not fitting forbids nobody to apply (行政许可法 第三十二条: a written answer either way). */
export const SaidPart = ({ said, before }: { said: readonly Said[]; before?: boolean }) => {
  const fit = said.find((s) => s.purpose === 'eligibility')
  const values = said.filter((s) => s.value !== undefined && s.value !== '没有')
  if (!fit && values.length === 0) return null
  return (
    <Part title="按规则核对的结果">
      {fit ? <Fitness said={fit} /> : null}
      {values.map((s) => (
        <p key={s.purpose}>
          {s.title}：<b>{s.value}</b>
        </p>
      ))}
      <p className="small soft">
        {before && fit?.verdict !== 'met'
          ? '您仍然可以提交，由工作人员审查后书面答复您。'
          : '这是按公布的规则算的，最后由工作人员审查决定。'}
      </p>
    </Part>
  )
}
