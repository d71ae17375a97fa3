import { Button, ConfigProvider } from 'antd'
import { momentText } from '#ui/desk/moment.ts'
import { BarredVerbs } from '#ui/desk/verbs.tsx'
import { nextTheme } from '#ui/desk-theme.ts'
import { verbOrder } from '../../../rules/batch.ts'
import type { CasePage, CaseVerb } from '../../../schema/desk.ts'

/** Points that only a look on the spot can settle, by their place in the list. */
const onSite = (page: CasePage): number[] => page.points.flatMap((p, i) => (p.onSite && p.verdict === 'unknown' ? [i + 1] : []))

/** Where points wait for a look on the spot, that look is the next thing. */
const rankIn = (page: CasePage) => (v: CaseVerb) => {
  if (v.verb === 'survey' && onSite(page).length > 0 && page.points.every((p) => p.verdict !== 'not met')) return -1
  const n = verbOrder.indexOf(v.verb)
  return n < 0 ? 99 : n
}

const OnSite = ({ page }: { page: CasePage }) => {
  const points = onSite(page)
  if (points.length === 0 || !page.verbs.some((v) => v.verb === 'survey' && v.open)) return null
  return <p className="why">要点 {points.join('、')} 到场才能定，须两人以上同去（行政许可法第三十四条）。</p>
}

const Waiting = ({ pending }: { pending: CasePage['pending'] }) =>
  pending ? (
    <p className="why">
      {pending.by}申请“{pending.label}”，等审批。{pending.input.map((r) => `${r.label}：${r.value}`).join('；')}
    </p>
  ) : null

/** What is written and not sent: one's own is opened again, a colleague's is announced; neither is a decision yet. */
function Drafts({ page, take }: { page: CasePage; take: (verb: CaseVerb) => void }) {
  if (page.drafts.length === 0) return null
  return (
    <div className="drafts">
      {page.drafts.map((d) => {
        const verb = page.verbs.find((v) => v.verb === d.verb)
        return (
          <p key={d.verb + d.by} className="why">
            <i className="tag warn">草稿</i> {d.mine ? '您' : d.by}写了“{verb?.label ?? d.verb}”，{momentText(d.at)} 存的，还没有办。
            {d.mine && verb?.open ? (
              <Button type="link" size="small" onClick={() => take(verb)}>
                接着写
              </Button>
            ) : null}
          </p>
        )
      })}
    </div>
  )
}

/** What can be done, the next thing first; what cannot, with the reason in words. */
export function Verbs({ page, take }: { page: CasePage; take: (verb: CaseVerb) => void }) {
  const shown = page.verbs.filter((v) => (!v.byApplicant || v.open) && v.verb !== 'waive')
  const rank = rankIn(page)
  const open = shown.filter((v) => v.open).sort((a, b) => rank(a) - rank(b))
  const barred = shown.filter((v) => !v.open && (page.pending || !['grantApproval', 'denyApproval'].includes(v.verb)))
  const [next, ...others] = open
  return (
    <section className="block">
      <h2 id="now" tabIndex={-1}>
        现在可以办
      </h2>
      <Waiting pending={page.pending} />
      {next ? (
        <div className="verbs">
          <ConfigProvider theme={nextTheme}>
            <Button type="primary" size="large" className="go" onClick={() => take(next)}>
              {next.label}
            </Button>
          </ConfigProvider>
          {others.map((v) => (
            <Button key={v.verb} size="small" onClick={() => take(v)}>
              {v.byApplicant ? `代申请人${v.label}` : v.label}
            </Button>
          ))}
        </div>
      ) : (
        <p className="why">这一件现在没有您要办的。</p>
      )}
      <OnSite page={page} />
      <Drafts page={page} take={take} />
      {barred.length ? (
        <>
          <h2 className="no">现在不能办</h2>
          <BarredVerbs verbs={barred} />
        </>
      ) : null}
    </section>
  )
}
