import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Empty, Part, Rows, Title } from '#ui/public/page.tsx'
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
          <Rows>
            {rows.map((p) => (
              <div key={p.id}>
                {p.item} {pastResults[p.result]}
                <small>
                  {[p.no, p.organName, `${dueText(p.decidedOn, { year: true })}办结`, p.licenceNo && `证照编号 ${p.licenceNo}`]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </div>
            ))}
          </Rows>
        ) : (
          <Empty title="没有以前的办件" why="旧系统里没有您的办件，或者还没有转过来。" />
        )}
      </Part>
    </div>
  </PublicPage>
)
