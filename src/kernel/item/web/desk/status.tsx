import { statusNames, type VersionStatus } from '../../schema/life.ts'

const loud: readonly VersionStatus[] = ['suspended', 'cancelled']

/** Where a version stands, in a word. */
export const Status = ({ status }: { status: VersionStatus }) => (
  <span className={loud.includes(status) ? 'tag warn' : status === 'published' ? 'tag ok' : 'tag'}>{statusNames[status]}</span>
)
