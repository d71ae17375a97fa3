import { Button } from 'antd'
import { Link } from 'react-router'
import type { Act } from '#ui/desk/act-panel.tsx'
import { momentText } from '#ui/desk/moment.ts'
import { organChangeKinds, type WaitingChange } from '../../../schema/organ-desk.ts'
import { confirming, turningDown, withdrawing } from './acts.ts'
import { OrganDiffs } from './diffs.tsx'

type Props = { change: WaitingChange; mayPropose: boolean; mayConfirm: boolean; choose: (act: Act) => void; linked?: true }

/** A change that waits for a second person: what it does, on which document, who asked, and what one may do with it. */
export function Waiting({ change: w, mayPropose, mayConfirm, choose, linked }: Props) {
  const title = organChangeKinds[w.kind]
  return (
    <div className="stack">
      <div className="row">
        <i className="tag warn">等确认</i>
        <b>
          {title}：{linked && w.kind !== 'found' ? <Link to={`/desk/organs/${w.organ}`}>{w.name}</Link> : w.name}
        </b>
        <span className="soft">
          {w.proposedByName}申请，{momentText(w.proposedAt)}
        </span>
        <span className="right" />
        {mayConfirm && !w.mine ? <Button onClick={() => choose(confirming(w, title))}>确认</Button> : null}
        {mayConfirm ? <Button onClick={() => choose(turningDown(w))}>不同意</Button> : null}
        {mayPropose && !mayConfirm ? <Button onClick={() => choose(withdrawing(w))}>撤回</Button> : null}
      </div>
      <p>
        依据 {w.document}。{w.reason}
        {mayConfirm && w.mine ? <span className="soft">您自己申请的，要由另一位同事确认。</span> : null}
      </p>
      <OrganDiffs label={`${w.name}${title}`} diffs={w.diffs} now="确认以后" />
    </div>
  )
}
