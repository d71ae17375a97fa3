import { Differences } from '#ui/desk/differences.tsx'
import type { OrganDiff } from '../../../schema/organ-desk.ts'

/** What was, or is to be, changed of an organ: old beside new. */
export const OrganDiffs = ({ label, diffs, now }: { label: string; diffs: readonly OrganDiff[]; now?: string }) =>
  diffs.length === 0 ? null : (
    <Differences
      label={label}
      now={now}
      rows={diffs.map((d) => ({
        where: d.title,
        kind: d.before === null ? 'added' : d.after === null ? 'removed' : 'changed',
        before: d.before ?? undefined,
        after: d.after ?? undefined,
      }))}
    />
  )
