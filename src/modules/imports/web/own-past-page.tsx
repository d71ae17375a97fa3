import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Tag } from '#ui/public/marks.tsx'
import { Empty, Part, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { type PastCase, pastResults } from '../schema.ts'

/** What was decided for somebody before this platform. */
export const OwnPastPage: Page<{ rows: PastCase[] }> = ({ data: { rows }, frame }) => (
  <PublicPage frame={frame} title="以前的办件">
    <Title
      text="以前的办件"
      trail={[
        { text: '首页', href: '/' },
        { text: '我的', href: '/me' },
      ]}
      lead="在旧系统里办结的，从那里转过来，只能查看。有不对的，请打 12345。"
    />
    <div className="wrap">
      <Part title="旧系统里办结的">
        {rows.length > 0 ? (
          <ul className="list">
            {rows.map((p) => (
              <li key={p.id}>
                <span>
                  <b>{p.item}</b>
                  <small>
                    {p.organName}，{dueText(p.decidedOn, { year: true })}办结
                  </small>
                  <small>办件编号 {p.no}</small>
                  {p.licenceNo ? <small>证照编号 {p.licenceNo}</small> : null}
                </span>
                <span>
                  <Tag tone="soft">{pastResults[p.result]}</Tag>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <Empty title="没有以前的办件" why="旧系统里没有您的办件，或者还没有转过来。" />
        )}
      </Part>
    </div>
  </PublicPage>
)
