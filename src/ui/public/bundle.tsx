import type { ReactNode } from 'react'
import { Tag } from './marks.tsx'

/** What a bundle saves: the separate sum crossed out, the bundle's number large. */
export const Gain = ({ gains }: { gains: readonly { name: string; was: string | number; is: string | number; unit: string }[] }) => (
  <dl className="gain">
    {gains.map((g) => (
      <div key={g.name}>
        <dt>{g.name}</dt>
        <dd>
          <s>
            <span className="vh">原来 </span>
            {g.was}
          </s>
          <b>
            <span className="vh">现在 </span>
            {g.is}
          </b>{' '}
          <span>{g.unit}</span>
        </dd>
      </div>
    ))}
  </dl>
)

export type Lane = { name: string; about: string; from?: number; days?: number; key?: boolean; not?: ReactNode }

/** Who works on a bundle and when, as bars over working days 1..`span`; `key` lanes are the longest path, `not` is an item that is not needed. */
export const Lanes = ({ span, lanes, all }: { span: number; lanes: readonly Lane[]; all: ReactNode }) => (
  <ol className="lanes">
    <li aria-hidden="true">
      <small>受理后第几个工作日</small>
      <div className="axis">
        {Array.from({ length: span }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the day
          <span key={i}>{i + 1}</span>
        ))}
      </div>
    </li>
    {lanes.map((l) => (
      <li key={l.name} className={l.not ? 'not' : undefined}>
        <div>
          {l.not ? l.name : <b>{l.name}</b>}
          {l.key ? <Tag>最长的一条</Tag> : null}
          <small>{l.about}</small>
        </div>
        {l.not ? <span>{l.not}</span> : <Bar span={span} lane={l} />}
      </li>
    ))}
    <li>
      <b>全部办好</b>
      <span>{all}</span>
    </li>
  </ol>
)

const Bar = ({ span, lane }: { span: number; lane: Lane }) => (
  <svg className="bar" viewBox={`0 0 ${span * 10} 10`} preserveAspectRatio="none" aria-hidden="true">
    <path d={Array.from({ length: span - 1 }, (_, i) => `M${(i + 1) * 10} 0v10`).join('')} />
    <rect className={lane.key ? 'key' : undefined} x={(lane.from ?? 0) * 10} y="1" width={(lane.days ?? 0) * 10} height="8" />
  </svg>
)
