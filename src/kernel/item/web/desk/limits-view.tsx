import { Button } from 'antd'
import { isMoving, useMoving } from '#kernel/draft/web/desk/moving.ts'
import { RehearsalPart } from '#kernel/draft/web/desk/rehearsal.tsx'
import { useCommand } from '#ui/desk/act-panel.tsx'
import { Wrong } from '#ui/desk/ask.tsx'
import type { LimitsPart } from '../../schema/desk.ts'

/** What other limits would have meant for the cases of the year before. */
export function LimitsView({ id, limits, again }: { id: string; limits: LimitsPart; again: () => void }) {
  const path = `/item-drafts/${id}`
  const { wrong, busy, run } = useCommand(`${path}/rehearse`, again)
  useMoving(limits.rehearsal, again)
  return (
    <>
      {limits.why === null ? (
        <div className="row">
          <Button loading={busy} onClick={() => void run({})}>
            {limits.rehearsal ? '重新预演' : '用去年的办件预演'}
          </Button>
          <Wrong sentence={wrong?.message} />
        </div>
      ) : isMoving(limits.rehearsal) ? null : (
        <p className="soft">{limits.why}。</p>
      )}
      <RehearsalPart kind="limits" path={path} rehearsal={limits.rehearsal} again={again} />
    </>
  )
}
