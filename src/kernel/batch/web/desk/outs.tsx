import { shortNo } from '#ui/desk/moment.ts'

type Outs = { out: readonly { no: string; why: string }[]; gone?: number; unit: string }

/** Rows that fall out, by their reason: the same sentence is said once. `gone` counts those that are hidden by now. */
export function OutList({ out, gone = 0, unit }: Outs) {
  const reasons = [...new Set(out.map((o) => o.why))]
  return (
    <dl className="outs">
      {reasons.map((why) => {
        const rows = out.filter((o) => o.why === why)
        return [
          <dt key={why}>
            {rows.length} {unit}
          </dt>,
          <dd key={`${why}d`}>
            {why}
            <span className="soft small">
              {' '}
              {rows
                .slice(0, 6)
                .map((o) => shortNo(o.no))
                .join('、')}
              {rows.length > 6 ? ' 等' : ''}
            </span>
          </dd>,
        ]
      })}
      {gone
        ? [
            <dt key="gone">
              {gone} {unit}
            </dt>,
            <dd key="goned">已经不在您能看的范围里</dd>,
          ]
        : null}
    </dl>
  )
}
